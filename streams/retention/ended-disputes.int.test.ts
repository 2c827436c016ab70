import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { DERIVED } from '../../schema/store/collections.ts';
import type { RecordDoc } from '../../schema/store/documents.ts';
import { connectStore } from '../../schema/store/connection.ts';
import { openStore, type Store } from '../../schema/store/models.ts';
import { REBUILD_ROLE } from '../../schema/store/rebuild-journal.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { createKafka } from '../kafka/kafka.ts';
import type { Producer } from '../kafka/producer.ts';
import { startPipeline, type Pipeline } from '../pipeline/pipeline.ts';
import { recordOfDocument } from '../pipeline/record-document.ts';
import { drainHub } from '../rebuild/drain.ts';
import { checkDerived, rebuild, type RebuildOptions } from '../rebuild/rebuild.ts';
import { RULES } from '../testing/scored-dispute.ts';
import { feedMessage, testFeed, type TestRow } from '../testing/test-feed.ts';
import { endOverdue } from './retention-job.ts';
import { DEFAULT_TERMS } from './terms.ts';

const FEEDS = [testFeed('police110')];
const log = createLog('test', 'silent');
const uri = freshDatabaseUri();
const prefix = freshTopicPrefix();
const topics = topicsOf(prefix, ['police110']);
const kafka = createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });
const NOW = new Date('2026-11-28T08:00:00.000Z');
const TERMS = { ...DEFAULT_TERMS, version: 'test-1', disputesDays: 730, recordsDays: { police110: 730 } };

const RECEIVED_MS = Date.parse('2026-11-24T02:10:00.000Z');
const OLD = { at: '2023-03-01T10:00:00+08:00', reportedAt: '2023-03-01T10:00:00+08:00' };
const ROWS: readonly TestRow[] = [
  { id: 'old1', ...OLD, name: '欧阳春华', phone: '13812340077', address: '幸福路1号', text: '楼上漏水' },
  { id: 'old2', ...OLD, name: '欧阳春华', phone: '13812340077', quotes: ['old1'], text: '又漏水' },
  { id: 'asked', ...OLD, category: ['咨询'], name: '司徒秋月', phone: '13712340088', text: '问办证' },
  { id: 'held', ...OLD, name: '诸葛冬生', phone: '13612340099', text: '噪音' },
  { id: 'young', name: '王小明', phone: '13987654321', text: '欠薪' },
];
/** An old record that its agency changes today: it begins anew. */
const CHANGED: TestRow = {
  ...OLD,
  id: 'asked',
  category: ['咨询'],
  at: '2026-11-27T10:00:00+08:00',
  text: '再问',
};
const idOf = (id: string): string => recordIdOf('police110', id);

let store: Store;
let producer: Producer;
/** Records as the records topic has them of before. */
let published: readonly CanonicalRecord[];
beforeAll(async () => {
  store = await freshStore(uri);
  producer = kafka.createProducer();
  const pipeline = await start();
  await send(ROWS);
  await settled(ROWS.length);
  await pipeline.stop();
  published = (await store.records.find().lean<RecordDoc[]>()).map(recordOfDocument);
});
afterAll(() => producer.stop());

const start = (): Promise<Pipeline> =>
  startPipeline({
    kafka,
    store,
    feeds: FEEDS,
    topicPrefix: prefix,
    partitions: 1,
    replication: 1,
    log,
    now: () => NOW,
  });
const send = (rows: readonly TestRow[]): Promise<unknown> =>
  producer.send(
    topics.feed('police110'),
    rows.map((row) => feedMessage('police110', row)),
  );

async function settled(records: number): Promise<void> {
  await eventually(async () => {
    if ((await store.records.countDocuments()) !== records) return false;
    for (const [group, topic] of [
      ['normalise', topics.feed('police110')],
      ['link', topics.records],
      ['index', topics.records],
    ] as const) {
      const lag = await kafka.consumerLag(`${prefix}.${group}`, [topic]);
      if (Object.values(lag).some((behind) => behind > 0)) return false;
    }
    const busy = { $or: [{ 'outbox.id': { $gt: '' } }, { scoreDue: { $gt: '' } }] };
    return (await store.disputes.countDocuments(busy)) === 0;
  });
}

/** Collections whose documents have one of these texts in them, bytes included. */
async function placesOf(values: readonly string[]): Promise<string[]> {
  const places = new Set<string>();
  for (const { name } of (await store.connection.db?.listCollections().toArray()) ?? []) {
    for await (const doc of store.connection.collection(name).find({}, { promoteBuffers: true })) {
      const text = JSON.stringify(doc, (_key, value: unknown) => {
        const { type, data } = (value ?? {}) as { type?: string; data?: number[] };
        return type === 'Buffer' && Array.isArray(data) ? Buffer.from(data).toString('utf8') : value;
      });
      if (values.some((value) => text.includes(value))) places.add(name);
    }
  }
  return [...places].sort();
}

