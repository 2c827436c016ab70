import { createLog } from '../../runtime/log.ts';
import { connectStore } from '../../schema/store/connection.ts';
import type { ConnectorStatus } from '../../schema/store/feed-quality.ts';
import type { FeedStatusDoc } from '../../schema/store/documents.ts';
import { openStore } from '../../schema/store/models.ts';
import { groupsOf } from '../../schema/topics/groups.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import { FEED_NAMES, FEED_TERMS, type FeedName } from '../../schema/vocabulary/feeds.ts';
import type { TopicProgress } from '../../streams/kafka/admin.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import type { RunState } from '../home/state.ts';
import { accountingOf, type Accounting } from './balance.ts';
import { outboundFlow, type OutboundFlow } from './outbound-flow.ts';
import { countFeed, type CountedFeed, type ReasonCount, type ReferenceCounts } from './stored-counts.ts';

export interface FeedFlow {
  readonly feed: FeedName;
  readonly title: string;
  /** Raw versions kept, refused ones included. */
  readonly rawRecords: number;
  readonly records: number;
  /** What came in against what became of it. */
  readonly accounting: Accounting;
  readonly deadLetters: number;
  /** Dead letters beside the accounting: records that were stored but could not be linked or indexed, and entries of the agency's lists. */
  readonly laterFailures: number;
  /** Entries of the agency's lists that are in use, by kind. */
  readonly references: ReferenceCounts;
  /** The most frequent reasons of dead letters. */
  readonly deadLetterReasons: readonly ReasonCount[];
  /** Active disputes that a record of this feed belongs to. */
  readonly disputes: number;
  /** The worst of its connectors. */
  readonly connectorState: string | null;
  readonly connectors: readonly ConnectorStatus[];
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
  /** What agencies are told. */
  readonly outbound: readonly OutboundFlow[];
  /** Active disputes in all. */
  readonly disputes: number;
  /** Messages that each stage has still to do; null when the broker does not answer. */
  readonly lag: Readonly<Record<string, number>> | null;
  /** What could not be looked at, and why. */
  readonly problems: readonly string[];
}

/** Where a hub's store and broker are. */
type Servers = Pick<RunState, 'kafkaBrokers' | 'mongodbUri' | 'topicPrefix'>;

/** Reads counts from the store and progress from the broker. Does not throw: what cannot be reached is named in `problems`. */
export async function flowOf(state: Servers, now: Date): Promise<Flow> {
  const problems: string[] = [];
  const note = (error: unknown): null => {
    const words = error instanceof Error ? error.message : String(error);
    if (!problems.includes(words)) problems.push(words);
    return null;
  };
  // The broker is asked before and after the store is counted: only when nothing moved in between can the sums agree.
  const before = await progressOf(state).catch(note);
  const stored = await storedOf(state).catch(note);
  const after = before === null ? null : await progressOf(state).catch(note);
  return {
    feeds: FEED_NAMES.map((feed) => feedFlow(feed, stored?.feeds.get(feed), before, after, now)),
    outbound: stored?.outbound ?? [],
    disputes: stored?.disputes ?? 0,
    lag: after?.byStage ?? null,
    problems,
  };
}

interface StoredFeed extends CountedFeed {
  readonly status: FeedStatusDoc | undefined;
}

/** Progress of the pipeline's groups; by feed, undefined for a feed whose topic is not there. */
interface Progress {
  readonly storing: Readonly<Partial<Record<FeedName, TopicProgress>>>;
  readonly letters: Readonly<Partial<Record<FeedName, TopicProgress>>>;
  readonly byStage: Readonly<Record<string, number>>;
}

const NOTHING: CountedFeed = {
  rawRecords: 0,
  versions: 0,
  repeats: 0,
  ofMessages: 0,
  ofConnectors: 0,
  ofOtherTopics: 0,
  references: {},
  records: 0,
  disputes: 0,
  reasons: [],
};

