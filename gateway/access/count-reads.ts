import { isWithin } from './criteria.ts';
import {
  CATEGORY_THAT_HOLDS,
  openedFilter,
  openedNarrowed,
  takenFields,
  type HandlingCriteria,
} from './handling-criteria.ts';
import type { Reader } from './reader.ts';

/** What disputes can be counted by. */
export type CountedBy = 'REGION' | 'CATEGORY' | 'FEED' | 'DAY' | 'COLOUR';

export interface CountedTable {
  readonly by: readonly CountedBy[];
  /** Digits of a region's code. */
  readonly regionDigits: number;
  /** Of groups; more are not given. */
  readonly most: number;
}

/** Disputes that are alike in what is counted by: one value for each thing, '' where it cannot be told; of FEED all that know them. */
export interface CountedGroup {
  readonly key: readonly (string | readonly string[])[];
  readonly count: number;
}

/** Counts over many disputes, in the store. */
export interface CountReads {
  /** Several tables over the same disputes, in their order: where none is by FEED, in one pass over an index that has all of it. */
  disputeGroups(
    criteria: HandlingCriteria,
    tables: readonly CountedTable[],
  ): Promise<readonly (readonly CountedGroup[])[]>;
}

export function countReads(reader: Reader): CountReads {
  const read = <Row>(
    criteria: HandlingCriteria,
    tables: readonly CountedTable[],
    stages: readonly object[],
  ): Promise<Row[]> =>
    reader.aggregate<Row>(
      'countedDisputes',
      openedFilter(criteria),
      [...openedStages(criteria, tables), ...stages],
      openedNarrowed(criteria),
    );
  const one = (criteria: HandlingCriteria, table: CountedTable): Promise<readonly CountedGroup[]> =>
    read<CountedGroup>(criteria, [table], groupStages(table));
  const several = async (
    criteria: HandlingCriteria,
    tables: readonly CountedTable[],
  ): Promise<readonly (readonly CountedGroup[])[]> => {
    const facets = tables.map((table, at) => [`table${at}`, groupStages(table)] as const);
    const [found] = await read<Record<string, CountedGroup[]>>(criteria, tables, [
      { $facet: Object.fromEntries(facets) },
    ]);
    return facets.map(([name]) => found?.[name] ?? []);
  };
  return {
    disputeGroups: async (criteria, tables) => {
      const [table, ...others] = tables;
      if (table === undefined) return [];
      // One document may be too small for the groups of a table by feeds.
      if (others.length > 0 && tables.every(({ by }) => !by.includes('FEED')))
        return several(criteria, tables);
      return Promise.all(tables.map((each) => one(criteria, each)));
    },
  };
}

/**
 * What is counted by of each dispute, exactly of those that were opened in the range. An expression among the conditions by which
 * disputes are found would make MongoDB fetch them whole: told here, an index alone gives all of it.
 */
function openedStages(criteria: HandlingCriteria, tables: readonly CountedTable[]): readonly object[] {
  const by = new Set(tables.flatMap((table) => table.by));
  const fields = {
    isOpened: { $and: isWithin('openedAt', criteria.range) },
    ...(by.has('REGION') ? { region: { $ifNull: ['$regionCode', ''] } } : {}),
    ...(by.has('CATEGORY') ? { category: { $ifNull: [CATEGORY_THAT_HOLDS, ''] } } : {}),
    ...(by.has('FEED') ? { feeds: 1 } : {}),
    ...(by.has('DAY') ? { day: { $substrBytes: ['$openedAt', 0, 10] } } : {}),
    ...(by.has('COLOUR') ? { colour: { $ifNull: ['$risk.colour', ''] } } : {}),
  };
  return [...takenFields(fields, criteria), { $match: { isOpened: true } }];
}

function groupStages({ by, regionDigits, most }: CountedTable): readonly object[] {
  return [
    { $group: { _id: by.map((one) => valueOf(one, regionDigits)), count: { $sum: 1 } } },
    { $limit: most },
    { $project: { _id: 0, key: '$_id', count: 1 } },
  ];
}

function valueOf(by: CountedBy, regionDigits: number): object | string {
  switch (by) {
    case 'REGION':
      // A code that is shorter than the level does not say where at that level.
      return {
        $cond: [
          { $gte: [{ $strLenBytes: '$region' }, regionDigits] },
          { $substrBytes: ['$region', 0, regionDigits] },
          '',
        ],
      };
    case 'CATEGORY':
      return '$category';
    case 'FEED':
      return '$feeds';
    case 'DAY':
      return '$day';
    case 'COLOUR':
      return '$colour';
  }
}
