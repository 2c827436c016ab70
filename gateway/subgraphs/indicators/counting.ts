import type { CountedBy, CountedGroup, CountedTable } from '../../access/count-reads.ts';
import type { ScopedStore } from '../../access/door.ts';
import type { HandlingCriteria } from '../../access/handling-criteria.ts';
import { FEED_NAMES } from '../../../schema/vocabulary/feeds.ts';
import { byQuery, type LoadedByQuery } from '../kit/batch.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';
import type { Cell } from './suppress.ts';

/** One table of counts. */
export interface CountQuery {
  readonly criteria: HandlingCriteria;
  readonly by: readonly CountedBy[];
  /** Digits of a region's code. */
  readonly regionDigits: number;
}

export interface IndicatorLoaders {
  /** Cells of a table in order of their keys; null when there are more than `MOST_CELLS`. All tables of a request over the same disputes are counted in one pass, those by feed in another. */
  readonly cells: LoadedByQuery<CountQuery, readonly Cell[] | null>;
}

export type IndicatorsContext = SubgraphContext<IndicatorLoaders>;

/** Cells of a table, and of each smaller one that is looked at to hide small counts. */
export const MOST_CELLS = 2_000;

type Counting = Pick<ScopedStore, 'disputeGroups'>;

export function indicatorLoaders(store: Counting): IndicatorLoaders {
  return { cells: byQuery((queries) => cellsOfAll(queries, store)) };
}

type Found = Map<CountQuery, readonly Cell[] | null | Error>;

/** Counts by feed by themselves: they have disputes read, which may take too long, and the others must not wait or fail with them. */
async function cellsOfAll(
  queries: readonly CountQuery[],
  store: Counting,
): Promise<readonly (readonly Cell[] | null | Error)[]> {
  const found: Found = new Map();
  const alike = Map.groupBy(queries, ({ criteria, by }) => JSON.stringify([criteria, by.includes('FEED')]));
  await Promise.all(
    [...alike.values()].map((some) =>
      count(some, store, found).catch((error: unknown) => {
        for (const query of some) found.set(query, error as Error);
      }),
    ),
  );
  return queries.map((query) => found.get(query) ?? null);
}

/** Only the finest tables are counted in the store: the others are added up from them. */
async function count(queries: readonly CountQuery[], store: Counting, found: Found): Promise<void> {
  let open = queries;
  for (let [first] = open; first !== undefined; [first] = open) {
    const finest = finestOf(open);
    const groups = await store.disputeGroups(first.criteria, finest.map(tableOf));
    const counted = finest.map((query, at) => ({ query, groups: groups[at] ?? [] }));
    const whole = counted.filter((one) => one.groups.length <= mostGroups(one.query));
    for (const { query } of counted) found.set(query, null);
    for (const query of open) {
      const finer = whole.find((one) => isWithin(query, one.query));
      if (finer === undefined) continue;
      const cells = addUp(finer.groups, finer.query.by, query.by);
      found.set(query, cells.length <= MOST_CELLS ? cells : null);
    }
    // Of a table that is too large nothing can be added up: what is smaller is counted by itself.
    open = open.filter((query) => !found.has(query));
  }
}

/** Queries whose tables are in no other's. */
function finestOf(queries: readonly CountQuery[]): readonly CountQuery[] {
  const finest: CountQuery[] = [];
  for (const query of queries.toSorted((one, other) => other.by.length - one.by.length)) {
    if (!finest.some((finer) => isWithin(query, finer))) finest.push(query);
  }
  return finest;
}

function isWithin(query: CountQuery, finer: CountQuery): boolean {
  const isSameLevel = query.regionDigits === finer.regionDigits || !query.by.includes('REGION');
  return isSameLevel && query.by.every((one) => finer.by.includes(one));
}

function tableOf(query: CountQuery): CountedTable {
  const { by, regionDigits } = query;
  return { by, regionDigits, most: mostGroups(query) + 1 };
}

/** Which feeds know a dispute is one of so many: with more groups there are more cells than may be. */
function mostGroups({ by }: CountQuery): number {
  return by.includes('FEED') ? MOST_CELLS * (2 ** FEED_NAMES.length - 1) : MOST_CELLS;
}

/** Cells by some of the things that groups are counted by. A dispute counts once for each feed that knows it, where they are counted by that. */
export function addUp(
  groups: readonly CountedGroup[],
  by: readonly CountedBy[],
  some: readonly CountedBy[],
): readonly Cell[] {
  const places = some.map((one) => by.indexOf(one));
  const cells = new Map<string, { readonly key: readonly string[]; count: number }>();
  for (const { key, count } of groups) {
    for (const place of placesOf(places.map((at) => key[at] ?? ''))) {
      const name = place.join('\0');
      const cell = cells.get(name);
      if (cell === undefined) cells.set(name, { key: place, count });
      else cell.count += count;
    }
  }
  return [...cells.values()].sort((one, other) => compare(one.key, other.key));
}

function placesOf(key: readonly (string | readonly string[])[]): readonly (readonly string[])[] {
  let places: readonly (readonly string[])[] = [[]];
  for (const value of key) {
    const values = typeof value === 'string' ? [value] : value;
    places = places.flatMap((place) => values.map((one) => [...place, one]));
  }
  return places;
}

function compare(one: readonly string[], other: readonly string[]): number {
  for (const [at, value] of one.entries()) {
    const against = other[at] ?? '';
    if (value !== against) return value < against ? -1 : 1;
  }
  return 0;
}
