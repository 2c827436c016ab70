import type { HotSpotDoc } from '../../schema/store/models.ts';
import {
  afterFilter,
  allOf,
  categoryFilter,
  keysetSort,
  prefixFilter,
  type Filter,
  type KeysetPosition,
} from './criteria.ts';
import type { Reader } from './reader.ts';

export interface HotSpotCriteria {
  readonly states?: readonly string[];
  readonly levels?: readonly string[];
  /** Division code or its beginning. */
  readonly regionPrefix?: string;
  /** GB/T 31000 table 91 codes; a class of 2 digits includes its sub-classes. */
  readonly categories?: readonly string[];
  /** Days (`YYYY-MM-DD`) of the first alarm, both included. */
  readonly openedFrom?: string;
  readonly openedTo?: string;
}

export interface HotSpotPageQuery {
  readonly criteria: HotSpotCriteria;
  readonly after: KeysetPosition | null;
  readonly limit: number;
}

/** Reads of hot spots. */
export interface HotSpotReads {
  /** What there is, in any order. */
  hotSpotsByIds(ids: readonly string[]): Promise<readonly HotSpotDoc[]>;
  /** The one that was opened last first, then by id. */
  hotSpotPage(query: HotSpotPageQuery): Promise<readonly HotSpotDoc[]>;
  countHotSpots(criteria: HotSpotCriteria, upTo: number): Promise<number>;
}

export function hotSpotReads(reader: Reader): HotSpotReads {
  return {
    hotSpotsByIds: (ids) => reader.find('hotSpots', { _id: { $in: ids } }),
    hotSpotPage: ({ criteria, after, limit }) =>
      reader.find('hotSpots', allOf([hotSpotFilter(criteria), ...afterFilter('openedOn', 'DESC', after)]), {
        sort: keysetSort('openedOn', 'DESC'),
        limit,
      }),
    countHotSpots: (criteria, upTo) => reader.count('hotSpots', hotSpotFilter(criteria), upTo),
  };
}

function hotSpotFilter(criteria: HotSpotCriteria): Filter {
  const { states, levels, regionPrefix, categories, openedFrom, openedTo } = criteria;
  return allOf([
    ...(states === undefined ? [] : [{ state: { $in: states } }]),
    ...(levels === undefined ? [] : [{ level: { $in: levels } }]),
    ...prefixFilter('regionCode', regionPrefix),
    ...categoryFilter('category', categories),
    ...(openedFrom === undefined ? [] : [{ openedOn: { $gte: openedFrom } }]),
    ...(openedTo === undefined ? [] : [{ openedOn: { $lte: openedTo } }]),
  ]);
}
