import { createLog } from '../../runtime/log.ts';
import { connectStore } from '../../schema/store/connection.ts';
import { openStore, type FeedStatusDoc, type Store } from '../../schema/store/models.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import { FEED_NAMES, FEED_TERMS, type FeedName } from '../../schema/vocabulary/feeds.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import { groupsOf } from '../../streams/pipeline/groups.ts';
import type { RunState } from '../home/state.ts';

export interface FeedFlow {
  readonly feed: FeedName;
  readonly title: string;
  /** Versions taken in and kept with their original bytes. */
  readonly rawRecords: number;
  readonly records: number;
  readonly deadLetters: number;
  /** Active disputes that a record of this feed belongs to. */
  readonly disputes: number;
  readonly connectorState: string | null;
  readonly lastContactAt: string | null;
  readonly lastSourceTime: string | null;
  readonly lastStoredAt: string | null;
  /** Seconds since the agency's system was last reached. */
  readonly secondsBehind: number | null;
  /** Messages in the feed's topic that are not stored yet; null when the broker does not answer. */
  readonly lag: number | null;
}

export interface Flow {
  readonly feeds: readonly FeedFlow[];
  /** Active disputes in all. */
  readonly disputes: number;
  /** Messages that each stage has still to do; null when the broker does not answer. */
  readonly lag: Readonly<Record<string, number>> | null;
  /** What could not be looked at, and why. */
  readonly problems: readonly string[];
}

/** Reads counts from the store and lags from the broker. Does not throw: what cannot be reached is named in `problems`. */
export async function flowOf(state: RunState, now: Date): Promise<Flow> {
  const problems: string[] = [];
  const note = (error: unknown): null => {
    problems.push(error instanceof Error ? error.message : String(error));
    return null;
  };
  const [stored, lags] = await Promise.all([
    storedOf(state.mongodbUri).catch(note),
    lagsOf(state).catch(note),
  ]);
  return {
    feeds: FEED_NAMES.map((feed) =>
      feedFlow(feed, stored?.feeds.get(feed), lags?.byFeed.get(feed) ?? null, now),
    ),
    disputes: stored?.disputes ?? 0,
    lag: lags?.byStage ?? null,
    problems,
  };
}

interface StoredFeed {
  readonly rawRecords: number;
  readonly records: number;
  readonly deadLetters: number;
  readonly disputes: number;
  readonly status: FeedStatusDoc | undefined;
}

function feedFlow(feed: FeedName, stored: StoredFeed | undefined, lag: number | null, now: Date): FeedFlow {
  const status = stored?.status;
  const lastContactAt = status?.lastContactAt ?? null;
  return {
    feed,
    title: FEED_TERMS[feed].titleEn,
    rawRecords: stored?.rawRecords ?? 0,
    records: stored?.records ?? 0,
    deadLetters: stored?.deadLetters ?? 0,
    disputes: stored?.disputes ?? 0,
    connectorState: status?.connectorState ?? null,
    lastContactAt,
    lastSourceTime: status?.lastSourceTime ?? null,
    lastStoredAt: status?.lastStoredAt ?? null,
    secondsBehind:
      lastContactAt === null
        ? null
        : Math.max(0, Math.round((now.getTime() - Date.parse(lastContactAt)) / 1_000)),
    lag,
  };
}

async function storedOf(
  uri: string | null,
): Promise<{ feeds: Map<FeedName, StoredFeed>; disputes: number } | null> {
  if (uri === null) return null;
  const connection = await connectStore(uri);
  try {
    const store = openStore(connection);
    const statuses = await store.feedStatuses.find().lean();
    const counted = await Promise.all(
      FEED_NAMES.map(async (feed): Promise<[FeedName, StoredFeed]> => {
        const status = statuses.find(({ _id }) => _id === feed);
        return [feed, { ...(await countsOf(store, feed)), status }];
      }),
    );
    const disputes = await store.disputes.countDocuments({ state: 'ACTIVE' });
    return { feeds: new Map(counted), disputes };
  } finally {
    await connection.close();
  }
}

async function countsOf(store: Store, feed: FeedName): Promise<Omit<StoredFeed, 'status'>> {
  // Ids begin with the feed and a hyphen, so that the range is counted in the primary index alone ('.' follows '-').
  const ofFeed = { _id: { $gte: `${feed}-`, $lt: `${feed}.` } };
  const [rawRecords, records, deadLetters, disputes] = await Promise.all([
    store.rawRecords.countDocuments(ofFeed),
    store.records.countDocuments(ofFeed),
    store.deadLetters.countDocuments({ feed }),
    store.disputes.countDocuments({ state: 'ACTIVE', feeds: feed }),
  ]);
  return { rawRecords, records, deadLetters, disputes };
}

async function lagsOf(
  state: RunState,
): Promise<{ byFeed: Map<FeedName, number>; byStage: Record<string, number> } | null> {
  if (state.kafkaBrokers.length === 0) return null;
  const topics = topicsOf(state.topicPrefix, FEED_NAMES);
  const kafka = createKafka({
    brokers: state.kafkaBrokers,
    clientId: 'tributary-status',
    log: createLog('status', 'silent'),
  });
  const sum = (lag: Record<string, number>): number => Object.values(lag).reduce((all, one) => all + one, 0);
  const groups = groupsOf(state.topicPrefix);
  const feedTopics = FEED_NAMES.map((feed) => topics.feed(feed));
  const normalise = await kafka.consumerLag(groups.normalise, feedTopics);
  const [link, index, deadLetters] = await Promise.all([
    kafka.consumerLag(groups.link, [topics.records]),
    kafka.consumerLag(groups.index, [topics.records]),
    kafka.consumerLag(
      groups.deadLetters,
      FEED_NAMES.map((feed) => topics.deadLetters(feed)),
    ),
  ]);
  return {
    byFeed: new Map(FEED_NAMES.map((feed) => [feed, normalise[topics.feed(feed)] ?? 0])),
    byStage: {
      normalise: sum(normalise),
      link: sum(link),
      index: sum(index),
      'dead-letters': sum(deadLetters),
    },
  };
}
