import { setTimeout as wait } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { LARGEST_MESSAGE_BYTES } from './producer.ts';
import { holdToPlan, keepingOf, type TopicSpec } from './topic-keeping.ts';

const SHOWN_WITHIN_ROUNDS = 30;
const SHOWN_ROUND_MS = 100;

/** How topics are made. */
export interface TopicLayout {
  readonly partitions: number;
  readonly replication: number;
  /** Copies that must hold a message before it counts as written; unless told, as the brokers are set. */
  readonly minInsyncReplicas?: number | null;
}

/** Runs with an admin client that is closed afterwards. @throws HubError HUB_BROKER_UNAVAILABLE. */
export async function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin({ retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 } });
  try {
    await admin.connect();
    return await work(admin);
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    throw new HubError(
      'HUB_BROKER_UNAVAILABLE',
      `Kafka does not answer (${cause instanceof Error ? cause.message : String(cause)}); check TRIBUTARY_KAFKA_BROKERS`,
      { cause },
    );
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/**
 * Creates the topics that are missing; safe to run from every process at once. Topics that exist stay as they are, save that they may not take longer to
 * forget than they are to: when an erasure is complete is reckoned by it.
 */
export async function ensureTopics(
  kafka: Kafka,
  topics: readonly TopicSpec[],
  layout: TopicLayout,
): Promise<void> {
  await withAdmin(kafka, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter(({ name }) => !existing.has(name));
    await holdToPlan(
      admin,
      topics.filter(({ name }) => existing.has(name)),
    );
    if (missing.length === 0) return;
    await admin.createTopics({
      // Of several brokers kafkajs asks one that may not have heard of the topic yet, and gives up; `isLed` below is patient.
      waitForLeaders: false,
      topics: missing.map((spec) => ({
        topic: spec.name,
        numPartitions: layout.partitions,
        replicationFactor: layout.replication,
        configEntries: [
          ...keepingOf(spec),
          { name: 'max.message.bytes', value: String(LARGEST_MESSAGE_BYTES) },
          ...minInsyncOf(layout),
        ],
      })),
    });
    let absent = missing.map(({ name }) => name);
    for (let round = 0; absent.length > 0 && round < SHOWN_WITHIN_ROUNDS; round += 1) {
      if (round > 0) await wait(SHOWN_ROUND_MS);
      const led = await Promise.all(absent.map((name) => isLed(admin, name)));
      absent = absent.filter((_, index) => led[index] !== true);
    }
    if (absent.length > 0) {
      throw new HubError(
        'HUB_BROKER_UNAVAILABLE',
        `Kafka did not create ${absent.join(', ')}; trying again may help, else create them by hand`,
      );
    }
  });
}

function minInsyncOf({ minInsyncReplicas = null }: TopicLayout): { name: string; value: string }[] {
  return minInsyncReplicas === null
    ? []
    : [{ name: 'min.insync.replicas', value: String(minInsyncReplicas) }];
}

/**
 * Whether every partition of a topic takes requests. A topic that was just made is listed before its partitions have leaders, and of two
 * processes that make the same one the later is told that it exists before it is listed at all.
 */
async function isLed(admin: Admin, topic: string): Promise<boolean> {
  try {
    await admin.fetchTopicOffsets(topic);
    return true;
  } catch {
    return false;
  }
}

/** Messages that a group has not yet made durable, over all partitions of the topics; a group that never committed lags by everything. */
export async function consumerLag(
  kafka: Kafka,
  group: string,
  topics: readonly string[],
): Promise<Record<string, number>> {
  return withAdmin(kafka, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const known = topics.filter((topic) => existing.has(topic));
    if (known.length === 0) return {};
    const committed = await admin.fetchOffsets({ groupId: group, topics: known });
    const lag: Record<string, number> = {};
    for (const { topic, partitions } of committed) {
      const at = new Map(partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
      let behind = 0n;
      for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
        const next = at.get(partition) ?? -1n;
        behind += BigInt(high) - (next < 0n ? BigInt(low) : next);
      }
      lag[topic] = Number(behind);
    }
    return lag;
  });
}

