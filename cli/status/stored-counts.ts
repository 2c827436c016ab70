import type { ReferenceKind } from '../../schema/canonical/reference.ts';
import type { Store } from '../../schema/store/models.ts';
import { listOriginOf } from '../../schema/topics/dead-letter.ts';
import type { Topics } from '../../schema/topics/topics.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { StoredCounts } from './balance.ts';

/** Dead letters of one kind: same code, same reason but for the values of the single record. */
export interface ReasonCount {
  readonly code: string;
  readonly reason: string;
  readonly count: number;
}

export interface CountedFeed extends StoredCounts {
  /** Raw versions, refused ones included. */
  readonly rawRecords: number;
  readonly records: number;
  /** Active disputes that a record of this feed belongs to. */
  readonly disputes: number;
  /** Dead letters that are no part of the balance: of records that could not be linked or indexed, and of entries of the agency's lists. */
  readonly ofOtherTopics: number;
  /** Entries of the agency's lists that are in use. */
  readonly references: ReferenceCounts;
  /** The most frequent kinds of dead letters, most frequent first. */
  readonly reasons: readonly ReasonCount[];
}

export type ReferenceCounts = Readonly<Partial<Record<ReferenceKind, number>>>;

const MOST_REASONS = 5;

/** Counts one feed in the store: ranges of primary indexes, and small partial ones. */
export async function countFeed(
  store: Store,
  feed: FeedName,
  topics: Topics,
  topicPrefix: string,
): Promise<CountedFeed> {
  // Ids begin with the feed and a hyphen, so that the range is counted in the primary index alone ('.' follows '-').
  const ofFeed = { _id: { $gte: `${feed}-`, $lt: `${feed}.` } };
  const [
    raw,
    refused,
    repeats,
    records,
    letters,
    ofHub,
    ofMessages,
    ofNowhere,
    ofLists,
    references,
    disputes,
    reasons,
  ] = await Promise.all([
    store.rawRecords.countDocuments(ofFeed),
    store.rawRecords.countDocuments({ feed, refused: true }),
    store.repeats.countDocuments({ _id: fromTopic(topics.feed(feed)) }),
    store.records.countDocuments(ofFeed),
    store.deadLetters.countDocuments({ feed }),
    // All topics of the hub begin with its prefix and a dot ('/' follows '.').
    store.deadLetters.countDocuments({ feed, _id: { $gte: `${topicPrefix}.`, $lt: `${topicPrefix}/` } }),
    store.deadLetters.countDocuments({ feed, _id: fromTopic(topics.feed(feed)) }),
    // Letters of foreign tools that name no origin are known by their place in the dead-letter topic.
    store.deadLetters.countDocuments({ feed, _id: fromTopic(topics.deadLetters(feed)) }),
    store.deadLetters.countDocuments({ feed, _id: fromTopic(listOriginOf(feed)) }),
    referencesOf(store, feed),
    store.disputes.countDocuments({ state: 'ACTIVE', feeds: feed }),
    reasonsOf(store, feed),
  ]);
  return {
    rawRecords: raw,
    versions: raw - refused,
    repeats,
    records,
    ofMessages,
    ofOtherTopics: ofHub - ofMessages - ofNowhere + ofLists,
    ofConnectors: letters - ofHub + ofNowhere - ofLists,
    references,
    disputes,
    reasons,
  };
}

/** Ids of what came from one topic: `<topic>:<partition>:<offset>` (';' follows ':'). */
function fromTopic(topic: string): { readonly $gte: string; readonly $lt: string } {
  return { $gte: `${topic}:`, $lt: `${topic};` };
}

async function referencesOf(store: Store, feed: FeedName): Promise<ReferenceCounts> {
  const counts = await store.references.aggregate<{ _id: ReferenceKind; count: number }>([
    { $match: { feed, state: 'ACTIVE' } },
    { $group: { _id: '$kind', count: { $sum: 1 } } },
  ]);
  return Object.fromEntries(counts.map(({ _id, count }) => [_id, count]));
}

async function reasonsOf(store: Store, feed: FeedName): Promise<readonly ReasonCount[]> {
  return store.deadLetters.aggregate<ReasonCount>([
    { $match: { feed } },
    { $group: { _id: { code: '$code', reason: '$reasonClass' }, count: { $sum: 1 } } },
    { $sort: { count: -1, _id: 1 } },
    { $limit: MOST_REASONS },
    { $project: { _id: 0, code: '$_id.code', reason: '$_id.reason', count: 1 } },
  ]);
}
