import { FEEDS } from '../connectors/registry.ts';
import { createLog } from '../runtime/log.ts';
import { connectStore } from '../schema/store/connection.ts';
import { ensureIndexes, openStore, type Store } from '../schema/store/models.ts';
import { allTopics, topicsOf } from '../schema/topics/topics.ts';
import type { KafkaDoor } from '../streams/kafka/kafka.ts';
import { FeedWatch } from '../streams/pipeline/feed-watch.ts';
import { normaliseSink } from '../streams/pipeline/normalise-sink.ts';
import { startPipeline } from '../streams/pipeline/pipeline.ts';
import { outgoingOf, type CityMessage } from './city-messages.ts';

const NAMES = FEEDS.map(({ name }) => name);
export const PARTITIONS = 6;
export const PLAIN_BATCH = 2_000;

export interface Measured {
  readonly perS: number;
  /** Processor time of this process, without server and broker. */
  readonly cpuUs: number;
}

export interface Bench {
  readonly kafka: KafkaDoor;
  readonly mongodbUri: string;
  readonly messages: readonly CityMessage[];
}

async function openFresh(bench: Bench, name: string): Promise<Store> {
  const url = new URL(bench.mongodbUri);
  url.pathname = `/${name}`;
  const store = openStore(await connectStore(url.toString()));
  await store.connection.dropDatabase();
  await ensureIndexes(store);
  return store;
}

async function fillTopics(bench: Bench, prefix: string): Promise<void> {
  const topics = topicsOf(prefix, NAMES);
  await bench.kafka.ensureTopics(allTopics(topics, NAMES), { partitions: PARTITIONS, replication: 1 });
  const producer = bench.kafka.createProducer();
  for (let from = 0; from < bench.messages.length; from += 500) {
    const byFeed = Map.groupBy(bench.messages.slice(from, from + 500), ({ feed }) => feed);
    await Promise.all(
      [...byFeed].map(([feed, own]) => producer.send(topics.feed(feed), own.map(outgoingOf))),
    );
  }
  await producer.stop();
}

/** Raw topic → stored by the normalise group alone. The store stays open for the peer, who writes what it holds. */
export async function normaliseRound(
  bench: Bench,
  prefix: string,
): Promise<Measured & { readonly store: Store }> {
  const topics = topicsOf(prefix, NAMES);
  await fillTopics(bench, prefix);
  const store = await openFresh(bench, prefix);
  const producer = bench.kafka.createProducer();
  const watch = new FeedWatch(
    store,
    () => new Date(),
    () => undefined,
  );
  const sink = normaliseSink({ store, producer, topics, feeds: FEEDS, watch, now: () => new Date() });
  const finished = Promise.withResolvers<number>();
  let startedMs = 0;
  let cpuBefore = process.cpuUsage();
  let handled = 0;
  const consumer = bench.kafka.createConsumer({
    group: `${prefix}.normalise`,
    topics: NAMES.map((name) => topics.feed(name)),
    batchMessages: 2_000,
    concurrentBatches: 2,
    restMs: 0,
    sink: {
      ...sink,
      async handle(messages) {
        if (startedMs === 0) {
          startedMs = performance.now();
          cpuBefore = process.cpuUsage();
        }
        await sink.handle(messages);
        handled += messages.length;
        if (handled >= bench.messages.length) finished.resolve(performance.now());
      },
    },
  });
  const seconds = ((await finished.promise) - startedMs) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  await consumer.stop();
  await producer.stop();
  await watch.stop();
  return { perS: bench.messages.length / seconds, cpuUs: (user + system) / bench.messages.length, store };
}

/** Writes the documents that the pipeline stored once more, as plainly as can be. */
export async function plainRound(bench: Bench, from: Store, prefix: string): Promise<Measured> {
  const raws = await from.rawRecords.collection.find({}).toArray();
  const records = await from.records.collection.find({}).toArray();
  const store = await openFresh(bench, `${prefix}-plain`);
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  await Promise.all([
    insertAll(store.rawRecords.collection, raws),
    insertAll(store.records.collection, records),
  ]);
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  await store.connection.dropDatabase();
  await store.connection.close();
  return { perS: bench.messages.length / seconds, cpuUs: (user + system) / bench.messages.length };
}

async function insertAll(
  collection: { bulkWrite(operations: never, options: { ordered: boolean }): Promise<unknown> },
  documents: readonly object[],
): Promise<void> {
  for (let at = 0; at < documents.length; at += PLAIN_BATCH) {
    const operations = documents.slice(at, at + PLAIN_BATCH).map((document) => ({ insertOne: { document } }));
    await collection.bulkWrite(operations as never, { ordered: false });
  }
}

/** Raw topic → stored, linked and searchable, by all groups of one pipeline, and what a record costs the store. */
export async function wholeRound(bench: Bench): Promise<Measured & StoreCost> {
  await fillTopics(bench, 'whole');
  const store = await openFresh(bench, 'whole');
  const [before, cpuBefore] = [await storeCounts(store), process.cpuUsage()];
  const started = performance.now();
  const pipeline = await startPipeline({
    kafka: bench.kafka,
    store,
    feeds: FEEDS,
    topicPrefix: 'whole',
    partitions: PARTITIONS,
    replication: 1,
    log: createLog('bench', 'error'),
    now: () => new Date(),
  });
  for (let behind = 1; behind > 0;) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const lags = await Promise.all([
      bench.kafka.consumerLag(
        'whole.normalise',
        NAMES.map((name) => topicsOf('whole', NAMES).feed(name)),
      ),
      bench.kafka.consumerLag('whole.link', [topicsOf('whole', NAMES).records]),
      bench.kafka.consumerLag('whole.index', [topicsOf('whole', NAMES).records]),
    ]);
    behind = lags.flatMap((lag) => Object.values(lag)).reduce((sum, value) => sum + value, 0);
  }
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const after = await storeCounts(store);
  await pipeline.stop();
  await store.connection.close();
  const records = bench.messages.length;
  return {
    perS: records / seconds,
    cpuUs: (user + system) / records,
    storeCpuUs: (after.storeCpuUs - before.storeCpuUs) / records,
    treeInserts: (after.treeInserts - before.treeInserts) / records,
    updates: (after.updates - before.updates) / records,
  };
}

/** Of one record, or since the server was started. */
export interface StoreCost {
  /** Processor time of mongod. */
  readonly storeCpuUs: number;
  /** Insertions into trees of WiredTiger: documents, entries of indexes and of the oplog. */
  readonly treeInserts: number;
  readonly updates: number;
}

async function storeCounts({ connection }: Store): Promise<StoreCost> {
  const status = (await connection.db?.admin().command({ serverStatus: 1 })) as {
    readonly extra_info: { readonly user_time_us: number; readonly system_time_us: number };
    readonly opcounters: { readonly update: number };
    readonly wiredTiger: { readonly cursor: { readonly 'cursor insert calls': number } };
  };
  return {
    storeCpuUs: status.extra_info.user_time_us + status.extra_info.system_time_us,
    treeInserts: status.wiredTiger.cursor['cursor insert calls'],
    updates: status.opcounters.update,
  };
}
