import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse } from 'graphql';
import { expect, test } from 'vitest';
import { isShareable } from './caller-fields.ts';

const SUBGRAPHS = join(import.meta.dirname, '..', '..', 'subgraphs');

test('only resolvers of fields that are named as such, and of mutations, look at the caller', () => {
  const looking = globSync('**/*.ts', { cwd: SUBGRAPHS })
    .filter((file) => !/\.test\.ts$|^testing\/|^kit\/|^serve-alone/.test(file))
    .filter((file) =>
      /\bcaller\b/.test(readFileSync(join(SUBGRAPHS, file), 'utf8').replaceAll(/\/\*\*[^]*?\*\//g, '')),
    );
  // access: `Query.explainAccess`; indicators: `Query.indicators`, `Query.disputeStats`; the others are mutations.
  expect(looking.filter((file) => !/deciding\/|mutations|webhooks\//.test(file)).sort()).toEqual([
    'access/explain.ts',
    'indicators/indicators.ts',
    'indicators/stats.ts',
  ]);
});

test('a document with such a field is executed for each subscriber alone', () => {
  const schema = buildSchema('type Query { indicators: Int other: Int } type Subscription { s: Query }');
  expect(isShareable(schema, parse('subscription { s { other } }'))).toBe(true);
  expect(
    isShareable(schema, parse('subscription { s { ...F } } fragment F on Query { x: indicators }')),
  ).toBe(false);
});