/** Where each partition of a topic ends: partition → offset that its next message gets. */
export type TopicEnds = ReadonlyMap<number, bigint>;

/** @throws HubError HUB_BROKER_UNAVAILABLE, also when the topic does not exist. */
export async function topicEnds(kafka: Kafka, topic: string): Promise<TopicEnds> {
  return withAdmin(kafka, async (admin) => {
    const offsets = await admin.fetchTopicOffsets(topic);
    return new Map(offsets.map(({ partition, high }) => [partition, BigInt(high)]));
  });
}

/** Messages in front of these ends that a group has not yet made durable; what retention has removed is none. */
export async function messagesBefore(
  kafka: Kafka,
  group: string,
  topic: string,
  ends: TopicEnds,
): Promise<number> {
  return withAdmin(kafka, async (admin) => {
    const [committed] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
    const at = new Map(committed?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
    let behind = 0n;
    for (const { partition, low } of await admin.fetchTopicOffsets(topic)) {
      const next = at.get(partition) ?? -1n;
      const from = next > BigInt(low) ? next : BigInt(low);
      const end = ends.get(partition) ?? 0n;
      if (end > from) behind += end - from;
    }
    return Number(behind);
  });
}

/** Messages that each topic holds now (retention taken into account); a topic that does not exist is left out. */
export async function topicCounts(kafka: Kafka, topics: readonly string[]): Promise<Record<string, number>> {
  return withAdmin(kafka, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const counts: Record<string, number> = {};
    for (const topic of topics.filter((name) => existing.has(name))) {
      const offsets = await admin.fetchTopicOffsets(topic);
      counts[topic] = offsets.reduce((sum, { high, low }) => sum + Number(BigInt(high) - BigInt(low)), 0);
    }
    return counts;
  });
}

/** How far a group has come with a topic, summed over the topic's partitions. */
export interface TopicProgress {
  /** Messages that were ever put into the topic: the sum of its partitions' ends. */
  readonly written: number;
  /** Messages at the beginning that retention has removed. */
  readonly expired: number;
  /** Of those, messages that the group had not made durable: lost. */
  readonly expiredUnread: number;
  /** Messages that the group has still to make durable. */
  readonly toDo: number;
  /** True when the group has come further than the topic reaches: the topic was made anew since. */
  readonly madeAnew: boolean;
}

/** Progress of a group with topics; those that do not exist are left out. */
export async function topicProgress(
  kafka: Kafka,
  group: string,
  topics: readonly string[],
): Promise<Record<string, TopicProgress>> {
  return withAdmin(kafka, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const known = topics.filter((topic) => existing.has(topic));
    if (known.length === 0) return {};
    const committed = await admin.fetchOffsets({ groupId: group, topics: known });
    const progress: Record<string, TopicProgress> = {};
    for (const { topic, partitions } of committed) {
      const at = new Map(partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      const ends = await admin.fetchTopicOffsets(topic);
      progress[topic] = sumProgress(
        ends.map(({ partition, high, low }) => ({
          high: Number(high),
          low: Number(low),
          next: Math.max(0, at.get(partition) ?? 0),
        })),
      );
    }
    return progress;
  });
}

function sumProgress(
  partitions: readonly { readonly high: number; readonly low: number; readonly next: number }[],
): TopicProgress {
  const sum = (of: (one: (typeof partitions)[number]) => number): number =>
    partitions.reduce((all, one) => all + of(one), 0);
  return {
    written: sum(({ high }) => high),
    expired: sum(({ low }) => low),
    expiredUnread: sum(({ low, next }) => Math.max(0, low - next)),
    toDo: sum(({ high, low, next }) => Math.max(0, high - Math.max(low, next))),
    madeAnew: partitions.some(({ high, next }) => next > high),
  };
}