test('disputes and records that are over their term go with all that was made of them, those under a hold and younger ones stay', async () => {
  const [held, old] = await Promise.all(
    ['held', 'old1'].map((id) => store.disputes.findOne({ 'members.recordId': idOf(id) }).lean()),
  );
  expect(old?.members.map(({ recordId }) => recordId).toSorted()).toEqual([idOf('old1'), idOf('old2')]);
  await store.legalHolds.collection.insertOne({
    _id: 'hold-1',
    disputeId: held?._id,
    numbers: [],
    reason: '诉讼中',
    releasedAt: null,
  } as never);
  const rows = (filter: object): Promise<number> => store.decisions.collection.countDocuments(filter);
  const messages = await store.rawRecords.countDocuments();

  expect(await endOverdue({ store, terms: DEFAULT_TERMS, now: () => NOW })).toBe(0);
  // What was received less than a day ago may still be on its way.
  expect(await endOverdue({ store, terms: TERMS, now: () => new Date(RECEIVED_MS + 86_399_000) })).toBe(0);
  expect(await endOverdue({ store, terms: TERMS, now: () => NOW })).toBe(1 + 3);
  expect(await endOverdue({ store, terms: TERMS, now: () => new Date(NOW.getTime() + 1) })).toBe(0);

  expect(await placesOf(['欧阳春华', '13812340077', '司徒秋月', '13712340088', '漏水', '办证'])).toEqual([]);
  expect(await placesOf(['诸葛冬生'])).toContain('rawRecords');
  expect((await store.records.find().lean()).map(({ _id }) => _id).toSorted()).toEqual(
    [idOf('held'), idOf('young')].toSorted(),
  );
  // Every message still counts, and no code is given out twice.
  expect(await store.rawRecords.countDocuments()).toBe(messages);
  expect(await rows({ kind: 'CODE_ASSIGNED', code: old?.code })).toBe(1);
  expect(await rows({ disputeId: old?._id })).toBe(1);
  const told = await store.decisions.collection.find({ kind: 'RETENTION_ENDED' } as never).toArray();
  expect(
    told
      .map((row) => `${String(row['dataset'])} ${String(row['documents'])} ${String(row['ruleVersion'])}`)
      .sort(),
  ).toEqual(['disputes 1 test-1', 'records 3 test-1']);
});

test('the same bytes again are repeats: they bring nothing back, nor do topics that are read again', async () => {
  const before = await store.rawRecords.countDocuments();
  const pipeline = await start();
  await send([...ROWS, CHANGED]);
  await eventually(async () => (await store.records.findById(idOf('asked')).lean()) !== null);
  await settled(3);
  // What was published before the term ended, and is handled again: as after a crash, or when a group begins anew.
  await producer.send(
    topics.records,
    published.map((record) => ({ key: record.id, value: JSON.stringify(record) })),
  );
  await settled(3);
  await pipeline.stop();
  expect(await store.rawRecords.countDocuments()).toBe(before + 1);
  expect(await store.repeats.countDocuments()).toBe(ROWS.length);
  expect(await placesOf(['欧阳春华', '13812340077', '漏水', '办证'])).toEqual([]);
  expect((await store.records.find().lean()).map(({ _id }) => _id).toSorted()).toEqual(
    [idOf('asked'), idOf('held'), idOf('young')].toSorted(),
  );
  expect(await store.searchEntries.countDocuments()).toBe(3);
});

test('a rebuild brings nothing of them back, and finds the store as it should be', async () => {
  const own = openStore(await connectStore(uri, REBUILD_ROLE));
  const options: RebuildOptions = {
    store: own,
    feeds: FEEDS,
    riskRules: RULES,
    log,
    now: () => NOW,
    drain: () => drainHub({ store: own, producer, topics, riskRules: RULES, now: () => NOW }),
  };
  const compared = await checkDerived(options);
  expect(compared.map(({ name, differing }) => [name, differing])).toEqual(DERIVED.map((name) => [name, 0]));
  await rebuild(options);
  expect(await own.records.countDocuments()).toBe(3);
  expect(await own.disputes.countDocuments()).toBe(2);
  await own.connection.close();
});

test('what was held ends once it is released', async () => {
  await store.legalHolds.updateOne({ _id: 'hold-1' }, { $set: { releasedAt: 'now' } });
  expect(await endOverdue({ store, terms: TERMS, now: () => NOW })).toBeGreaterThan(0);
  expect((await store.records.find().lean()).map(({ _id }) => _id).toSorted()).toEqual(
    [idOf('asked'), idOf('young')].toSorted(),
  );
});
