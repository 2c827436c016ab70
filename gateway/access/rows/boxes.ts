import type { FeedName } from '../../../schema/vocabulary/feeds.ts';
import { SENSITIVITIES, UNJUDGED, type Sensitivity } from '../../../schema/canonical/sensitivity.ts';
import { reachOf, type Reached } from '../../../schema/canonical/reach.ts';
import { allOf, literally, rangeWithin, type Filter } from '../criteria.ts';

/** Where and how guarded: what a row of a grant reaches in whatever it is about. */
export interface Extent {
  /** Division codes or their beginnings; null for everywhere. */
  readonly regions: readonly string[] | null;
  readonly levels: readonly Sensitivity[];
}

/** Records of one feed that are reached. */
export interface Box extends Extent {
  readonly feed: FeedName;
}

/** All levels up to one. */
export function levelsUpTo(sensitivity: Sensitivity): readonly Sensitivity[] {
  return SENSITIVITIES.slice(0, SENSITIVITIES.indexOf(sensitivity) + 1);
}

export function isEverything({ regions, levels }: Extent): boolean {
  return regions === null && levels.length === SENSITIVITIES.length;
}

/** What both reach; null for nothing. */
export function both(box: Box, extent: Extent): Box | null {
  const levels = box.levels.filter((level) => extent.levels.includes(level));
  const regions = narrower(box.regions, extent.regions);
  return levels.length === 0 || regions?.length === 0 ? null : { feed: box.feed, levels, regions };
}

function narrower(one: readonly string[] | null, other: readonly string[] | null): readonly string[] | null {
  if (one === null) return other;
  if (other === null) return one;
  const within = (a: readonly string[], b: readonly string[]): readonly string[] =>
    a.filter((inner) => b.some((outer) => inner.startsWith(outer)));
  return [...new Set([...within(one, other), ...within(other, one)])];
}

/** Whether everything that `inner` reaches is reached by `outer`. */
export function covers(outer: Extent, inner: Extent): boolean {
  const { regions } = outer;
  return (
    inner.levels.every((level) => outer.levels.includes(level)) &&
    (regions === null ||
      (inner.regions !== null &&
        inner.regions.every((code) => regions.some((prefix) => code.startsWith(prefix)))))
  );
}

/** Documents within an extent, by where they keep their division code and level; null for a document that has no level. */
export function extentFilter(extent: Extent, regionPath: string, levelPath: string | null): Filter {
  return allOf([...levelFilter(extent.levels, levelPath), ...regionFilter(extent.regions, regionPath)]);
}

function levelFilter(levels: readonly Sensitivity[], path: string | null): readonly Filter[] {
  if (path === null || levels.length === SENSITIVITIES.length) return [];
  // Where no level is stored it was not judged.
  return [{ [path]: { $in: levels.includes(UNJUDGED.sensitivity) ? [...levels, null] : levels } }];
}

/** In one of these regions: what has no known place is in none. */
export function regionFilter(regions: readonly string[] | null, path: string): readonly Filter[] {
  if (regions === null) return [];
  return [anyOf(regions.map((prefix) => ({ [path]: rangeWithin(prefix) })))];
}

export const NOTHING: Filter = Object.freeze({ _id: { $in: [] } });

export function anyOf(filters: readonly Filter[]): Filter {
  if (filters.length === 0) return NOTHING;
  if (filters.some((filter) => Object.keys(filter).length === 0)) return {};
  return filters.length === 1 ? (filters[0] ?? NOTHING) : { $or: filters };
}

/** Reaches (see `reachOf`) of records within the boxes. */
export interface ReachTest {
  /** Strictly within. */
  readonly within: RegExp;
  /** Within, or of a place that is not known. */
  readonly notOutside: RegExp;
  /** Expressions that begin as reaches within do, so that an index serves. */
  readonly beginnings: readonly RegExp[];
}

export function reachTest(boxes: readonly Box[]): ReachTest {
  const parts = boxes.flatMap(({ feed, levels, regions }) =>
    levels.map((level) => ({ start: literally(`${feed}|${level}|`), regions })),
  );
  const places = (regions: readonly string[] | null): string =>
    regions === null ? '\\d*' : `(?:${regions.map(literally).join('|')})\\d*`;
  return {
    within: pattern(parts.map(({ start, regions }) => `${start}${places(regions)}`)),
    notOutside: pattern(parts.map(({ start, regions }) => `${start}(?:${places(regions)})?`)),
    beginnings: parts.flatMap(({ start, regions }) =>
      (regions ?? ['']).map((prefix) => new RegExp(`^${start}${literally(prefix)}`)),
    ),
  };
}

function pattern(alternatives: readonly string[]): RegExp {
  // Without an alternative nothing fits.
  return alternatives.length === 0 ? /^(?!)/ : new RegExp(`^(?:${alternatives.join('|')})$`);
}

/** Whether a record is within. */
export function isWithin({ within }: ReachTest, record: Reached): boolean {
  return within.test(reachOf(record));
}
