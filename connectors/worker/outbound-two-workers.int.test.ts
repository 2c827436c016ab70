import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import type { WorkflowMessage } from '../../schema/canonical/workflow.ts';
import type { OutboundStatusDoc } from '../../schema/store/deliveries.ts';
import type { Store } from '../../schema/store/models.ts';
import { topicsOf, workflowTopic } from '../../schema/topics/topics.ts';
import type { Consumer } from '../../streams/kafka/consumer.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import type { Producer } from '../../streams/kafka/producer.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { startHubProcesses, type HubProcesses } from '../../test/harness/hub-processes.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { workflowMessage } from '../kit/testing/workflow-message.ts';
import { RECEIVER_SECRET, startReceiver, type Receiver } from './testing/receiver.ts';

/** What a worker has under way at once for one connector, at most (`LANES` of the delivery loop). */
const MOST_UNDER_WAY = 4;
const log = createLog('test', 'silent');
const topicPrefix = freshTopicPrefix();
const topics = topicsOf(topicPrefix, []);
const ownTopic = `${topicPrefix}.for-court`;
const mongodbUri = freshDatabaseUri();
const kafka = createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });

/** What came, in order: which worker sent it (each has a path of its own), and which message. */
interface Seen {
  readonly path: string;
  readonly id: string;
  readonly seq: number;
}

const seen: Seen[] = [];
const inTopic: string[] = [];
/** Path that is never answered. */
let silentPath = '';
let store: Store;
let producer: Producer;
let receiver: Receiver;
let reader: Consumer;
const workers = new Map<string, { hub: HubProcesses; home: string }>();

beforeAll(async () => {
  store = await freshStore(mongodbUri);
  receiver = await startReceiver(({ path, id, event }) => {
    seen.push({ path, id, seq: event.data.seq });
    return path === silentPath ? new Promise<number>(() => undefined) : 204;
  });
  await kafka.ensureTopics([workflowTopic(topics), { name: ownTopic, retentionMs: 3_600_000 }], {
    partitions: 3,
    replication: 1,
  });
  producer = kafka.createProducer();
  reader = kafka.createConsumer({
    group: `${topicPrefix}.test-court`,
    topics: [ownTopic],
    batchMessages: 100,
    concurrentBatches: 1,
    restMs: 1,
    sink: {
      handle: (messages) => {
        inTopic.push(...messages.map(({ value }) => (JSON.parse(String(value)) as { id: string }).id));
        return Promise.resolve();
      },
      poison: () => Promise.resolve(),
    },
  });
  await Promise.all(['/a', '/b'].map(startWorker));
});
afterAll(async () => {
  await Promise.all([...workers.values()].map(({ hub }) => hub.stop()));
  await reader.stop();
  await producer.stop();
  await receiver.stop();
  for (const { home } of workers.values()) rmSync(home, { recursive: true, force: true });
});

/** A worker of its own process with the same two connectors as the other; it posts to its own path, so that the receiver knows it. */
async function startWorker(path: string): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'outbound-two-'));
  const hub = await startHubProcesses({
    home,
    kafkaBrokers: testServers().kafkaBrokers,
    mongodbUri,
    topicPrefix,
    partitions: 3,
    roles: ['worker'],
    connectors: [
      {
        name: 'court',
        config: {
          'connector.class': 'hub.webhook',
          agency: 'court',
          url: `${receiver.url}${path}`,
          'secret.file': 'court.hmac',
          'request.timeout.ms': 60_000,
        },
      },
      {
        name: 'court-topic',
        config: { 'connector.class': 'hub.topic', agency: 'court', topic: ownTopic },
      },
    ],
    secrets: { 'court.hmac': RECEIVER_SECRET },
  });
  workers.set(path, { hub, home });
}

/** Moves 3 and 4 of so many new disputes, once all of them stand in the queues. */
async function publish(name: string, disputes: number): Promise<readonly WorkflowMessage[]> {
  const messages = Array.from({ length: disputes }, (_, n) =>
    [3, 4].map((seq) => workflowMessage({ seq }, { disputeId: `${name}-${n}` })),
  ).flat();
  await producer.send(
    topics.workflow,
    messages.map((message) => ({ key: message.disputeId, value: JSON.stringify(message) })),
  );
  const eventId = { $in: messages.map(({ id }) => id) };
  await eventually(async () => (await store.deliveries.countDocuments({ eventId })) === 2 * messages.length, {
    what: 'all queued',
  });
  return messages;
}

