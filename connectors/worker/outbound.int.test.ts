import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { redeliver } from '../../cli/redeliver.ts';
import { outboundFlow } from '../../cli/status/outbound-flow.ts';
import { createLog } from '../../runtime/log.ts';
import type { WorkflowMessage } from '../../schema/canonical/workflow.ts';
import type { Store } from '../../schema/store/models.ts';
import { groupsOf } from '../../schema/topics/groups.ts';
import { topicsOf, workflowTopic } from '../../schema/topics/topics.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import type { Producer } from '../../streams/kafka/producer.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { startHubProcesses, type HubProcesses } from '../../test/harness/hub-processes.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { workflowMessage } from '../kit/testing/workflow-message.ts';
import { hubHome, type HubHome } from './testing/hub-home.ts';
import { RECEIVER_SECRET, startReceiver, type ReceivedCall, type Receiver } from './testing/receiver.ts';
import { startWorker, type Worker } from './worker.ts';

const log = createLog('test', 'silent');
const topicPrefix = freshTopicPrefix();
const workflow = topicsOf(topicPrefix, []).workflow;
const ownTopic = `${topicPrefix}.for-grid`;
const mongodbUri = freshDatabaseUri();
const kafka = createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });

let store: Store;
let producer: Producer;
let home: HubHome;
let worker: Worker;
let receiver: Receiver;
/** What the receiver answers, by path and event; 204 unless told. */
let answers: (call: Omit<ReceivedCall, 'status'>) => number | Promise<number> = () => 204;

const webhook = (name: string, agency: string, more: object = {}) => ({
  name,
  config: {
    'connector.class': 'hub.webhook',
    agency,
    url: `${receiver.url}/${name}`,
    'secret.file': 'referrals.hmac',
    'retry.delay.ms': 50,
    'retry.delay.max.ms': 200,
    'request.timeout.ms': 500,
    ...more,
  },
});

beforeAll(async () => {
  store = await freshStore(mongodbUri);
  receiver = await startReceiver((call) => answers(call));
  await kafka.ensureTopics([workflowTopic(topicsOf(topicPrefix, []))], { partitions: 3, replication: 1 });
  producer = kafka.createProducer();
  home = hubHome({
    kafkaBrokers: testServers().kafkaBrokers,
    mongodbUri,
    topicPrefix,
    connectors: [
      webhook('court-referrals', 'court'),
      webhook('hotline-results', 'hotline', { feed: 'hotline12345' }),
      webhook('slow', 'police', { 'retry.timeout.ms': 1_000 }),
      { name: 'grid-topic', config: { 'connector.class': 'hub.topic', agency: 'grid', topic: ownTopic } },
    ],
  });
  writeFileSync(join(home.settings.secretsDir, 'referrals.hmac'), `${RECEIVER_SECRET}\n`);
  worker = await startWorker(home.settings, log);
});
afterAll(async () => {
  await worker.stop();
  await producer.stop();
  await receiver.stop();
  home.remove();
});

let disputes = 0;
const newDispute = (): string => `dispute-${String((disputes += 1))}`;

async function publish(...messages: readonly WorkflowMessage[]): Promise<void> {
  await producer.send(
    workflow,
    messages.map((message) => ({ key: message.disputeId, value: JSON.stringify(message) })),
  );
}

const callsOf = (message: WorkflowMessage, path = '/court-referrals'): readonly ReceivedCall[] =>
  receiver.calls.filter((call) => call.id === message.id && call.path === path);
const rowOf = (message: WorkflowMessage, connector = 'court-referrals') =>
  store.deliveries.findById(`${connector}|${message.id}`).lean().exec();
const inState = (message: WorkflowMessage, state: string, connector = 'court-referrals') =>
  eventually(
    async () => {
      const row = await rowOf(message, connector);
      return row?.state === state && row;
    },
    { what: `${connector} ${state}` },
  );

