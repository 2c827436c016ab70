import type { CountedBy } from '../../access/count-reads.ts';
import { maySeeSmallCounts } from '../../access/small-counts.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { regionView } from '../kit/region.ts';
import { categoryTerm, knownCategory } from '../kit/vocabulary.ts';
import { MOST_CELLS, type IndicatorsContext } from './counting.ts';
import { criteriaOf, type IndicatorFilter } from './filter.ts';
import {
  hiddenCells,
  keyOf,
  SMALLEST_SHOWN,
  subsetKey,
  subsets,
  type Cell,
  type Hidden,
} from './suppress.ts';

const REGION_DIGITS = { PROVINCE: 2, CITY: 4, COUNTY: 6, STREET: 9 } as const;

export interface StatsArguments {
  readonly groupBy: readonly CountedBy[];
  readonly filter: IndicatorFilter;
  readonly regionLevel?: keyof typeof REGION_DIGITS | null;
}

/** `Query.disputeStats`. */
export async function disputeStats(
  args: StatsArguments,
  { loaders, caller }: IndicatorsContext,
): Promise<object> {
  const by = groupingsOf(args.groupBy);
  const criteria = criteriaOf(args.filter);
  const regionDigits = REGION_DIGITS[args.regionLevel ?? 'COUNTY'];
  const tableBy = async (positions: readonly number[]): Promise<readonly Cell[]> => {
    const some = positions.flatMap((position) => by[position] ?? []);
    const cells = await loaders.cells.load({ criteria, by: some, regionDigits });
    if (cells !== null) return cells;
    throw new HubError(
      'HUB_LIMIT_EXCEEDED',
      `groupBy: more than ${MOST_CELLS} cells have disputes; count by fewer things, or narrow the filter`,
      { field: 'groupBy' },
    );
  };
  const all = by.map((_, position) => position);
  const isExact = maySeeSmallCounts(caller);
  // To hide small counts, all smaller tables must be known: the caller may ask for them too.
  const wanted = isExact ? [[], all] : subsets(all);
  const tables = new Map(
    await Promise.all(
      wanted.map(async (positions) => [subsetKey(positions), await tableBy(positions)] as const),
    ),
  );
  const cellsOf = (positions: readonly number[]): readonly Cell[] => tables.get(subsetKey(positions)) ?? [];
  const total = cellsOf([])[0]?.count ?? 0;
  const hidden: Hidden = isExact || total === 0 ? new Set() : hiddenCells({ cellsOf }, by.length);
  const cells = hidden === null ? [] : cellsOf(all);
  return {
    total: isExact || total === 0 || total >= SMALLEST_SHOWN ? total : null,
    cells: cells.map((cell) => cellView(cell, by, hidden?.has(keyOf(cell.key)) === true)),
    suppressedCells: hidden?.size ?? 0,
    isWithheld: hidden === null,
  };
}

function cellView({ key, count }: Cell, by: readonly CountedBy[], isSuppressed: boolean): object {
  const value = (group: CountedBy): string | null => {
    const at = by.indexOf(group);
    return at < 0 || key[at] === '' ? null : (key[at] ?? null);
  };
  return {
    regionCode: value('REGION'),
    region: regionView(value('REGION')),
    category: knownCategory(value('CATEGORY')),
    categoryTerm: categoryTerm(value('CATEGORY')),
    feed: value('FEED'),
    day: value('DAY'),
    colour: value('COLOUR'),
    count: isSuppressed ? null : count,
    isSuppressed,
  };
}

/** @throws HubError HUB_BAD_REQUEST for none or a repeated one. */
function groupingsOf(groupBy: readonly CountedBy[]): readonly CountedBy[] {
  const by = [...new Set(groupBy)];
  if (by.length > 0 && by.length === groupBy.length) return by;
  throw new HubError('HUB_BAD_REQUEST', 'groupBy: name at least one thing to count by, each once', {
    field: 'groupBy',
  });
}
