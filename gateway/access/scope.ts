import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import type { Caller } from './caller.ts';
import { perAccess, type WithAccess } from './grants/per-access.ts';
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
  if (conditionsOf(caller).length > 0) {
    return conditionalDisputes(caller, read).then((resolved) =>
      RULES[collection]({ access, partner, resolved }),
    );
  }
  const scopes = unconditionalScopes(caller);
  const scope = scopes.get(collection) ?? RULES[collection]({ access, partner, resolved: NO_CONDITIONS });
  scopes.set(collection, scope);
  return scope;
};

/** By collection, as far as they were asked for. */
const unconditionalScopes = perAccess(() => new Map<ReadableCollection, Scope>());

/** Rows that hold for certain disputes are looked up so often at most. */
const RESOLVED_FOR_MS = 1_000;
const resolving = new WeakMap<Caller, { readonly atMs: number; readonly resolved: Promise<Resolved> }>();

/** What the rows of a caller that hold for certain disputes only reach now. */
export async function conditionalDisputes(caller: Caller, read: ReadConditional): Promise<Resolved> {
  const known = resolving.get(caller);
  if (known !== undefined && performance.now() - known.atMs < RESOLVED_FOR_MS) return known.resolved;
  const conditions = conditionsOf(caller);
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
  if (conditionsOf(caller).length === 0) return unconditionalTest(caller);
  const { access, partner } = caller;
  return tellingTest({ access, partner, resolved: await conditionalDisputes(caller, read) });
};

type TellingTest = (event: HubEvent) => boolean;

/** The same object while the access is. */
const unconditionalTest = perAccess(({ access, partner }: WithAccess) =>
  tellingTest({ access, partner, resolved: NO_CONDITIONS }),
);

function tellingTest(input: RuleInput): TellingTest {
  const lanes = tellingLanes(input);
  const areas = hotSpotRegions(input);
  return ({ disputeId, guard, reach, regionCode }) =>
    disputeId === null
      ? areas.every((regions) => regions?.some((prefix) => regionCode?.startsWith(prefix)) ?? true)
      : lanes.some((lane) => isInLane(lane, { id: disputeId, guard, reach }));
}