function feedFlow(
  feed: FeedName,
  stored: StoredFeed | undefined,
  before: Progress | null,
  after: Progress | null,
  now: Date,
): FeedFlow {
  const status = stored?.status;
  const counted = stored ?? NOTHING;
  const lastContactAt = status?.lastContactAt ?? null;
  const accounting = accountingOf(
    counted,
    before === null || stored === undefined ? null : before.storing[feed],
    after === null || stored === undefined ? null : after.storing[feed],
    after?.letters[feed]?.toDo ?? 0,
  );
  return {
    feed,
    title: FEED_TERMS[feed].titleEn,
    rawRecords: counted.rawRecords,
    records: counted.records,
    accounting,
    deadLetters: accounting.deadLetters,
    laterFailures: counted.ofOtherTopics,
    references: counted.references,
    deadLetterReasons: counted.reasons,
    disputes: counted.disputes,
    connectorState: status?.connectorState ?? null,
    connectors: status?.connectors ?? [],
    lastContactAt,
    lastSourceTime: status?.lastSourceTime ?? null,
    lastStoredAt: status?.lastStoredAt ?? null,
    secondsBehind:
      lastContactAt === null
        ? null
        : Math.max(0, Math.round((now.getTime() - Date.parse(lastContactAt)) / 1_000)),
    lag: after === null ? null : (after.storing[feed]?.toDo ?? 0),
  };
}

async function storedOf({ mongodbUri, topicPrefix }: Servers): Promise<{
  feeds: Map<FeedName, StoredFeed>;
  outbound: readonly OutboundFlow[];
  disputes: number;
} | null> {
  if (mongodbUri === null) return null;
  const topics = topicsOf(topicPrefix, FEED_NAMES);
  const connection = await connectStore(mongodbUri);
  try {
    const store = openStore(connection);
    const statuses = await store.feedStatuses.find().lean();
    const counted = await Promise.all(
      FEED_NAMES.map(async (feed): Promise<[FeedName, StoredFeed]> => {
        const status = statuses.find(({ _id }) => _id === feed);
        return [feed, { ...(await countFeed(store, feed, topics, topicPrefix)), status }];
      }),
    );
    const disputes = await store.disputes.countDocuments({ state: 'ACTIVE' });
    return { feeds: new Map(counted), outbound: await outboundFlow(store), disputes };
  } finally {
    await connection.close();
  }
}

async function progressOf({ kafkaBrokers, topicPrefix }: Servers): Promise<Progress | null> {
  if (kafkaBrokers.length === 0) return null;
  const topics = topicsOf(topicPrefix, FEED_NAMES);
  const kafka = createKafka({
    brokers: kafkaBrokers,
    clientId: 'tributary-status',
    log: createLog('status', 'silent'),
  });
  const groups = groupsOf(topicPrefix);
  const feedTopic = (feed: FeedName): string => topics.feed(feed);
  const letterTopic = (feed: FeedName): string => topics.deadLetters(feed);
  const byFeed = (
    progress: Readonly<Record<string, TopicProgress>>,
    topicOf: (feed: FeedName) => string,
  ): Partial<Record<FeedName, TopicProgress>> =>
    Object.fromEntries(
      FEED_NAMES.flatMap((feed) => {
        const one = progress[topicOf(feed)];
        return one === undefined ? [] : [[feed, one]];
      }),
    );
  const toDo = (progress: Readonly<Record<string, TopicProgress>>): number =>
    Object.values(progress).reduce((all, one) => all + one.toDo, 0);
  const [storing, references, letters, link, index, outbound] = await Promise.all([
    kafka.topicProgress(groups.normalise, FEED_NAMES.map(feedTopic)),
    kafka.topicProgress(
      groups.references,
      FEED_NAMES.map((feed) => topics.reference(feed)),
    ),
    kafka.topicProgress(groups.deadLetters, FEED_NAMES.map(letterTopic)),
    kafka.topicProgress(groups.link, [topics.records]),
    kafka.topicProgress(groups.index, [topics.records]),
    kafka.topicProgress(groups.outbound, [topics.workflow]),
  ]);
  return {
    storing: byFeed(storing, feedTopic),
    letters: byFeed(letters, letterTopic),
    byStage: {
      normalise: toDo(storing),
      references: toDo(references),
      link: toDo(link),
      index: toDo(index),
      'dead-letters': toDo(letters),
      outbound: toDo(outbound),
    },
  };
}
