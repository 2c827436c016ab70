import type { FeedStatusDoc } from '../../schema/store/models.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { Reader } from './reader.ts';

/** Reads of what is known about the feeds' flow. */
export interface FeedReads {
  feedStatuses(): Promise<readonly FeedStatusDoc[]>;
  countRecordsOfFeed(feed: FeedName): Promise<number>;
  countDeadLettersOfFeed(feed: FeedName): Promise<number>;
}

export function feedReads(reader: Reader): FeedReads {
  return {
    // The trace of a failed connector is for operators: it stays in the log.
    feedStatuses: () => reader.find('feedStatuses', {}, { projection: { trace: 0 } }),
    countRecordsOfFeed: (feed) => reader.count('records', { feed }),
    countDeadLettersOfFeed: (feed) => reader.count('deadLetters', { feed }),
  };
}
