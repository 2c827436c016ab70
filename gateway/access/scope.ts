import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import type { Caller } from './caller.ts';
import { conditionsOf, NO_CONDITIONS, type ReadConditional, type Resolved } from './rows/conditions.ts';
import { isInLane } from './rows/lanes.ts';
import type { ReadableCollection, Scope } from './rows/readable-collections.ts';
import { hotSpotRegions, RULES, tellingLanes, type RuleInput } from './rows/rules.ts';

/** The part of a collection that a caller may read. `read` reads disputes for the hub itself. */
export type ScopeOf = (
  caller: Caller,
  collection: ReadableCollection,
  read: ReadConditional,
) => Scope | Promise<Scope>;

/** Scope by the caller's grants. Everything that no grant reaches does not exist for the caller. */
export const scopeByGrants: ScopeOf = (caller, collection, read) => {
  const { access, partner } = caller;
  const conditions = conditionsOf(access, partner);
  if (conditions.length > 0) {
    return conditionalDisputes(caller, read).then((resolved) =>
      RULES[collection]({ access, partner, resolved }),
    );
  }
  return compiled(caller, collection);
};

const scopes = new WeakMap<Caller['access'], Map<string, Scope>>();

/** Accesses stay the same object while nothing changes. */
function compiled({ access, partner }: Caller, collection: ReadableCollection): Scope {
  const known = scopes.get(access) ?? new Map<string, Scope>();
  scopes.set(access, known);
  const key = `${collection} ${partner}`;
  const scope = known.get(key) ?? RULES[collection]({ access, partner, resolved: NO_CONDITIONS });
  known.set(key, scope);
  return scope;
}

/** Rows that hold for certain disputes are looked up so often at most. */
const RESOLVED_FOR_MS = 1_000;
const resolving = new WeakMap<Caller, { readonly atMs: number; readonly resolved: Promise<Resolved> }>();

/** What the rows of a caller that hold for certain disputes only reach now. */
export async function conditionalDisputes(caller: Caller, read: ReadConditional): Promise<Resolved> {
  const known = resolving.get(caller);
  if (known !== undefined && performance.now() - known.atMs < RESOLVED_FOR_MS) return known.resolved;
  const conditions = conditionsOf(caller.access, caller.partner);
  const resolved = Promise.all(
    conditions.map(async ({ key, filter }) => [key, await read(filter)] as const),
  ).then((found) => new Map(found));
  resolving.set(caller, { atMs: performance.now(), resolved });
  resolved.catch(() => resolving.delete(caller));
  return resolved;
}

/** Which events a caller may be told of as they happen: answers a test for events that are in memory. */
export type EventScopeOf = (caller: Caller, read: ReadConditional) => Promise<(event: HubEvent) => boolean>;

/** The same scope as `scopeByGrants` has of the collection `events`. */
export const eventScopeByGrants: EventScopeOf = async (caller, read) => {
  const { access, partner } = caller;
  if (conditionsOf(access, partner).length > 0)
    return tellingTest({ access, partner, resolved: await conditionalDisputes(caller, read) });
  const known = tests.get(access) ?? new Map<string, TellingTest>();
  tests.set(access, known);
  const test = known.get(partner) ?? tellingTest({ access, partner, resolved: NO_CONDITIONS });
  known.set(partner, test);
  return test;
};

type TellingTest = (event: HubEvent) => boolean;

const tests = new WeakMap<Caller['access'], Map<string, TellingTest>>();

function tellingTest(input: RuleInput): TellingTest {
  const lanes = tellingLanes(input);
  const areas = hotSpotRegions(input);
  return ({ disputeId, guard, reach, regionCode }) =>
    disputeId === null
      ? areas.every((regions) => regions?.some((prefix) => regionCode?.startsWith(prefix)) ?? true)
      : lanes.some((lane) => isInLane(lane, { id: disputeId, guard, reach }));
}
