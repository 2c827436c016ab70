import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import type { Store } from '../../schema/store/models.ts';
import { deadLetterHeaders, type DeadLetter } from '../../schema/topics/dead-letter.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import { createKafka, type KafkaDoor } from '../../streams/kafka/kafka.ts';
import type { Producer } from '../../streams/kafka/producer.ts';
import { startPipeline, type Pipeline } from '../../streams/pipeline/pipeline.ts';
import { feedMessage, testFeed, type TestRow } from '../../streams/testing/test-feed.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { flowOf, type FeedFlow } from './flow.ts';
import { statusText } from './text.ts';

const log = createLog('test', 'silent');
const prefix = freshTopicPrefix();
const mongodbUri = freshDatabaseUri();
const topics = topicsOf(prefix, ['police110', 'hotline12345']);

let store: Store;
let kafka: KafkaDoor;
let pipeline: Pipeline;
let producer: Producer;

beforeAll(async () => {
  store = await freshStore(mongodbUri);
  kafka = createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });
  pipeline = await startPipeline({
    kafka,
    store,
    feeds: [testFeed('police110'), testFeed('hotline12345')],
    topicPrefix: prefix,
    partitions: 3,
    replication: 1,
    log,
    now: () => new Date(),
  });
  producer = kafka.createProducer();
});
afterAll(async () => {
  await producer.stop();
  await pipeline.stop();
});

const state = (): Parameters<typeof flowOf>[0] => ({
  kafkaBrokers: [...testServers().kafkaBrokers],
  mongodbUri,
  topicPrefix: prefix,
});

const policeFlow = async (): Promise<FeedFlow | undefined> =>
  (await flowOf(state(), new Date())).feeds.find(({ feed }) => feed === 'police110');

const send = (...rows: TestRow[]): Promise<void> =>
  producer.send(
    topics.feed('police110'),
    rows.map((row) => feedMessage('police110', row)),
  );

const letter = (offset: string): DeadLetter => ({
  feed: 'police110',
  connector: 'police110-push',
  stage: 'TRANSFORMATION',
  code: 'HUB_RECORD_INVALID',
  reason: `报警时间: "${offset}" is no time`,
  at: '2026-11-24T02:00:00.000Z',
  key: null,
  value: Buffer.from('{}'),
  origin: { topic: 'intake/police110', partition: 0, offset },
});

test('every message of a feed comes out as a version, a repeat or a dead letter, and status says so', async () => {
  await send({ id: 'a' }, { id: 'b' }, { id: 'a' }, { id: 'c', broken: 'row' }, { id: 'c', broken: 'hub' });
  await send({ id: 'a' }, { id: 'b', state: 'WITHDRAWN' });
  await producer.send(topics.feed('police110'), [{ key: 'x', value: 'no envelope' }]);
  // A connector's dead letter is sent again when its acknowledgement was lost.
  await producer.send(
    topics.deadLetters('police110'),
    [letter('1'), letter('2'), letter('1')].map((one) => ({
      key: one.key,
      value: one.value,
      headers: deadLetterHeaders(one),
    })),
  );
  // A record that was stored cannot be linked: a letter beside the accounting, not in it.
  await producer.send(topics.records, [{ key: 'police110-0', value: 'no json' }]);
  // So is one about an entry of the agency's lists, and one of a foreign tool that names no origin is in it.
  const ofList = {
    ...letter('7'),
    origin: { topic: `${prefix}.reference.police110.v1`, partition: 0, offset: '7' },
  };
  await producer.send(topics.deadLetters('police110'), [
    { key: null, value: ofList.value, headers: deadLetterHeaders(ofList) },
    { key: null, value: 'foreign' },
  ]);
  const flow = await eventually(
    async () => {
      const now = await policeFlow();
      return now?.accounting.verdict === 'EVEN' && now.laterFailures === 2 && now.accounting.in === 11 && now;
    },
    { what: 'an even balance' },
  );
  expect(flow.accounting).toEqual({
    in: 11,
    versions: 3,
    repeats: 2,
    deadLetters: 6,
    toDo: 0,
    balance: 0,
    verdict: 'EVEN',
    why: null,
  });
  expect(flow.deadLetterReasons[0]).toEqual({
    code: 'HUB_RECORD_INVALID',
    reason: '报警时间: "…" is no time',
    count: 3,
  });
  expect(flow.laterFailures).toBe(2);

  const text = statusText({
    running: true,
    home: '/h',
    phase: 'ready',
    startedAt: null,
    gatewayUrl: 'http://127.0.0.1:4000',
    withCity: false,
    processes: [],
    totalMemoryMb: 0,
    flow: await flowOf(state(), new Date()),
  });
  expect(text).toMatch(/feed +in +versions +repeats +dead letters +to do +balance/);
  expect(text).toMatch(/police110 +11 +3 +2 +6 +0 +0 +even/);
  expect(text).toMatch(/police110 +3 +HUB_RECORD_INVALID +报警时间: "…" is no time/);
  expect(text).toContain('police110: 2 dead letters beside the balance');
});

test('a message that became nothing is told with its number', async () => {
  const { deletedCount } = await store.repeats.deleteOne({});
  expect(deletedCount).toBe(1);
  expect((await policeFlow())?.accounting).toMatchObject({ balance: 1, verdict: 'OFF' });
});

test('a broker or a store that does not answer is named, and the balance is not told', async () => {
  const flow = await flowOf({ ...state(), kafkaBrokers: ['127.0.0.1:1'] }, new Date());
  expect(flow.problems).toHaveLength(1);
  expect(flow.problems[0]).toContain('TRIBUTARY_KAFKA_BROKERS');
  expect(flow.feeds[0]?.accounting).toMatchObject({
    in: null,
    versions: 3,
    balance: null,
    verdict: 'UNKNOWN',
  });
});
