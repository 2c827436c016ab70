import { isObjectType, Kind, parse, TypeInfo, visit, visitWithTypeInfo, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshStore } from '../harness/servers.ts';
import { subgraphSdl } from '../../schema/subgraphs/subgraph-sdl.ts';
import type { KnownPage } from './arguments.ts';
import { NOW, openBothWays, type BothWays, type Merged } from './both-ways.ts';
import { codesOnlyIn, essenceOf } from './compare.ts';
import { coordinatesOf } from './coverage.ts';
import { mayFail, NO_FAULTS, type Fault, type FaultPlan } from './faults.ts';
import { fillStore, type Offered } from './fixture.ts';
import { QueryGenerator, type GeneratedQuery } from './query-generator.ts';
import { Seeded } from './seeded.ts';

const SEED = Number(process.env['FEDERATION_SEED'] ?? 20_261_124);
/** At least so many. */
const QUERIES = process.env['TEST_SIZE'] === 'full' ? 3_000 : 1_200;
const FAULTY_PART = 0.35;
/** Subgraphs that hang together with no other: each has int tests of its own, and the fixture nothing for them. */
const ABOUT_PARTNERS = ['access', 'exports', 'retention'];

let both: BothWays;
let offered: Offered;
beforeAll(async () => {
  const store = await freshStore();
  offered = await fillStore(store, new Seeded(SEED), NOW);
  both = await openBothWays(store);
});
afterAll(() => both.close());

it(`answers ${QUERIES} seeded queries over all subgraphs exactly as one merged schema does, with nulls and errors injected into some`, async () => {
  const random = new Seeded(SEED + 1);
  const all = coordinatesOf(both.publicSchema, new Set(ABOUT_PARTNERS.flatMap(rootFieldsOf)));
  const reached = new Set<string>();
  const pages = new Map<string, KnownPage[]>();
  const generator = new QueryGenerator(both.publicSchema, {
    random,
    offered,
    pages,
    isNew: (coordinate) => !reached.has(coordinate),
  });
  const count = { acrossTwo: 0, withFault: 0, withoutError: 0 };

  const missing = (): string[] => all.filter((coordinate) => !reached.has(coordinate));
  // Ids differ from run to run, and with them what a query finds: a field that was not met by then is looked for a while longer.
  let at = 0;
  for (; at < QUERIES || (at < 2 * QUERIES && missing().length > 0); at++) {
    const query = generator.next();
    const faults = random.chance(FAULTY_PART) ? planFaults(both.publicSchema, query, random) : NO_FAULTS;
    const merged = await both.merged(query, faults);
    const federated = await both.federated(query, faults);
    const which = `seed ${SEED}, query ${at}: ${describe(query, faults)}`;
    expect(essenceOf(federated), which).toEqual(essenceOf(merged));
    // Of two faults below one null (one of them may be the query's own), each side may tell the one that it met first.
    const injected: readonly string[] = [...faults.faults.values()].map(({ outcome }) =>
      outcome === 'error' ? 'HUB_STORE_UNAVAILABLE' : 'HUB_INTERNAL',
    );
    if (faults.faults.size < 2) {
      const madeUp = codesOnlyIn(federated, merged).filter(
        (code) => faults.fired.size === 0 || !injected.includes(code),
      );
      expect(madeUp, which).toEqual([]);
    }
    for (const coordinate of merged.resolved) reached.add(coordinate);
    rememberPages(pages, merged);
    if (federated.called.size >= 2) count.acrossTwo += 1;
    if (faults.fired.size > 0) count.withFault += 1;
    if (merged.errors === undefined) count.withoutError += 1;
  }

  expect(missing()).toEqual([]);
  expect(count.acrossTwo / at).toBeGreaterThanOrEqual(0.5);
  expect(count.withFault / at).toBeGreaterThanOrEqual(0.1);
  expect(count.withoutError / at).toBeGreaterThanOrEqual(0.4);
}, 600_000);

/** Fields of `Query` that a subgraph has. */
function rootFieldsOf(subgraph: string): string[] {
  return parse(subgraphSdl(subgraph)).definitions.flatMap((definition) =>
    (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION) &&
    definition.name.value === 'Query'
      ? (definition.fields ?? []).map(({ name }) => name.value)
      : [],
  );
}

/** One or two fields of the query that go wrong. */
function planFaults(schema: GraphQLSchema, { query }: GeneratedQuery, random: Seeded): FaultPlan {
  const candidates = [...coordinatesIn(schema, query)].filter(mayFail);
  const faults = random.some(candidates, random.chance(0.7) ? 1 : 2).map((coordinate): Fault => ({
    coordinate,
    outcome: random.chance(0.5) ? 'null' : 'error',
    parents: random.pick(['all', 'even', 'odd']),
  }));
  return { faults: new Map(faults.map((fault) => [fault.coordinate, fault])), fired: new Set() };
}

/** Fields that a query names, on the object types that it could meet. */
function coordinatesIn(schema: GraphQLSchema, query: string): Set<string> {
  const found = new Set<string>();
  const typeInfo = new TypeInfo(schema);
  visit(
    parse(query),
    visitWithTypeInfo(typeInfo, {
      Field(node) {
        const parent = typeInfo.getParentType();
        if (parent === null || parent === undefined) return;
        const types = isObjectType(parent) ? [parent] : schema.getPossibleTypes(parent);
        for (const type of types) found.add(`${type.name}.${node.name.value}`);
      },
    }),
  );
  return found;
}

/** Remembers the latest cursors of each list, so that later queries can page. */
function rememberPages(pages: Map<string, KnownPage[]>, answer: Merged): void {
  for (const { coordinate, args, cursors } of answer.pages) {
    const [cursor] = cursors;
    if (cursor === undefined) continue;
    pages.set(coordinate, [...(pages.get(coordinate) ?? []), { args, cursor }].slice(-20));
  }
}

function describe({ query, variables }: GeneratedQuery, { faults }: FaultPlan): string {
  return `${query}\nvariables ${JSON.stringify(variables)}\nfaults ${JSON.stringify([...faults.values()])}`;
}