it('tells each agency of what concerns it, once, signed, with its own numbers, and logs it', async () => {
  await store.records.collection.insertMany([
    { _id: 'hotline12345-1' as never, feed: 'hotline12345', sourceId: 'TH-0001' },
    { _id: 'police110-1' as never, feed: 'police110', sourceId: 'J-0001' },
  ]);
  const disputeId = newDispute();
  const refer = workflowMessage({}, { disputeId });
  const close = workflowMessage({ seq: 4, kind: 'CLOSE', to: 'CLOSED', partner: 'court' }, { disputeId });
  await publish(refer, close, refer);
  await inState(close, 'DELIVERED');
  await inState(close, 'DELIVERED', 'hotline-results');
  const [first, second] = receiver.calls.filter(({ path }) => path === '/court-referrals');
  expect([first?.id, second?.id]).toEqual([refer.id, close.id]);
  expect(first?.event).toMatchObject({
    id: refer.id,
    subject: refer.code,
    data: { move: 'REFER', records: [] },
  });
  expect(callsOf(close, '/hotline-results')[0]?.event.data.records).toEqual(['TH-0001']);
  expect(callsOf(refer, '/hotline-results')).toEqual([]);
  expect(await rowOf(refer)).toMatchObject({
    state: 'DELIVERED',
    attempts: 1,
    lastStatus: 204,
    code: refer.code,
  });
  // The repeat on the topic changed nothing, and its offset is committed like the others.
  await eventually(
    async () => (await kafka.consumerLag(groupsOf(topicPrefix).outbound, [workflow]))[workflow] === 0,
  );
  expect(callsOf(refer)).toHaveLength(1);
});

it('tries again what a receiver did not take, in order within the dispute, while others go on', async () => {
  const [ill, well] = [newDispute(), newDispute()];
  const [one, two] = [3, 4].map((seq) => workflowMessage({ seq }, { disputeId: ill }));
  const other = workflowMessage({}, { disputeId: well });
  if (one === undefined || two === undefined) throw new Error('two messages');
  let failures = 2;
  answers = ({ id, path }) =>
    path !== '/slow' && id === one.id && failures-- > 0 ? (failures === 1 ? 500 : 429) : 204;
  await publish(one, two, other);
  await inState(two, 'DELIVERED');
  await inState(other, 'DELIVERED');
  expect(callsOf(one).map(({ status }) => status)).toEqual([500, 429, 204]);
  const order = receiver.calls.filter(({ path }) => path !== '/slow').map(({ id }) => id);
  expect(order.indexOf(two.id)).toBeGreaterThan(order.lastIndexOf(one.id));
  expect(await rowOf(one)).toMatchObject({ state: 'DELIVERED', attempts: 3, reason: null });
  answers = () => 204;
});

it('puts aside what will never be taken, with the reason, and sends it again when a person says so', async () => {
  const disputeId = newDispute();
  const [gone, next] = [3, 4].map((seq) => workflowMessage({ seq }, { disputeId }));
  if (gone === undefined || next === undefined) throw new Error('two messages');
  answers = ({ id, path }) => (path === '/court-referrals' && id === gone.id ? 410 : 204);
  await publish(gone, next);
  expect((await inState(gone, 'DEAD')).reason).toContain('answered 410');
  await inState(next, 'DELIVERED');
  answers = () => 204;
  expect(await redeliver(mongodbUri, { agency: 'grid', since: null, dead: true }, new Date())).toBe(0);
  expect(await redeliver(mongodbUri, { agency: 'court', since: null, dead: true }, new Date())).toBe(1);
  expect(await inState(gone, 'DELIVERED')).toMatchObject({ redeliveries: 1, attempts: 1 });
  expect(callsOf(gone).map(({ status }) => status)).toEqual([410, 204]);
  expect(callsOf(next)).toHaveLength(1);
});

it('does not let a receiver that hangs hold up another agency, and gives up in the end', async () => {
  const disputeId = newDispute();
  const refer = workflowMessage({}, { disputeId });
  answers = ({ path }) => (path === '/slow' ? new Promise<number>(() => undefined) : 204);
  await publish(refer);
  await inState(refer, 'DELIVERED');
  expect((await rowOf(refer, 'slow'))?.state).not.toBe('DELIVERED');
  const dead = await inState(refer, 'DEAD', 'slow');
  expect(dead.reason).toMatch(/given up after \d+ tries .*no answer/);
  const shown = await eventually(async () => {
    const flow = await outboundFlow(store);
    const slow = flow.find(({ name }) => name === 'slow');
    return slow?.trace?.includes('no answer') === true && slow;
  });
  expect(shown).toMatchObject({ agency: 'police', state: 'RUNNING', waiting: 0, retrying: 0 });
  expect(shown.dead).toBeGreaterThan(0);
  answers = () => 204;
});

