import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { around, dayAfter, dayOf, ZONE } from './area-day.ts';

/** Counts of disputes in one cell by day. */
export interface CellCounts {
  /** 9 digits of a street, 6 of a county. */
  readonly regionCode: string;
  readonly category: string;
  /** From the first day on. */
  readonly counts: number[];
}

const STREET_DIGITS = 9;
const COUNTY_DIGITS = 6;

/**
 * Disputes that stand, by the day they were opened, street × category and county × category; every cell that had one, in order of region and
 * category. A county's disputes are those of its streets and those whose street is not known.
 */
export async function areaCounts(store: Store, first: string, last: string): Promise<CellCounts[]> {
  const rows = await storing(
    store.disputes
      .aggregate<{ _id: { day: string; regionCode: string; category: string }; count: number }>([
        {
          $match: {
            state: 'ACTIVE',
            openedAt: around(first, last),
            category: { $type: 'string' },
            regionCode: { $type: 'string' },
          },
        },
        {
          $group: {
            _id: {
              day: { $dateToString: { date: { $toDate: '$openedAt' }, format: '%Y-%m-%d', timezone: ZONE } },
              regionCode: '$regionCode',
              category: '$category',
            },
            count: { $sum: 1 },
          },
        },
      ])
      .allowDiskUse(true)
      .exec(),
  );
  const days = new Map<string, number>();
  for (let day = first; day <= last; day = dayAfter(day)) days.set(day, days.size);
  const cells = new Map<string, CellCounts>();
  for (const { _id, count } of rows) {
    const at = days.get(_id.day);
    if (at === undefined) continue;
    for (const regionCode of areasOf(_id.regionCode)) {
      const key = cellKey({ regionCode, category: _id.category });
      const cell = cells.get(key) ?? {
        regionCode,
        category: _id.category,
        counts: new Array<number>(days.size).fill(0),
      };
      cell.counts[at] = (cell.counts[at] ?? 0) + count;
      cells.set(key, cell);
    }
  }
  return [...cells.keys()].sort().flatMap((key) => cells.get(key) ?? []);
}

export function cellKey({ regionCode, category }: { regionCode: string; category: string }): string {
  return `${regionCode}:${category}`;
}

/** The cells' regions that a dispute of this region counts in. */
function areasOf(regionCode: string): string[] {
  return [STREET_DIGITS, COUNTY_DIGITS].flatMap((digits) =>
    regionCode.length >= digits ? regionCode.slice(0, digits) : [],
  );
}

export interface Inside {
  /** At most 1,000, the first opened first. */
  readonly disputeIds: string[];
  /** Feeds that have a record of any of them. */
  readonly feeds: string[];
}

const MOST_INSIDE = 1_000;

/** Disputes of a cell that were opened from one day to another, both included. */
export async function disputesInside(
  store: Store,
  { regionCode, category }: { regionCode: string; category: string },
  first: string,
  last: string,
): Promise<Inside> {
  const found = await storing(
    store.disputes
      .find(
        {
          state: 'ACTIVE',
          openedAt: around(first, last),
          category,
          regionCode: new RegExp(`^${regionCode}`),
        },
        { openedAt: 1, feeds: 1 },
      )
      .lean<{ _id: string; openedAt: string; feeds: string[] }[]>()
      .exec(),
  );
  const inside = found
    .map(({ _id, openedAt, feeds }) => ({ _id, feeds, at: new Date(openedAt) }))
    .filter(({ at }) => dayOf(at) >= first && dayOf(at) <= last)
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1))
    .slice(0, MOST_INSIDE);
  return {
    disputeIds: inside.map(({ _id }) => _id),
    feeds: [...new Set(inside.flatMap(({ feeds }) => feeds))].sort(),
  };
}
