import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices as composeByApollo } from '@apollo/composition';
import { composeServices as composeByHive, compositionHasErrors } from '@theguild/federation-composition';
import { buildSchema, execute, isObjectType, parse, printSchema, type GraphQLFieldResolver } from 'graphql';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { ask } from '../testing/ask.ts';
import { SAMPLE_CALLER } from '../testing/sample-graph.ts';
import { createGateway } from '../gateway.ts';
import { localTarget } from './local-target.ts';
import type { SubgraphTarget } from './subgraph-target.ts';
import { CASES, LINK, type Row } from './testing/differential-cases.ts';

/** Supergraphs come from either: what they write differs. */
const COMPOSED = ['Hive', 'Apollo'].flatMap((composer) => CASES.map((one) => ({ composer, ...one })));

describe.each(COMPOSED)('$what, composed by $composer', (given) => {
  const { composer, subgraphs, resolvers, entities, roots, queries } = given;
  const byId = new Map(entities.map((row) => [String(row['id']), row]));
  const root = roots((id) => byId.get(id));
  /** A row, or the row that a text names where one is meant. */
  const resolve: GraphQLFieldResolver<Row, unknown> = (source, args: Row, _context, info) => {
    const value = (info.path.prev === undefined ? root : source)[info.fieldName];
    if (typeof value === 'function') return (value as (given: Row) => unknown)(args);
    return typeof value === 'string' && byId.has(value) && !['id', 'code'].includes(info.fieldName)
      ? byId.get(value)
      : value;
  };
  const services = Object.entries(subgraphs).map(([name, sdl]) => ({
    name,
    url: 'http://x.invalid/',
    typeDefs: parse(LINK + sdl),
  }));
  const supergraphSdl = composer === 'Hive' ? composedByHive(services) : composedByApollo(services);

  const target = (name: string, sdl: string): SubgraphTarget => {
    const own = resolvers?.[name] ?? {};
    const schema = buildSubgraphSchema([{ typeDefs: parse(LINK + sdl) }]);
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('_')) continue;
      for (const field of Object.values(type.getFields())) {
        if (field.name.startsWith('_')) continue;
        field.resolve = own[type.name]?.[field.name] ?? resolve;
      }
    }
    for (const type of Object.values(schema.getTypeMap())) {
      if (!('getInterfaces' in type)) continue;
      (type.extensions as Record<string, unknown>)['apollo'] = {
        subgraph: {
          resolveReference: (reference: Row) => {
            const row = byId.get(String(reference['id'] ?? reference['code'])) ?? {};
            const known = schema.getType(String(row['__typename'])) === undefined ? reference : row;
            return { ...row, ...reference, __typename: known['__typename'] };
          },
        },
      };
    }
    return localTarget(name, schema, () => ({}));
  };

  it.each(queries.map((query) => (typeof query === 'string' ? ([query, {}] as const) : query)))(
    'is answered as by one schema: %s',
    async (query, variables) => {
      for (const order of [1, -1]) {
        const gateway = await createGateway({
          supergraphSdl,
          targets: Object.entries(subgraphs).map(([name, sdl], at) => delayed(target(name, sdl), at * order)),
          verifier: { verify: () => Promise.resolve(SAMPLE_CALLER), onEnded: () => () => undefined },
          hasFieldRules: false,
          log: pino({ level: 'silent' }),
        });
        const merged = await execute({
          schema: buildSchema(printSchema(gateway.schema)),
          document: parse(query),
          variableValues: variables,
          fieldResolver: resolve,
          typeResolver: (row) => String((row as Row)['__typename']),
        });
        const answer = await ask(gateway, query, variables);
        await gateway.close();
        expect(answer.data).toEqual(JSON.parse(JSON.stringify(merged.data)));
        const paths = (errors: readonly { readonly path?: unknown }[] = []): string[] =>
          errors.map(({ path }) => JSON.stringify(path)).sort();
        expect(paths(answer.errors)).toEqual(paths(merged.errors));
      }
    },
  );
});

type Services = Parameters<typeof composeByHive>[0];

function composedByHive(services: Services): string {
  const composed = composeByHive(services);
  if (compositionHasErrors(composed)) throw new Error(composed.errors.map(String).join('\n'));
  return composed.supergraphSdl;
}

function composedByApollo(services: Services): string {
  const composed = composeByApollo(services.map(({ url = '', ...rest }) => ({ url, ...rest })));
  if (composed.errors !== undefined) throw new Error(composed.errors.map(String).join('\n'));
  return composed.supergraphSdl;
}

/** Answers some turns of the event loop later, so that subgraphs reply in one order and in the other. */
function delayed(target: SubgraphTarget, turns: number): SubgraphTarget {
  return {
    ...target,
    execute: async (request, context) => {
      const waits = turns < 0 ? 8 + turns : turns;
      for (let at = 0; at < waits; at += 1) await new Promise(setImmediate);
      return target.execute(request, context);
    },
  };
}