it('tells in a topic of the agency’s own, which it makes', async () => {
  const disputeId = newDispute();
  const refer = workflowMessage(
    {},
    {
      disputeId,
      workflow: { ...workflowMessage().workflow, responsible: 'grid', referral: null },
    },
  );
  const got: { key: string; value: string }[] = [];
  await publish(refer);
  await inState(refer, 'DELIVERED', 'grid-topic');
  const consumer = kafka.createConsumer({
    group: `${topicPrefix}.test-grid`,
    topics: [ownTopic],
    batchMessages: 10,
    concurrentBatches: 1,
    restMs: 1,
    sink: {
      handle: (messages) => {
        got.push(...messages.map(({ key, value }) => ({ key: String(key), value: String(value) })));
        return Promise.resolve();
      },
      poison: () => Promise.resolve(),
    },
  });
  await eventually(() => got.length > 0);
  await consumer.stop();
  expect(got[0]?.key).toBe(disputeId);
  expect(JSON.parse(got[0]?.value ?? '')).toMatchObject({
    id: refer.id,
    data: { concerns: ['RESPONSIBLE'] },
  });
});

it('keeps a message that nobody can read where an operator sees it, and goes on', async () => {
  await producer.send(workflow, [{ key: 'x', value: 'no json' }]);
  const refer = workflowMessage({}, { disputeId: newDispute() });
  await publish(refer);
  await inState(refer, 'DELIVERED');
  const row = await eventually(
    async () =>
      (await store.deliveries
        .findOne({ _id: /^unreadable\|/ })
        .lean()
        .exec()) ?? undefined,
  );
  expect(row).toMatchObject({ state: 'DEAD', content: 'no json' });
  expect(await redeliver(mongodbUri, { agency: null, since: null, dead: true }, new Date())).toBeGreaterThan(
    0,
  );
  expect(await store.deliveries.countDocuments({ _id: row._id, state: 'DEAD' })).toBe(1);
});

it('repeats with the same id what a killed worker had sent and not yet noted', async () => {
  const prefix = freshTopicPrefix();
  const uri = freshDatabaseUri();
  const own = await freshStore(uri);
  const folder = mkdtempSync(join(tmpdir(), 'outbound-kill-'));
  const topic = topicsOf(prefix, []).workflow;
  const start = (): Promise<HubProcesses> =>
    startHubProcesses({
      home: folder,
      kafkaBrokers: testServers().kafkaBrokers,
      mongodbUri: uri,
      topicPrefix: prefix,
      partitions: 1,
      roles: ['worker'],
      connectors: [webhook('kill', 'court', { 'request.timeout.ms': 60_000 })],
      secrets: { 'referrals.hmac': RECEIVER_SECRET },
    });
  let hub = await start();
  const refer = workflowMessage({}, { disputeId: newDispute() });
  const seen: string[] = [];
  // The agency has it, and the worker dies before it can hear so.
  answers = ({ path, id }) => {
    if (path !== '/kill') return 204;
    seen.push(id);
    return new Promise<number>(() => undefined);
  };
  await producer.send(topic, [{ key: refer.disputeId, value: JSON.stringify(refer) }]);
  await eventually(() => seen.length > 0);
  await hub.stop();
  answers = () => 204;
  hub = await start();
  await eventually(async () => (await own.deliveries.countDocuments({ state: 'DELIVERED' })) === 1);
  expect(seen).toEqual([refer.id]);
  expect(callsOf(refer, '/kill').map(({ id, event }) => [id, event.id])).toEqual([[refer.id, refer.id]]);
  await hub.stop();
  rmSync(folder, { recursive: true, force: true });
});
