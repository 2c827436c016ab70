import { FEED_NAMES } from '../../../schema/vocabulary/feeds.ts';
import type { Dataset } from '../../../schema/vocabulary/datasets.ts';
import { SENSITIVITIES, type Sensitivity } from '../../../schema/canonical/sensitivity.ts';
import type { Access, RowAccess } from '../grants/access.ts';
import { allOf, type Filter } from '../criteria.ts';
import {
  anyOf,
  both,
  covers,
  levelsUpTo,
  reachTest,
  type Box,
  type Extent,
  type ReachTest,
} from './boxes.ts';
import { conditionOf, type Resolved } from './conditions.ts';

/** How one row of a grant about disputes reaches them, with the records of which it may show. */
export interface DisputeReach {
  readonly levels: readonly Sensitivity[];
  /** Records that may be seen through it. */
  readonly test: ReachTest;
  /** Whether `levels` alone decides: every record of such a dispute may be seen. */
  readonly byLevelAlone: boolean;
}

/** Disputes for which the same rows hold. */
export interface Lane {
  /** Only these, or all but these. */
  readonly only: readonly string[] | null;
  readonly but: readonly string[];
  /** WHOLE: all feeds are granted, a dispute is seen as it is or not at all. VIEW: made anew of the records that may be seen. */
  readonly kind: 'WHOLE' | 'VIEW';
  readonly reaches: readonly DisputeReach[];
  /** Whether the dispute's risk may be seen. */
  readonly hasRisk: boolean;
}

type Applies = (row: RowAccess) => boolean;

/**
 * Lanes by which disputes are reached through a dataset (`disputes`, or `indicators` for counting). Rows that hold for certain disputes only add
 * to those that hold for all, so disputes are told apart by which of them hold.
 */
export function lanesOf(
  access: Access,
  dataset: Dataset,
  partner: string,
  resolved: Resolved,
): readonly Lane[] {
  const holding = new Map<string, Set<string>>();
  for (const [key, disputes] of resolved) {
    for (const { id } of disputes) holding.set(id, (holding.get(id) ?? new Set()).add(key));
  }
  const groups = new Map<string, { keys: ReadonlySet<string>; ids: string[] }>();
  for (const [id, keys] of holding) {
    const name = [...keys].sort().join(' ');
    const group = groups.get(name) ?? { keys, ids: [] };
    group.ids.push(id);
    groups.set(name, group);
  }
  const keyOf = (row: RowAccess): string | null => conditionOf(row, partner)?.key ?? null;
  return [
    laneOf(access, dataset, { only: null, but: [...holding.keys()] }, (row) => keyOf(row) === null),
    ...[...groups.values()].map(({ keys, ids }) =>
      laneOf(access, dataset, { only: ids, but: [] }, (row) => {
        const key = keyOf(row);
        return key === null || keys.has(key);
      }),
    ),
  ].filter(({ reaches }) => reaches.length > 0);
}

function laneOf(access: Access, dataset: Dataset, which: Pick<Lane, 'only' | 'but'>, applies: Applies): Lane {
  const extents = (name: Dataset): Extent[] =>
    (access.datasets.get(name) ?? []).filter(applies).map(({ regionPrefixes, sensitivity }) => ({
      regions: regionPrefixes,
      levels: levelsUpTo(sensitivity),
    }));
  const boxes = FEED_NAMES.flatMap((feed) => extents(feed).map((extent): Box => ({ feed, ...extent })));
  const own = extents(dataset);
  const risk = extents('risk');
  const granted = new Set(boxes.map(({ feed }) => feed));
  const kind = FEED_NAMES.every((feed) => granted.has(feed)) ? 'WHOLE' : 'VIEW';
  return {
    ...which,
    kind,
    hasRisk: kind === 'WHOLE' && own.every((extent) => risk.some((other) => covers(other, extent))),
    reaches: boxes.length === 0 ? [] : own.map((extent) => reachOfExtent(extent, boxes)),
  };
}

function reachOfExtent(extent: Extent, boxes: readonly Box[]): DisputeReach {
  const seen = boxes.flatMap((box) => both(box, extent) ?? []);
  return {
    levels: extent.levels,
    test: reachTest(seen),
    byLevelAlone:
      extent.regions === null &&
      FEED_NAMES.every((feed) => boxes.some((box) => box.feed === feed && covers(box, extent))),
  };
}

/** Where what a lane decides about keeps it: disputes, or events that tell of them. */
export interface LanePaths {
  readonly id: string;
}

/** What is reached by a lane, as a filter. Of a VIEW: what has at least one record that may be seen. */
export function laneFilter({ only, but, kind, reaches }: Lane, { id }: LanePaths): Filter {
  return allOf([
    ...(only === null ? [] : [{ [id]: { $in: only } }]),
    ...(but.length === 0 ? [] : [{ [id]: { $nin: but } }]),
    ...nonempty(anyOf(reaches.map((reach) => reachFilter(reach, kind)))),
  ]);
}

function nonempty(filter: Filter): readonly Filter[] {
  return Object.keys(filter).length === 0 ? [] : [filter];
}

function reachFilter({ levels, test, byLevelAlone }: DisputeReach, kind: Lane['kind']): Filter {
  const guarded: Filter[] = levels.length === SENSITIVITIES.length ? [] : [{ guard: { $in: levels } }];
  if (kind === 'VIEW') return allOf([...guarded, { reach: { $in: test.beginnings } }]);
  if (byLevelAlone) return allOf(guarded);
  return allOf([
    ...guarded,
    { reach: { $in: test.beginnings } },
    { reach: { $not: { $elemMatch: { $not: test.notOutside } } } },
  ]);
}

/** What a lane decides by. */
export interface LaneFacts {
  readonly id: string;
  readonly guard?: Sensitivity | undefined;
  readonly reach?: readonly string[] | undefined;
}

/** `laneFilter` for what is in memory, of a WHOLE lane. */
export function isInLane({ only, but, reaches }: Lane, { id, guard, reach }: LaneFacts): boolean {
  if (only !== null && !only.includes(id)) return false;
  if (but.includes(id)) return false;
  return reaches.some(({ levels, test, byLevelAlone }) => {
    if (!levels.includes(guard ?? 'SEALED')) return false;
    if (byLevelAlone) return true;
    return (
      reach !== undefined &&
      reach.some((one) => test.within.test(one)) &&
      reach.every((one) => test.notOutside.test(one))
    );
  });
}
