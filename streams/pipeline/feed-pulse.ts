import type { Logger } from 'pino';
import type { FeedStatusDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import type { Topics } from '../../schema/topics/topics.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { KafkaDoor } from '../kafka/kafka.ts';
import { learnedSilenceMs, SILENCE_HISTORY_MS } from '../stages/detect/silence.ts';

export interface FeedPulseOptions {
  readonly kafka: Pick<KafkaDoor, 'consumerLag'>;
  readonly store: Store;
  readonly topics: Topics;
  readonly feeds: readonly FeedName[];
  /** The group that stores. */
  readonly group: string;
  readonly now: () => Date;
  readonly log: Logger;
}

const LAG_EVERY_MS = 5_000;
const LEARN_EVERY_MS = 600_000;

/**
 * Writes to `feedStatuses`, while the pipeline runs, how many messages of each feed wait in Kafka (the gateway cannot ask there), and every
 * ten minutes how long a silence of the feed is usual. Each process tells the same, so it does not matter which one does.
 */
export function startFeedPulse(options: FeedPulseOptions): () => Promise<void> {
  const { log } = options;
  let beating: Promise<void> | null = null;
  let learnedMs = -Infinity;
  const beat = async (): Promise<void> => {
    await writeLags(options);
    const nowMs = options.now().getTime();
    if (nowMs - learnedMs < LEARN_EVERY_MS) return;
    await learnSilences(options);
    learnedMs = nowMs;
  };
  const start = (): void => {
    beating ??= beat()
      .catch((error: unknown) => {
        log.warn({ err: error }, 'lag and silence of feeds not written: again soon');
      })
      .finally(() => {
        beating = null;
      });
  };
  const timer = setInterval(start, LAG_EVERY_MS);
  start();
  return async () => {
    clearInterval(timer);
    await beating;
  };
}

/** Asks Kafka and writes what waits, for all feeds. @throws HubError HUB_BROKER_UNAVAILABLE. */
export async function writeLags({
  kafka,
  store,
  topics,
  feeds,
  group,
  now,
}: Omit<FeedPulseOptions, 'log'>): Promise<void> {
  const lags = await kafka.consumerLag(
    group,
    feeds.map((feed) => topics.feed(feed)),
  );
  const measuredAt = now().toISOString();
  await setStatuses(
    store,
    feeds.map((feed) => [feed, { lag: { messages: lags[topics.feed(feed)] ?? 0, measuredAt } }]),
  );
}

/** Learns and writes each feed's usual silence from its minutes. */
export async function learnSilences({
  store,
  feeds,
  now,
}: Pick<FeedPulseOptions, 'store' | 'feeds' | 'now'>): Promise<void> {
  const at = now();
  const from = new Date(at.getTime() - SILENCE_HISTORY_MS);
  const learned: [FeedName, Partial<FeedStatusDoc>][] = [];
  for (const feed of feeds) {
    const minutes = await store.feedMinutes
      .find({ feed, minute: { $gte: from } })
      .select({ minute: 1, _id: 0 })
      .lean();
    const limitMs = learnedSilenceMs(minutes.map(({ minute }) => minute));
    learned.push([feed, { learnedSilence: { limitMs, learnedAt: at.toISOString() } }]);
  }
  await setStatuses(store, learned);
}

/** What the others who write to a status know. */
const UNKNOWN = {
  lastContactAt: null,
  lastSourceTime: null,
  lastStoredAt: null,
  connectorState: null,
  trace: null,
};

async function setStatuses(
  store: Store,
  statuses: readonly (readonly [FeedName, Partial<FeedStatusDoc>])[],
): Promise<void> {
  await store.feedStatuses.collection.bulkWrite(
    statuses.map(([feed, known]) => ({
      updateOne: { filter: { _id: feed }, update: { $set: known, $setOnInsert: UNKNOWN }, upsert: true },
    })) as never,
    { ordered: false },
  );
}
