import type { RecordEvent } from '../../schema/canonical/record.ts';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import { foldNumber } from '../../schema/matching/fold.ts';
import type { RawRecordDoc, RecordDoc } from '../../schema/store/documents.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import {
  afterFilter,
  allOf,
  keysetSort,
  recordFilter,
  type Direction,
  type KeysetPosition,
  type RecordCriteria,
} from './criteria.ts';
import type { PageToFind } from './readable.ts';
import type { Reader } from './reader.ts';

/** A record without what is for matching only: it is never shown. */
const SHOWN = { contentHash: 0, 'parties.matching': 0, 'place.matchingAddress': 0 } as const;
const TIMELINE = { feed: 1, title: 1, state: 1, reportedAt: 1, sourceTime: 1, events: 1 } as const;

/** A record's report time, to put records in order without reading them. */
export interface RecordTime {
  readonly _id: string;
  readonly reportedAt: string;
}

/** What a dispute's timeline needs of a record. */
export interface RecordTimelineDoc extends RecordTime {
  readonly feed: FeedName;
  readonly title: string;
  readonly state: RecordDoc['state'];
  readonly sourceTime: string;
  readonly events: readonly RecordEvent[];
}

/** What decides whether a record can be a dispute. */
export type RecordStandingDoc = Pick<RecordDoc, '_id' | 'state' | 'nature'>;

/** A record's address as written and as folded, to say whether a search matched there. */
export interface RecordPlaceDoc {
  readonly _id: string;
  readonly place: Pick<RecordDoc['place'], 'address' | 'matchingAddress'>;
}

/** In which grid a grid event happened. */
export interface RecordGridDoc {
  readonly _id: string;
  readonly details: { readonly gridCode?: unknown };
}

/** One received version, without its bytes. */
export type RecordVersionDoc = Pick<
  RawRecordDoc,
  '_id' | 'recordId' | 'sourceTime' | 'receivedAt' | 'connector'
> & { readonly contentHash: string | null };

export interface RecordPageQuery {
  readonly feed: FeedName;
  readonly criteria: RecordCriteria;
  readonly direction: Direction;
  readonly after: KeysetPosition | null;
  readonly limit: number;
}

/** Reads of records. Lists of ids answer what there is, in any order. */
export interface RecordReads {
  recordsByIds(ids: readonly string[]): Promise<readonly RecordDoc[]>;
  recordTimes(ids: readonly string[]): Promise<readonly RecordTime[]>;
  recordTimelines(ids: readonly string[]): Promise<readonly RecordTimelineDoc[]>;
  recordPlaces(ids: readonly string[]): Promise<readonly RecordPlaceDoc[]>;
  recordStandings(ids: readonly string[]): Promise<readonly RecordStandingDoc[]>;
  recordGrids(ids: readonly string[]): Promise<readonly RecordGridDoc[]>;
  /** The record of this feed that has the number among its own. */
  recordByNumber(feed: FeedName, number: string): Promise<RecordDoc | null>;
  /** In order of the report's local time, then id. */
  recordPage(query: RecordPageQuery): Promise<readonly RecordDoc[]>;
  countRecords(feed: FeedName, criteria: RecordCriteria, upTo: number): Promise<number>;
  /** Several such pages in one read, at most `MOST_PAGES`. */
  recordPages(queries: readonly RecordPageQuery[]): Promise<readonly (readonly RecordDoc[])[]>;
  countRecordsEach(
    feed: FeedName,
    criteria: readonly RecordCriteria[],
    upTo: number,
  ): Promise<readonly number[]>;
  /** Every received version of these records, latest first. */
  recordVersions(recordIds: readonly string[]): Promise<readonly RecordVersionDoc[]>;
}

export function recordReads(reader: Reader): RecordReads {
  return {
    recordsByIds: (ids) => reader.find('records', { _id: { $in: ids } }, { projection: SHOWN }),
    recordTimes: (ids) => reader.find('records', { _id: { $in: ids } }, { projection: { reportedAt: 1 } }),
    recordTimelines: (ids) => reader.find('records', { _id: { $in: ids } }, { projection: TIMELINE }),
    recordPlaces: (ids) =>
      reader.find(
        'records',
        { _id: { $in: ids } },
        { projection: { 'place.address': 1, 'place.matchingAddress': 1 } },
      ),
    recordStandings: (ids) =>
      reader.find('records', { _id: { $in: ids } }, { projection: { state: 1, nature: 1 } }),
    recordGrids: (ids) =>
      reader.find('records', { _id: { $in: ids } }, { projection: { 'details.gridCode': 1 } }),
    recordByNumber: async (feed, number) => {
      // The number under which the agency keeps the record is its source id: no index but the primary one is needed.
      const [bySourceId] = await reader.find(
        'records',
        { _id: recordIdOf(feed, number), feed },
        { projection: SHOWN },
      );
      if (bySourceId !== undefined) return bySourceId;
      const entries = await reader.find(
        'searchEntries',
        { keys: `number:${foldNumber(number)}`, feed },
        { projection: { _id: 1 }, sort: { _id: 1 }, limit: 1 },
      );
      if (entries.length === 0) return null;
      const found = await reader.find(
        'records',
        { _id: { $in: entries.map(({ _id }) => _id) }, feed },
        { projection: SHOWN },
      );
      return found[0] ?? null;
    },
    recordPage: (query) => {
      const { filter, ...rest } = pageToFind(query);
      return reader.find('records', filter, { projection: SHOWN, ...rest });
    },
    recordPages: (queries) => reader.findEach('records', queries.map(pageToFind), SHOWN),
    countRecordsEach: (feed, criteria, upTo) =>
      reader.countEach(
        'records',
        criteria.map((one) => recordFilter(feed, one)),
        upTo,
      ),
    countRecords: (feed, criteria, upTo) => reader.count('records', recordFilter(feed, criteria), upTo),
    recordVersions: async (recordIds) =>
      recordIds.length === 0
        ? []
        : reader.find(
            'rawRecords',
            // The versions of a record stand together in the order of `_id`; there is no index by record id.
            { $or: recordIds.map((id) => ({ _id: { $gte: `${id}:`, $lt: `${id};` } })) },
            { projection: { recordId: 1, sourceTime: 1, receivedAt: 1, connector: 1, contentHash: 1 } },
          ),
  };
}

function pageToFind({ feed, criteria, direction, after, limit }: RecordPageQuery): PageToFind {
  return {
    filter: allOf([recordFilter(feed, criteria), ...afterFilter('reportedAt', direction, after)]),
    sort: keysetSort('reportedAt', direction),
    limit,
  };
}
