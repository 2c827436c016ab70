import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import { readDisputeCode } from '../../schema/canonical/dispute-code.ts';
import type { Store } from '../../schema/store/models.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import { createLog } from '../../runtime/log.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { createKafka } from '../kafka/kafka.ts';
import type { Producer } from '../kafka/producer.ts';
import { feedMessage, testFeed, type TestRow } from '../testing/test-feed.ts';
import { startPipeline, type Pipeline } from './pipeline.ts';

const FEEDS = [testFeed('police110'), testFeed('hotline12345')];
const log = createLog('test', 'silent');
const prefix = freshTopicPrefix();
const topics = topicsOf(prefix, ['police110', 'hotline12345']);

let store: Store;
let pipeline: Pipeline;
let producer: Producer;
const kafka = (): ReturnType<typeof createKafka> =>
  createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });

const start = (): Promise<Pipeline> =>
  startPipeline({
    kafka: kafka(),
    store,
    feeds: FEEDS,
    topicPrefix: prefix,
    partitions: 3,
    replication: 1,
    log,
    now: () => new Date(),
  });

beforeAll(async () => {
  store = await freshStore();
  pipeline = await start();
  producer = kafka().createProducer();
  await eventually(() => pipeline.waitingFor() === null);
});
afterAll(async () => {
  await producer.stop();
  await pipeline.stop();
});

const send = (feed: 'police110' | 'hotline12345', ...rows: TestRow[]): Promise<void> =>
  producer.send(
    topics.feed(feed),
    rows.map((row) => feedMessage(feed, row)),
  );
const police = (id: string): string => recordIdOf('police110', id);

/** Until the store has it. */
const found = <T>(look: () => Promise<T | null>): Promise<T> =>
  eventually(async () => (await look()) ?? undefined);

describe('a record that arrives', () => {
  test('is kept as raw bytes, stored, searchable and given a dispute with a valid code', async () => {
    await send('police110', { id: 'p-1', phone: '13812340001', name: '张三' });
    const dispute = await found(() => store.disputes.findOne({ 'members.recordId': police('p-1') }).lean());
    expect(readDisputeCode(dispute.code)).toBe(dispute.code);
    expect(dispute.code.startsWith('T-320612-261124-')).toBe(true);
    const record = await store.records.findById(police('p-1')).lean();
    expect(record?.nature).toBe('DISPUTE');
    const raw = await store.rawRecords.findOne({ recordId: police('p-1') }).lean();
    expect(JSON.parse(raw?.bytes.toString('utf8') ?? '')).toMatchObject({ id: 'p-1' });
    await found(() => store.searchEntries.findOne({ keys: 'phone:13812340001' }).lean());
    const status = await found(() =>
      store.feedStatuses.findOne({ _id: 'police110', lastSourceTime: { $ne: null } }).lean(),
    );
    expect(status.lastSourceTime).toBe('2026-11-24T02:00:00.000Z');
  });

  test('twice is stored once', async () => {
    await send('police110', { id: 'p-2' }, { id: 'p-2' });
    await send('police110', { id: 'p-2' }, { id: 'p-2-end' });
    // Their partitions differ, so the last one sent may be linked first.
    for (const id of ['p-2', 'p-2-end']) {
      await found(() => store.disputes.findOne({ 'members.recordId': police(id) }).lean());
    }
    expect(await store.rawRecords.countDocuments({ recordId: police('p-2') })).toBe(1);
    expect(await store.disputes.countDocuments({ 'members.recordId': police('p-2') })).toBe(1);
  });

  test('in an older version after a newer one leaves the newer in place and keeps both as raw', async () => {
    await send('police110', { id: 'p-3', at: '2026-11-24T10:05:00+08:00', title: 'newer' });
    await found(() => store.records.findOne({ _id: police('p-3'), title: 'newer' }).lean());
    await send('police110', { id: 'p-3', at: '2026-11-24T10:00:00+08:00', title: 'older' });
    await eventually(async () => (await store.rawRecords.countDocuments({ recordId: police('p-3') })) === 2);
    await send('police110', { id: 'p-3-end' });
    await found(() => store.records.findById(police('p-3-end')).lean());
    expect((await store.records.findById(police('p-3')).lean())?.title).toBe('newer');
  });
});

describe('what cannot be used', () => {
  test('becomes a dead letter with the reason, once, and the rest of the batch goes on', async () => {
    const broken = feedMessage('police110', { id: 'p-4' });
    await producer.send(topics.feed('police110'), [
      { ...broken, value: Buffer.from('{"id": "p-4", ') },
      { key: 'no-envelope', value: 'x' },
      feedMessage('police110', { id: 'p-5', broken: 'row' }),
      feedMessage('police110', { id: 'p-6', broken: 'hub' }),
      feedMessage('police110', { id: 'p-7' }),
    ]);
    await found(() => store.records.findById(police('p-7')).lean());
    const letters = await eventually(async () => {
      const found = await store.deadLetters.find().lean();
      return found.length === 4 ? found : undefined;
    });
    expect(letters.map(({ code }) => code).sort()).toEqual([
      'HUB_INTERNAL',
      'HUB_RECORD_INVALID',
      'HUB_RECORD_INVALID',
      'HUB_RECORD_UNPARSABLE',
    ]);
    expect(letters.find(({ reason }) => reason.includes('2026-02-30'))?.value.toString('utf8')).toContain(
      'p-5',
    );
    expect(await store.rawRecords.countDocuments({ recordId: police('p-5') })).toBe(1);
    expect(await store.records.findById(police('p-5')).lean()).toBeNull();
  });

  test('blocks nobody when it sits in the records topic', async () => {
    await producer.send(topics.records, [{ key: police('p-8'), value: 'no json' }]);
    await send('police110', { id: 'p-9' });
    await found(() => store.searchEntries.findById(police('p-9')).lean());
    await found(() => store.deadLetters.findOne({ _id: new RegExp(`^${topics.records}:`) }).lean());
  });
});

test('records of two agencies that quote each other are one dispute', async () => {
  await send('police110', { id: 'p-10', category: ['其他'], text: '报警人称与邻居发生争吵' });
  await send('hotline12345', { id: 'NT-10', quotes: ['p-10'], category: ['投诉'] });
  const dispute = await found(() =>
    store.disputes
      .findOne({ 'members.recordId': { $all: [police('p-10'), recordIdOf('hotline12345', 'NT-10')] } })
      .lean(),
  );
  expect(dispute.feeds).toEqual(['police110', 'hotline12345']);
});

test('a second pipeline in the same groups takes over without losing or doubling records', async () => {
  const ids = Array.from({ length: 600 }, (_, n) => `r-${n}`);
  const second = await start();
  const sending = (async () => {
    for (let n = 0; n < ids.length; n += 50) {
      await send('police110', ...ids.slice(n, n + 50).map((id): TestRow => ({ id })));
    }
  })();
  await eventually(() => second.waitingFor() === null);
  await sending;
  await pipeline.stop();
  pipeline = second;
  await eventually(async () => (await store.disputes.countDocuments({ title: /^r-/ })) === ids.length);
  expect(await store.records.countDocuments({ title: /^r-/ })).toBe(ids.length);
  expect(await store.rawRecords.countDocuments({ sourceId: /^r-/ })).toBe(ids.length);
});
