import type { DisputeDoc, HotSpotDoc } from '../../schema/store/documents.ts';
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

/** A hot spot without its watcher's own bookkeeping. */
export type HotSpotView = Omit<HotSpotDoc, 'rev' | 'seq' | 'lastAlarmOn' | 'outbox'>;

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
  hotSpotsByIds(ids: readonly string[]): Promise<readonly HotSpotView[]>;
  /** The one that was opened last first, then by id. */
  hotSpotPage(query: HotSpotPageQuery): Promise<readonly HotSpotView[]>;
  countHotSpots(criteria: HotSpotCriteria, upTo: number): Promise<number>;
  /** Which feeds have a record in each of these disputes. */
  feedsOfDisputes(ids: readonly string[]): Promise<readonly Pick<DisputeDoc, '_id' | 'feeds'>[]>;
}

const SHOWN = { rev: 0, seq: 0, lastAlarmOn: 0, outbox: 0 } as const;

export function hotSpotReads(reader: Reader): HotSpotReads {
  return {
    hotSpotsByIds: (ids) => reader.find('hotSpots', { _id: { $in: ids } }, { projection: SHOWN }),
    hotSpotPage: ({ criteria, after, limit }) =>
      reader.find('hotSpots', allOf([hotSpotFilter(criteria), ...afterFilter('openedOn', 'DESC', after)]), {
        projection: SHOWN,
        sort: keysetSort('openedOn', 'DESC'),
        limit,
      }),
    countHotSpots: (criteria, upTo) => reader.count('hotSpots', hotSpotFilter(criteria), upTo),
    feedsOfDisputes: (ids) => {
      const filter = { _id: { $in: ids } };
      return reader.find('disputes', filter, { projection: { feeds: 1 }, narrow: filter });
    },
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
