import type { FeedColumnsDoc, FeedMinuteDoc } from '../../schema/store/feed-quality.ts';
import type { DeadLetterDoc, FeedStatusDoc } from '../../schema/store/documents.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { afterFilter, allOf, keysetSort, type Filter, type KeysetPosition } from './criteria.ts';
import type { Reader } from './reader.ts';

export interface DeadLetterCriteria {
  readonly feed: FeedName;
  readonly code: string | null;
}

/** A dead letter without its bytes, whose number is told. */
export type DeadLetterHead = Omit<DeadLetterDoc, 'value' | 'reasonClass'> & {
  readonly sizeBytes: number | null;
};

/** The bytes of a dead letter, where they are shown. */
export type DeadLetterBytes = Pick<DeadLetterDoc, '_id'> & Partial<Pick<DeadLetterDoc, 'value'>>;

/** Dead letters with one code and reason. */
export interface DeadLetterCount {
  readonly code: string | null;
  readonly reasonClass: string | null;
  readonly count: number;
}

/** Reads of what is known about the feeds' flow and quality. */
export interface FeedReads {
  feedStatuses(): Promise<readonly FeedStatusDoc[]>;
  countRecordsOfFeed(feed: FeedName): Promise<number>;
  countRepeatsOfFeed(feed: FeedName): Promise<number>;
  countDeadLettersOfFeed(feed: FeedName): Promise<number>;
  /** The minutes of these feeds from a moment on, oldest first. */
  feedMinutes(feeds: readonly string[], from: Date): Promise<readonly FeedMinuteDoc[]>;
  feedColumns(feeds: readonly string[]): Promise<readonly FeedColumnsDoc[]>;
  /** Counts by code and reason, most frequent first. */
  deadLetterCounts(feed: FeedName, limit: number): Promise<readonly DeadLetterCount[]>;
  /** Dead letters, newest first. */
  deadLetterPage(
    criteria: DeadLetterCriteria,
    after: KeysetPosition | null,
    limit: number,
  ): Promise<readonly DeadLetterHead[]>;
  countDeadLetters(criteria: DeadLetterCriteria, upTo: number): Promise<number>;
  /** The bytes of these dead letters, where they are shown; larger ones are left out. */
  deadLetterBytes(ids: readonly string[], mostBytes: number): Promise<readonly DeadLetterBytes[]>;
}

export function feedReads(reader: Reader): FeedReads {
  return {
    feedStatuses: async () => {
      // The feed's own trace repeats that of one of its connectors.
      const statuses = await reader.find('feedStatuses', {}, { projection: { trace: 0 } });
      return statuses.map(withoutStacks);
    },
    countRecordsOfFeed: (feed) => reader.count('records', { feed }),
    countRepeatsOfFeed: (feed) => reader.count('repeats', { feed }),
    countDeadLettersOfFeed: (feed) => reader.count('deadLetters', { feed }),
    feedMinutes: (feeds, from) =>
      reader.find(
        'feedMinutes',
        { feed: { $in: feeds }, minute: { $gte: from } },
        { sort: { feed: 1, minute: 1 } },
      ),
    feedColumns: (feeds) => reader.find('feedColumns', { feed: { $in: feeds } }, { sort: { _id: 1 } }),
    deadLetterCounts: (feed, limit) =>
      reader.groupCounts<DeadLetterCount>('deadLetters', { feed }, ['code', 'reasonClass'], limit),
    deadLetterPage: async (criteria, after, limit) => {
      const found: unknown = await reader.find(
        'deadLetters',
        allOf([letterFilter(criteria), ...afterFilter('at', 'DESC', after)]),
        { projection: HEAD, sort: keysetSort('at', 'DESC'), limit },
      );
      return found as DeadLetterHead[];
    },
    countDeadLetters: (criteria, upTo) => reader.count('deadLetters', letterFilter(criteria), upTo),
    deadLetterBytes: (ids, mostBytes) =>
      reader.find(
        'deadLetters',
        { _id: { $in: ids }, $expr: { $lte: [{ $binarySize: '$value' }, mostBytes] } },
        { projection: { value: 1 } },
      ),
  };
}

const HEAD = {
  feed: 1,
  connector: 1,
  stage: 1,
  code: 1,
  reason: 1,
  at: 1,
  key: 1,
  sizeBytes: { $binarySize: '$value' },
} as const;

function letterFilter({ feed, code }: DeadLetterCriteria): Filter {
  return code === null ? { feed } : { feed, code };
}

/** A fault in words is for whoever runs the feed; a stack is for the log. */
const WORDED = /^HUB_[A-Z_]+: /;

function withoutStacks(status: FeedStatusDoc): FeedStatusDoc {
  if (status.connectors === undefined) return status;
  const connectors = status.connectors.map((connector) => ({
    ...connector,
    trace:
      connector.trace === null || WORDED.test(connector.trace)
        ? connector.trace
        : 'the connector failed on a defect of the hub; its log tells more',
  }));
  return { ...status, connectors };
}
