import {
  execute,
  NoUnusedVariablesRule,
  parse,
  specifiedRules,
  validate,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { testSize } from '../../../../test/harness/size.ts';
import type { SubgraphAnswer } from '../subgraph-target.ts';
import { LocalExecutor } from './local-executor.ts';
import { localSample, type Sources } from './testing/local-sample.ts';
import { Chance, randomDocument, randomRoot } from './testing/random-cases.ts';

const CASES = testSize() === 'full' ? 20_000 : 100;
const LONG = { timeout: testSize() === 'full' ? 1_800_000 : 30_000 };

/** Values that are in no log of ours are left out of the messages. */
const told = (errors: readonly GraphQLError[] | undefined): string[] =>
  (errors ?? []).map(({ path, message, locations, extensions }) =>
    JSON.stringify([
      path,
      message.replace(/( but got: | with value |serialize\().*/s, '$1…'),
      locations,
      extensions,
    ]),
  );

/**
 * Errors where it hangs on turns of the event loop in which order they come, and which of those that one null took with it are told at all (GraphQL
 * specification, section 6.4.4): of these the place of the null alone.
 */
const placed = ({ data, errors }: SubgraphAnswer): string[] => {
  const lines = (errors ?? []).map((error) => {
    const place = nullOf(data, error.path ?? []);
    return place.length === error.path?.length ? told([error]).join('') : `null at ${JSON.stringify(place)}`;
  });
  return [...new Set(lines)].sort();
};

function nullOf(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let value = data;
  const depth = path.findIndex((key) => {
    if (typeof value !== 'object' || value === null) return true;
    value = (value as Readonly<Record<string | number, unknown>>)[key];
    return false;
  });
  return depth === -1 ? path : path.slice(0, depth);
}

const sources: Sources = { current: {} };
const atOnce = localSample(sources, false);
const later = localSample(sources, true);
/** Some variables are for nothing. */
const RULES = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule);

/** What our executor and graphql-js answer to the same. */
async function both(
  schema: GraphQLSchema,
  seed: number,
  late: number,
): Promise<readonly [SubgraphAnswer, SubgraphAnswer, asksEntities: boolean] | null> {
  const chance = new Chance(seed);
  sources.current = randomRoot(schema, chance, chance.of([0, 0.03, 0.15]), late);
  const text = randomDocument(schema, chance);
  const document = parse(text);
  if (validate(schema, document, RULES).length > 0) return null;
  const representations = chance.times(4, () => ({
    __typename: chance.of(['A', 'B']),
    id: chance.of(['1', '2', '3']),
  }));
  const variables: Record<string, unknown> = {
    representations,
    yes: chance.is(0.5),
    ...(chance.is(0.5) ? { n: chance.of<unknown>([1, null, 'x']) } : {}),
    ...(chance.is(0.5)
      ? { in: chance.of<unknown>([{}, { words: 'w', mood: 'CALM' }, { mood: 'SAD' }, null]) }
      : {}),
    ...(chance.is(0.5) ? { t: chance.of<unknown>(['text', 5, null]) } : {}),
  };
  const context = {};
  const executor = new LocalExecutor(schema);
  const ours = await executor.execute(document, undefined, variables, context);
  const theirs = await execute({ schema, document, variableValues: variables, contextValue: context });
  const again = await executor.execute(document, undefined, variables, context);
  expect(JSON.stringify(again)).toBe(JSON.stringify(ours));
  return [ours, theirs, text.includes('_entities(')];
}

describe('an operation of a subgraph in this process', () => {
  it(
    'is answered as by graphql-js, errors and their order included, where everything is there at once',
    LONG,
    async () => {
      let compared = 0;
      for (let seed = 1; seed <= CASES; seed += 1) {
        const answers = await both(atOnce, seed, 0);
        if (answers === null) continue;
        compared += 1;
        const [ours, theirs, asksEntities] = answers;
        expect(JSON.stringify(ours.data), `seed ${seed}`).toBe(JSON.stringify(theirs.data));
        // The reference of each entity is waited for by the one and not by the other.
        const shown = asksEntities ? placed : ({ errors }: SubgraphAnswer) => told(errors);
        expect(shown(ours), `seed ${seed}`).toEqual(shown(theirs));
      }
      expect(compared).toBeGreaterThan(CASES / 4);
    },
  );

  it('has null for an entity that its subgraph does not find, said at once', async () => {
    sources.current = {};
    const document = parse('query ($of: [_Any!]!) { _entities(representations: $of) { ... on A { id } } }');
    const of = [{ __typename: 'A', id: '1' }];
    expect(await new LocalExecutor(atOnce).execute(document, undefined, { of }, {})).toEqual({
      data: { _entities: [null] },
    });
  });

  it('is answered as by graphql-js where some comes later', LONG, async () => {
    let compared = 0;
    for (let seed = 1; seed <= CASES; seed += 1) {
      const answers = await both(later, seed, 0.15);
      if (answers === null) continue;
      compared += 1;
      const [ours, theirs] = answers;
      expect(JSON.stringify(ours.data), `seed ${seed}`).toBe(JSON.stringify(theirs.data));
      expect(placed(ours), `seed ${seed}`).toEqual(placed(theirs));
    }
    expect(compared).toBeGreaterThan(CASES / 4);
  });
});
