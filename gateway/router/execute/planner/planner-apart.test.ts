import { execFileSync } from 'node:child_process';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { afterEach, expect, it } from 'vitest';
import { plannersApart, type PlannersApart } from './planner-apart.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: [
  "@key", "@shareable", "@external", "@requires", "@provides"])\n`;

/** Found by test/execution: the planner (0.0.38) panics on `PANICS` over it. */
const SUBGRAPHS = {
  ash: `interface Named { id: ID! } union Any = E2
    type E0 implements Named @key(fields: "id code") { id: ID! code: String! b: Int! }
    type E1 @key(fields: "id") { id: ID! }
    type E2 @key(fields: "id code") { id: ID! code: String! c: Float! }
    type Query { any: [Any]! }`,
  cedar: `type E0 @key(fields: "id code") { id: ID! code: String! d: Int @shareable }
    type E1 @key(fields: "id") @key(fields: "code place { no }") { id: ID! code: String! place: Place! e: Boolean }
    type E2 @key(fields: "id code") { id: ID! code: String! }
    type Place @shareable { no: Int! }`,
  date: `type E0 @key(fields: "id code") { id: ID! code: String! }
    type E1 @key(fields: "id") @key(fields: "code place { no }") {
      id: ID! code: String! place: Place! f: E3! e: Boolean @external g: Int @requires(fields: "e") }
    type E2 @key(fields: "id code") { id: ID! code: String! h: [ID]! @shareable }
    type E3 @key(fields: "id") { id: ID! }
    type Place @shareable { no: Int! }`,
  fir: `type E0 @key(fields: "id code") { id: ID! code: String! b: Int! @external i: [Float!] @requires(fields: "b") }
    type E1 @key(fields: "id", resolvable: false) { id: ID! }
    type E2 @key(fields: "id code") { id: ID! code: String! h: [ID]! @external }
    type Query { given: E2 @provides(fields: "h") one: E1 }`,
};
const PANICS = `query ($x: Boolean!, $y: Boolean! = true) {
  any @skip(if: $y) { __typename ... on E2 { c } ... on E0 { d } }
  one { f { id @include(if: $x) } g }
}`;

let planners: PlannersApart | undefined;
afterEach(() => planners?.close());

it('an operation on which the planner panics is refused, and those beside it are planned', async () => {
  planners = plannersApart();
  const planner = planners.open(supergraphOf(SUBGRAPHS));
  const beside = ['{ one { id } }', '{ any { __typename } }', '{ given { code } }'];
  const asked = [beside[0], PANICS, ...beside.slice(1)].map((text = '') => planner.plan(text, undefined, 0));
  const settled = await Promise.allSettled(asked);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  await expect(planner.plan(PANICS, undefined, 0)).rejects.toThrow(
    'the query planner crashed on this operation',
  );
  await expect(planner.plan(beside[0] ?? '', undefined, 0)).resolves.toMatchObject({ kind: 'QueryPlan' });
});

it('an operation at which its process was ended by something else is planned all the same', async () => {
  planners = plannersApart();
  const planner = planners.open(supergraphOf(SUBGRAPHS));
  await planner.plan('{ one { id } }', undefined, 0);
  const asked = planner.plan('{ any { __typename } }', undefined, 0);
  for (const pid of childrenOf(process.pid)) process.kill(pid, 'SIGKILL');
  await expect(asked).resolves.toMatchObject({ kind: 'QueryPlan' });
});

it('an operation that takes too long is refused, and the next is planned', async () => {
  planners = plannersApart({ timeoutMs: 1 });
  const planner = planners.open(supergraphOf(SUBGRAPHS));
  // The process itself takes longer to begin than that.
  const asked = planner.plan('{ one { id } }', undefined, 0);
  await expect(asked).rejects.toThrow('took longer than 1 ms');
  await expect(planner.plan('{ one { id } }', undefined, 0)).rejects.toThrow('took longer than 1 ms');
});

it('a supergraph that cannot be planned over is refused when it is opened', () => {
  planners = plannersApart();
  const { open } = planners;
  expect(() => open('type Query {')).toThrow();
});

it('one supergraph is planned apart from another, and one that is closed no longer', async () => {
  planners = plannersApart();
  const one = planners.open(supergraphOf(SUBGRAPHS));
  const other = planners.open(supergraphOf({ only: 'type Query { other: Int }' }));
  await expect(other.plan('{ other }', undefined, 0)).resolves.toMatchObject({ kind: 'QueryPlan' });
  await expect(one.plan('{ other }', undefined, 0)).rejects.toThrow();
  other.close();
  await expect(other.plan('{ other }', undefined, 0)).rejects.toThrow('is open');
});

function supergraphOf(subgraphs: Readonly<Record<string, string>>): string {
  const composed = composeServices(
    Object.entries(subgraphs).map(([name, sdl]) => ({
      name,
      url: `http://${name}.invalid/`,
      typeDefs: parse(LINK + sdl),
    })),
  );
  if (compositionHasErrors(composed)) throw new Error(composed.errors.map(String).join('\n'));
  return composed.supergraphSdl;
}

/** Of this test's process: planners, and nothing that others started. */
function childrenOf(pid: number): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'ppid=,pid=,args=']).toString().split('\n');
  return lines.flatMap((line) => {
    const [, parent, child] = /^\s*(\d+)\s+(\d+)\s.*planner-process\.ts/.exec(line) ?? [];
    return Number(parent) === pid ? [Number(child)] : [];
  });
}
