import { CATEGORIES, classOf } from '../../vocabulary/categories.ts';
import { disputesLink, type DisputeQuery } from '../disputes/dispute-query.ts';
import { daysOf, type WholeDays } from './day-range.ts';

/** One cell of `disputeStats`. */
export interface Cell {
  readonly regionCode?: string | null;
  readonly region?: { readonly name: string | null; readonly path: readonly string[] | null } | null;
  readonly category?: string | null;
  readonly feed?: string | null;
  readonly day?: string | null;
  readonly colour?: string | null;
  /** Null: too few to show. */
  readonly count: number | null;
}

/** One mark of a chart: what stands on it, how many, and the list behind it. */
export interface Mark {
  /** A code or a name of the graph, '' where it cannot be told. */
  readonly key: string;
  readonly count: number;
  /** Whether what is too few to show was left out of `count`. */
  readonly isAtLeast: boolean;
  /** Null where no list has just these. */
  readonly link: string | null;
}

/** What the page shows trends of. */
export interface TrendQuery {
  readonly days: WholeDays;
  readonly region: string | null;
  readonly category: string | null;
}

/** The list of disputes that were opened in the time that the page shows, narrowed. */
export function openedLink(query: TrendQuery, narrowed: Partial<DisputeQuery>): string {
  const holding = query.category === null ? {} : { holding: [query.category] };
  return disputesLink({ opened: query.days, region: query.region, ...holding, ...narrowed });
}

/** The list behind a number of the indicators; they leave nothing out but what was merged. */
export function registeredLink(query: TrendQuery, days: WholeDays, narrowed: Partial<DisputeQuery>): string {
  const holding = query.category === null ? {} : { holding: [query.category] };
  return disputesLink({
    registered: days,
    region: query.region,
    states: ['ACTIVE', 'WITHDRAWN'],
    ...holding,
    ...narrowed,
  });
}

type Counted = 'regionCode' | 'category' | 'feed' | 'day' | 'colour';

/** Marks of one thing that is counted by, the most first; days in their order, those without a dispute too. */
export function marksOf(cells: readonly Cell[], by: Counted, query: TrendQuery): readonly Mark[] {
  const keyOf = (cell: Cell): string =>
    by === 'category' ? categoryKey(cell.category ?? null, query) : (cell[by] ?? '');
  const sums = new Map(summed(cells, keyOf));
  // A day on which nobody reported anything is a day too.
  if (by === 'day')
    for (const day of daysOf(query.days)) if (!sums.has(day)) sums.set(day, { count: 0, isAtLeast: false });
  const marks = [...sums].map(([key, sum]) => ({
    key,
    ...sum,
    link: linkOf(by, key, query),
  }));
  return marks.sort((one, other) =>
    by === 'day'
      ? one.key.localeCompare(other.key)
      : other.count - one.count || one.key.localeCompare(other.key),
  );
}

/** A class while all are shown, else the sub-class itself. */
export function categoryKey(category: string | null, query: TrendQuery): string {
  if (category === null) return '';
  return query.category === null ? classOf(category) : category;
}

function linkOf(by: Counted, key: string, query: TrendQuery): string | null {
  if (key === '') return null;
  switch (by) {
    case 'regionCode':
      return openedLink(query, { region: key });
    case 'category':
      return openedLink(query, { holding: [key] });
    case 'feed':
      return openedLink(query, { feeds: [key] });
    case 'day':
      return openedLink(query, { opened: { from: key, to: key } });
    case 'colour':
      return openedLink(query, { colours: [key] });
  }
}

/** A table of regions and categories. */
export interface Matrix {
  readonly regions: readonly string[];
  readonly categories: readonly string[];
  readonly marks: readonly (Mark & { readonly region: string; readonly category: string })[];
  readonly most: number;
}

/** Regions by their number, the most first; categories in the order of their table. What cannot be told has no place in it. */
export function matrixOf(cells: readonly Cell[], query: TrendQuery): Matrix {
  const placed = cells.filter(({ regionCode, category }) => regionCode != null && category != null);
  const categoryOf = ({ category }: Cell): string => categoryKey(category ?? null, query);
  const sums = summed(placed, (cell) => `${cell.regionCode ?? ''} ${categoryOf(cell)}`);
  const byRegion = [...summed(placed, ({ regionCode }) => regionCode ?? '')].sort(
    ([one, { count }], [other, { count: otherCount }]) => otherCount - count || one.localeCompare(other),
  );
  const present = new Set(placed.map(categoryOf));
  const inOrder: readonly string[] = CATEGORIES.filter((name) => present.has(name));
  const categories = [...inOrder, ...[...present].filter((name) => !inOrder.includes(name)).sort()];
  const marks = [...sums].map(([key, sum]) => {
    const [region = '', category = ''] = key.split(' ');
    return { key, region, category, ...sum, link: openedLink(query, { region, holding: [category] }) };
  });
  return {
    regions: byRegion.map(([region]) => region),
    categories,
    marks,
    most: Math.max(0, ...marks.map(({ count }) => count)),
  };
}

interface Sum {
  readonly count: number;
  readonly isAtLeast: boolean;
}

function summed(cells: readonly Cell[], keyOf: (cell: Cell) => string): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const { count, isAtLeast } = sums.get(key) ?? { count: 0, isAtLeast: false };
    sums.set(key, { count: count + (cell.count ?? 0), isAtLeast: isAtLeast || cell.count === null });
  }
  return sums;
}

/** Names of regions by code, as the cells told them. */
export function regionNames(cells: readonly Cell[]): ReadonlyMap<string, string> {
  return new Map(
    cells.flatMap(({ regionCode, region }) =>
      regionCode == null ? [] : [[regionCode, region?.name ?? regionCode] as const],
    ),
  );
}
