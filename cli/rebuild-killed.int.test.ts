import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cityMessages, outgoingOf } from '../bench/city-messages.ts';
import { FEEDS } from '../connectors/registry.ts';
import { PROJECT_DIR } from '../docker/local/parts.ts';
import { createLog } from '../runtime/log.ts';
import { DERIVED } from '../schema/store/collections.ts';
import type { Store } from '../schema/store/models.ts';
import { readJournal } from '../schema/store/rebuild-journal.ts';
import { topicsOf } from '../schema/topics/topics.ts';
import { createKafka } from '../streams/kafka/kafka.ts';
import { startPipeline } from '../streams/pipeline/pipeline.ts';
import { digestOf } from '../streams/rebuild/compare.ts';
import { eventually } from '../test/harness/eventually.ts';
import { inheritedEnvironment } from '../test/harness/process-environment.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../test/harness/servers.ts';

const CITY = { seed: 'rebuild-killed', records: 120, days: 10, start: '2026-09-01T00:00:00+08:00' };
const FEED_NAMES = FEEDS.map(({ name }) => name);
const log = createLog('test', 'silent');
const mongodbUri = freshDatabaseUri();
const topicPrefix = freshTopicPrefix();
const topics = topicsOf(topicPrefix, FEED_NAMES);
const { kafkaBrokers } = testServers();

let home: string;
let store: Store;
let before: Readonly<Record<string, string>>;

/** The city's records, through the pipeline until nothing is left to do. */
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'rebuild-killed-'));
  store = await freshStore(mongodbUri);
  const kafka = createKafka({ brokers: kafkaBrokers, clientId: 'test', log });
  const pipeline = await startPipeline({
    kafka,
    store,
    feeds: FEEDS,
    topicPrefix,
    partitions: 1,
    replication: 1,
    log,
    now: () => new Date(),
  });
  const producer = kafka.createProducer();
  for (const [feed, messages] of Map.groupBy(cityMessages(CITY), (message) => message.feed)) {
    await producer.send(topics.feed(feed), messages.map(outgoingOf));
  }
  await producer.stop();
  await eventually(
    async () => {
      const feeds = await kafka.consumerLag(
        `${topicPrefix}.normalise`,
        FEED_NAMES.map((name) => topics.feed(name)),
      );
      const [link, index] = await Promise.all(
        ['link', 'index'].map((group) => kafka.consumerLag(`${topicPrefix}.${group}`, [topics.records])),
      );
      const lags = [feeds, link, index].flatMap((lag) => Object.values(lag ?? {}));
      const open = {
        $or: [{ 'outbox.id': { $gt: '' } }, { scoreDue: { $gt: '' } }, { absorbing: { $gt: '' } }],
      };
      return lags.every((lag) => lag === 0) && (await store.disputes.countDocuments(open)) === 0;
    },
    { what: 'the pipeline to be at rest' },
  );
  await pipeline.stop();
  // Undisturbed: keys of versions that were overtaken before they were linked are made only now (see compare.ts).
  expect(await ended(startRebuild())).toMatchObject({ code: 0 });
  before = await digests();
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

async function digests(): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(
    await Promise.all(DERIVED.map(async (name) => [name, await digestOf(name, store)] as const)),
  );
}

/** `tributary rebuild` as a process of its own. */
function startRebuild(): ChildProcess {
  return spawn(
    join(PROJECT_DIR, 'node_modules', '.bin', 'node'),
    [join(PROJECT_DIR, 'cli/main.ts'), 'rebuild'],
    {
      cwd: PROJECT_DIR,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...inheritedEnvironment(),
        TRIBUTARY_HOME: home,
        TRIBUTARY_KAFKA_BROKERS: kafkaBrokers.join(','),
        TRIBUTARY_MONGODB_URI: mongodbUri,
        TRIBUTARY_TOPIC_PREFIX: topicPrefix,
      },
    },
  );
}

/** How it ended, with what it said. */
async function ended(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => (said += String(text)));
  }
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, said };
}

const documentsIn = (name: string): Promise<number> =>
  store.connection.collection(`${name}.rebuild`).estimatedDocumentCount();
const isSwapping = async (): Promise<boolean> => (await readJournal(store.connection))?.phase === 'SWAPPING';
const shadows = async (): Promise<number> =>
  (await store.connection.listCollections()).filter(({ name }) => name.endsWith('.rebuild')).length;

interface Moment {
  readonly what: string;
  readonly isThere: () => Promise<boolean>;
}

const MOMENTS: readonly Moment[] = [
  { what: 'records are replayed', isThere: async () => (await documentsIn('records')) > 0 },
  { what: 'disputes are replayed', isThere: async () => (await documentsIn('disputes')) > 0 },
  { what: 'collections are put in place', isThere: isSwapping },
];

it.each(MOMENTS)(
  'killed with -9 while $what, it is finished by the next call with the same digest',
  async ({ what, isThere }) => {
    // What it must mend, so that nothing passes by having done nothing.
    await store.records.collection.updateOne({}, { $set: { title: what } });
    const child = startRebuild();
    const killed = once(child, 'exit');
    try {
      // Asked without a rest between: putting in place takes a few ms a collection.
      while (child.exitCode === null && !(await isThere()));
    } finally {
      child.kill('SIGKILL');
    }
    expect(await killed).toEqual([null, 'SIGKILL']);
    expect(await ended(startRebuild())).toMatchObject({ code: 0 });
    expect(await digests()).toEqual(before);
    expect(await readJournal(store.connection)).toBeNull();
    expect(await shadows()).toBe(0);
  },
  180_000,
);
