import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FEEDS } from '../connectors/registry.ts';
import { startKafka } from '../docker/local/kafka.ts';
import { startMongod } from '../docker/local/mongod.ts';
import { ensureParts } from '../docker/local/parts.ts';
import { createLog } from '../runtime/log.ts';
import { connectStore } from '../schema/store/connection.ts';
import { ensureIndexes, openStore, type Store } from '../schema/store/models.ts';
import { headersOf } from '../schema/topics/envelope.ts';
import { allTopics, topicsOf } from '../schema/topics/topics.ts';
import { createKafka, type KafkaDoor } from '../streams/kafka/kafka.ts';
import { FeedFreshness } from '../streams/pipeline/feed-freshness.ts';
import { normaliseSink } from '../streams/pipeline/normalise-sink.ts';
import { startPipeline } from '../streams/pipeline/pipeline.ts';
import { cityMessages, type CityMessage } from './city-messages.ts';
import { report } from './report.ts';

const NAMES = FEEDS.map(({ name }) => name);
const PARTITIONS = 6;
const PLAIN_BATCH = 2_000;

interface Measured {
  readonly perS: number;
  /** Processor time of this process, without server and broker. */
  readonly cpuUs: number;
}

function said({ perS, cpuUs }: Measured): string {
  return `${Math.round(perS)}/s with ${Math.round(cpuUs)} µs/record`;
}

interface Bench {
  readonly kafka: KafkaDoor;
  readonly mongodbUri: string;
  readonly messages: readonly CityMessage[];
}

/**
 * Raw topic → stored: the normalise group takes N records out of the feed topics, maps and normalises them, stores raw and canonical
 * documents and publishes them. Its peer, in the same run and on the same server, is a plain `collection.bulkWrite` of the very documents
 * that it stored. Rounds take turns, the median counts.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      records: { type: 'string', default: '30000' },
      rounds: { type: 'string', default: '5' },
    },
  });
  const [records, rounds] = [Number(values.records), Number(values.rounds)];
  const dir = mkdtempSync(join(tmpdir(), 'tributary-ingest-'));
  const parts = await ensureParts((line) => process.stderr.write(`${line}\n`));
  const [mongod, broker] = await Promise.all([
    startMongod({
      mongod: parts.mongod,
      dir: join(dir, 'mongodb'),
      logFile: join(dir, 'mongodb.log'),
      database: 'bench',
    }),
    startKafka({ ...parts.kafka, dir: join(dir, 'kafka'), logFile: join(dir, 'kafka.log') }),
  ]);
  try {
    const kafka = createKafka({
      brokers: broker.brokers,
      clientId: 'bench',
      log: createLog('bench', 'error'),
    });
    const bench: Bench = { kafka, mongodbUri: mongod.uri, messages: firstVersions(records) };
    const plain: Measured[] = [];
    const pipeline: Measured[] = [];
    // The first round warms up server, broker and compiler and is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      const { store, ...own } = await normaliseRound(bench, round);
      const peer = await plainRound(bench, store, round);
      await store.connection.dropDatabase();
      await store.connection.close();
      if (round > 0) {
        pipeline.push(own);
        plain.push(peer);
      }
      process.stderr.write(`round ${round}: pipeline ${said(own)}, plain ${said(peer)}\n`);
    }
    const whole = await wholeRound(bench);
    const ratios = pipeline.map(({ perS }, index) => perS / (plain[index]?.perS ?? NaN));
    report(
      'ingest',
      { records: bench.messages.length, rounds, partitions: PARTITIONS },
      [
        {
          measure: 'raw topic → stored records',
          value: median(pipeline.map(({ perS }) => perS)),
          unit: 'records/s',
        },
        {
          measure: 'plain collection.bulkWrite',
          value: median(plain.map(({ perS }) => perS)),
          unit: 'records/s',
          beside: `raw and canonical document of each, unordered, ${PLAIN_BATCH} a batch, majority`,
        },
        { measure: 'ratio', value: median(ratios), unit: '', beside: 'aim ≥ 0.6' },
        {
          measure: 'own processor time',
          value: median(pipeline.map(({ cpuUs }) => cpuUs)),
          unit: 'µs/record',
          beside: `${Math.round(median(plain.map(({ cpuUs }) => cpuUs)))} µs for plain writing`,
        },
        {
          measure: 'raw topic → stored, linked and searchable',
          value: whole,
          unit: 'records/s',
          beside: 'all groups of one pipeline process',
        },
      ],
      new Date(),
    );
  } finally {
    await Promise.all([broker.stop(), mongod.stop()]);
    rmSync(dir, { recursive: true, force: true });
  }
}

/** So many different records of the simulated city, the first version of each. */
function firstVersions(count: number): CityMessage[] {
  const seen = new Map<string, CityMessage>();
  const city = { seed: 'ingest', records: 2 * count, days: 60, start: '2026-09-01T00:00:00+08:00' };
  for (const message of cityMessages(city)) {
    const id = `${message.feed}|${message.version.sourceId}`;
    if (!seen.has(id)) seen.set(id, message);
    if (seen.size === count) break;
  }
  return [...seen.values()];
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
    await Promise.all([...byFeed].map(([feed, own]) => producer.send(topics.feed(feed), own.map(outgoing))));
  }
  await producer.stop();
}

function outgoing({
  feed,
  version,
  bytes,
  contentType,
  profile,
}: CityMessage): Parameters<ReturnType<KafkaDoor['createProducer']>['send']>[1][number] {
  const headers = headersOf({
    feed,
    sourceId: version.sourceId,
    sourceTime: version.sourceTime,
    receivedAt: new Date(version.visibleMs).toISOString(),
    contentType,
    bytes,
    eventId: `${version.sourceId}-${version.sourceTime}`,
    eventSource: `urn:bench:${feed}`,
    eventType: 'bench.v1',
    connector: 'bench',
    profile,
  });
  return { key: version.sourceId, value: bytes, headers };
}

async function normaliseRound(
  bench: Bench,
  round: number,
): Promise<{ perS: number; cpuUs: number; store: Store }> {
  const prefix = `ingest${round}`;
  const topics = topicsOf(prefix, NAMES);
  await fillTopics(bench, prefix);
  const store = await openFresh(bench, prefix);
  const producer = bench.kafka.createProducer();
  const freshness = new FeedFreshness(store, () => undefined);
  const sink = normaliseSink({ store, producer, topics, feeds: FEEDS, freshness, now: () => new Date() });
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
  await freshness.stop();
  return { perS: bench.messages.length / seconds, cpuUs: (user + system) / bench.messages.length, store };
}

/** Writes the documents that the pipeline stored once more, as plainly as can be. */
async function plainRound(
  bench: Bench,
  from: Store,
  round: number,
): Promise<{ perS: number; cpuUs: number }> {
  const raws = await from.rawRecords.collection.find({}).toArray();
  const records = await from.records.collection.find({}).toArray();
  const store = await openFresh(bench, `plain${round}`);
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

async function wholeRound(bench: Bench): Promise<number> {
  await fillTopics(bench, 'whole');
  const store = await openFresh(bench, 'whole');
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
  await pipeline.stop();
  await store.connection.close();
  return bench.messages.length / seconds;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