const copiesOf = ({ id }: WorkflowMessage): readonly Seen[] => seen.filter((one) => one.id === id);
const delivered = (messages: readonly WorkflowMessage[], connector = 'court') =>
  eventually(
    async () =>
      (await store.deliveries.countDocuments({
        connector,
        state: 'DELIVERED',
        eventId: { $in: messages.map(({ id }) => id) },
      })) === messages.length,
    { what: `all delivered by ${connector}` },
  );
const statusOf = async (connector: string): Promise<OutboundStatusDoc | null> =>
  store.outboundStatuses.findById(connector).lean<OutboundStatusDoc>().exec();

/** Path of the worker that sends, and its process. */
async function holderOf(connector: string): Promise<{ path: string; pid: number }> {
  const pid = Number((await statusOf(connector))?.lease?.holder.split(':').at(-2));
  const found = [...workers].find(([, { hub }]) => hub.processes.worker?.pid === pid);
  if (found === undefined) throw new Error(`nobody holds ${connector}`);
  return { path: found[0], pid };
}

it('lets one of two workers send, and each message go once', async () => {
  const messages = await publish('quiet', 60);
  await delivered(messages);
  await delivered(messages, 'court-topic');
  expect(new Set(seen.map(({ path }) => path)).size).toBe(1);
  expect(seen).toHaveLength(messages.length);
  await eventually(() => inTopic.length >= messages.length);
  expect(new Set(inTopic).size).toBe(inTopic.length);
});

it('goes on in the other worker after kill -9, and repeats only what was under way, with the same id and in order', async () => {
  const { path } = await holderOf('court');
  const other = path === '/a' ? '/b' : '/a';
  const quiet = seen.length;
  // The agency has these, and their worker dies before it can hear so.
  silentPath = path;
  const messages = await publish('killed', 30);
  await eventually(() => seen.length >= quiet + MOST_UNDER_WAY);
  const underWay = new Set(seen.slice(quiet).map(({ id }) => id));
  await workers.get(path)?.hub.stop();
  const killedAtMs = performance.now();
  await eventually(() => seen.some((one) => one.path === other));
  expect(performance.now() - killedAtMs).toBeLessThan(20_000);
  await delivered(messages);
  await delivered(messages, 'court-topic');
  for (const message of messages) {
    const paths = copiesOf(message).map((one) => one.path);
    expect(paths).toEqual(underWay.has(message.id) ? [path, other] : [other]);
  }
  expect(underWay.size).toBe(MOST_UNDER_WAY);
  for (const dispute of Map.groupBy(messages, ({ disputeId }) => disputeId).values()) {
    const first = seen.findIndex((one) => one.path === other && one.id === dispute[0]?.id);
    const next = seen.findIndex((one) => one.path === other && one.id === dispute[1]?.id);
    expect(first).toBeLessThan(next);
  }
  silentPath = '';
  await startWorker(path);
});

it('takes over from a worker that stands still, which sends no more when it wakes', async () => {
  const { path, pid } = await holderOf('court');
  const other = path === '/a' ? '/b' : '/a';
  const quiet = seen.length;
  silentPath = path;
  const frozen = await publish('frozen', 20);
  await eventually(() => seen.length >= quiet + MOST_UNDER_WAY);
  process.kill(pid, 'SIGSTOP');
  try {
    await delivered(frozen);
    expect((await holderOf('court')).path).toBe(other);
  } finally {
    process.kill(pid, 'SIGCONT');
    silentPath = '';
  }
  const before = seen.length;
  const messages = await publish('awake', 20);
  await delivered(messages);
  expect(seen).toHaveLength(before + messages.length);
  expect(seen.slice(before).every((one) => one.path === other)).toBe(true);
  expect(await statusOf('court')).toMatchObject({ state: 'RUNNING', agency: 'court', trace: null });
});
