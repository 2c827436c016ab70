import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { HUB_ERRORS } from '../../schema/canonical/hub-error.ts';
import { buildDisputes } from '../../gateway/subgraphs/disputes/subgraph.ts';

const page = readFileSync(new URL('../../docs/linking.md', import.meta.url), 'utf8');
const section = page.slice(page.indexOf('## Deciding'));

test('the queries of "Deciding" are valid in the disputes subgraph', () => {
  const { schema } = buildDisputes();
  const queries = [...section.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, query]) => query ?? '');
  expect(queries).toHaveLength(3);
  for (const query of queries) expect(validate(schema, parse(query))).toEqual([]);
});

test('the errors of "Deciding" are codes of the hub', () => {
  const codes = [...section.matchAll(/^\| `(HUB_\w+)`/gm)].map(([, code]) => code ?? '');
  expect(codes.length).toBeGreaterThan(3);
  expect(codes.filter((code) => !(code in HUB_ERRORS))).toEqual([]);
});
