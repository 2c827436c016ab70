import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { recordIdOf, referenceIdOf } from '../../schema/canonical/ids.ts';
import type { ReferenceKind } from '../../schema/canonical/reference.ts';
import { erasureOf } from '../../schema/erasure/ask-erasure.ts';
import { Marker } from '../../schema/erasure/marks.ts';
import { DERIVED } from '../../schema/store/collections.ts';
import { connectStore } from '../../schema/store/connection.ts';
import type { ErasureDoc } from '../../schema/store/erasure-docs.ts';
import { insertErasure } from '../../schema/store/erasures.ts';
import type { RawRecordDoc, ReferenceDoc } from '../../schema/store/documents.ts';
import { openStore, type Store } from '../../schema/store/models.ts';
import { REBUILD_ROLE } from '../../schema/store/rebuild-journal.ts';
import { LIST_SEGMENT_MS, TOPICS_FORGET_MS, topicsOf } from '../../schema/topics/topics.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { createKafka } from '../kafka/kafka.ts';
import { rowsIn } from '../kafka/testing/topic-rows.ts';
import type { Producer } from '../kafka/producer.ts';
import { feedRulesOf } from '../pipeline/normalise-step.ts';
import { startPipeline, type Pipeline } from '../pipeline/pipeline.ts';
import { drainHub } from '../rebuild/drain.ts';
import { checkDerived, rebuild, type RebuildOptions } from '../rebuild/rebuild.ts';
import { killedEverywhere } from '../testing/killed-everywhere.ts';
import { RULES } from '../testing/scored-dispute.ts';
import { listMessage, withLists, type TestEntry } from '../testing/test-list.ts';
import { feedMessage, testFeed, type TestRow } from '../testing/test-feed.ts';
import { eraseDue } from './erasure-job.ts';
import { rewriteLists } from './rewrite-lists.ts';
import { readTombstones } from './tombstones.ts';

const FEED_NAMES = ['police110', 'hotline12345'] as const;
const FEEDS = [withLists(testFeed('police110')), testFeed('hotline12345')];
const log = createLog('test', 'silent');
const uri = freshDatabaseUri();
const prefix = freshTopicPrefix();
const topics = topicsOf(prefix, FEED_NAMES);
const kafka = createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });
const KEY = new Uint8Array(32).fill(7);

const [NAME, PHONE, ID] = ['欧阳春华', '13812340077', '11010519491231002X'];
const PERSON: TestRow[] = [
  { id: 'p1', name: NAME, phone: PHONE, against: '李建国', text: `报警人${NAME}称漏水，电话138-1234-0077` },
  { id: 'p2', name: '王小明', phone: '13987654321', text: `楼上的${NAME}（１３８１２３４００７７）又吵` },
  { id: 'p3', name: '赵六', phone: '13700001111', text: '别家的事' },
  { id: 'p4', broken: 'row', name: NAME, phone: PHONE },
];
const LISTS: TestEntry[] = [
  // Themselves, as a mediator and as the worker of a grid, known by number; somebody else with the same name; one who shares the telephone; a row that no mapping reads.
  {
    key: 'MEDIATOR:m1',
    name: NAME,
    details: { phone: PHONE, certificateNumber: 'C-77', specialities: ['邻里'] },
  },
  {
    key: 'GRID:g1',
    name: '第一网格',
    details: { workerName: NAME, workerPhone: '138-1234-0077', households: 9 },
  },
  { key: 'GRID:g2', name: '第二网格', details: { workerName: '赵六', workerPhone: PHONE } },
  { key: 'GRID:g3', name: '第三网格', details: { workerName: '孙七', workerPhone: '13700001111' } },
  { key: 'GRID:g4', name: NAME, details: { workerPhone: PHONE }, broken: true },
];
/** A later version with the name alone. */
const NEW_ENTRY: TestEntry = { key: 'MEDIATOR:m1', name: NAME, at: '2026-11-25T10:00:00+08:00' };
const AGAIN: TestRow = {
  id: 'p1',
  at: '2026-11-25T10:00:00+08:00',
  name: NAME,
  phone: PHONE,
  against: '李建国',
  text: `${NAME}再次来电`,
};

let store: Store;
let producer: Producer;

const start = (erasureKey: Uint8Array | null = KEY): Promise<Pipeline> =>
  startPipeline({
    kafka,
    store,
    feeds: FEEDS,
    topicPrefix: prefix,
    partitions: 2,
    replication: 1,
    erasureKey,
    log,
    now: () => new Date(),
  });
const send = (...rows: TestRow[]): Promise<unknown> =>
  producer.send(
    topics.feed('police110'),
    rows.map((row) => feedMessage('police110', row)),
  );
const sendLists = (...entries: TestEntry[]): Promise<unknown> =>
  producer.send(
    topics.reference('police110'),
    entries.map((entry) => listMessage('police110', entry)),
  );
const entryOf = (kind: ReferenceKind, code: string): Promise<ReferenceDoc | null> =>
  store.references.findById(referenceIdOf('police110', kind, code)).lean<ReferenceDoc>();
const idOf = (id: string): string => recordIdOf('police110', id);
const erasing = {
  rules: feedRulesOf(FEEDS),
  marker: new Marker(KEY),
  key: KEY,
  log,
};

async function settled(): Promise<void> {
  await eventually(
    async () => {
      for (const [group, wanted] of [
        ['normalise', [topics.feed('police110')]],
        ['link', [topics.records]],
        ['index', [topics.records]],
        ['references', [topics.reference('police110')]],
        ['dead-letters', [topics.deadLetters('police110')]],
      ] as const) {
        const lag = await kafka.consumerLag(`${prefix}.${group}`, [...wanted]);
        if (Object.values(lag).some((behind) => behind > 0)) return false;
      }
      const busy = { $or: [{ 'outbox.id': { $gt: '' } }, { scoreDue: { $gt: '' } }] };
      return (await store.disputes.countDocuments(busy)) === 0;
    },
    { timeoutMs: 60_000 },
  );
}

/** Places in the whole database whose bytes have something of the person, in clear. */
async function traces(): Promise<string[]> {
  const found: string[] = [];
  const { db } = store.connection;
  for (const { name } of (await db?.listCollections().toArray()) ?? []) {
    for await (const doc of store.connection.collection(name).find({}, { promoteBuffers: true })) {
      const text = JSON.stringify(doc, (_key, value: unknown) => bytesOf(value) ?? value);
      const folded = text.normalize('NFKC').replace(/[\s-]/g, '');
      if ([NAME, '春华', PHONE, ID].some((value) => folded.includes(value)))
        found.push(`${name} ${text.slice(0, 300)}`);
    }
  }
  return found;
}
function bytesOf(value: unknown): string | null {
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  const { type, data } = (value ?? {}) as { type?: string; data?: number[] };
  return type === 'Buffer' && Array.isArray(data) ? Buffer.from(data).toString('utf8') : null;
}

const ask = (): Promise<ErasureDoc> =>
  insertErasure(
    store,
    erasureOf(
      {
        idNumber: null,
        phone: '+86 138 1234 0077',
        name: NAME,
        dispute: null,
        reason: '本人申请',
        by: { partner: 'admin', actor: 'test' },
      },
      KEY,
      new Date(0),
    ),
  );
const current = async (): Promise<ErasureDoc | null> => store.erasures.findOne().lean<ErasureDoc>();

beforeAll(async () => {
  store = await freshStore(uri);
  producer = kafka.createProducer();
  const pipeline = await start();
  await storeWordsOfAccess();
  await send(...PERSON);
  await sendLists(...LISTS);
  await eventually(async () => (await store.records.countDocuments()) === 3, { timeoutMs: 60_000 });
  await settled();
  await pipeline.stop();
}, 120_000);
afterAll(() => producer.stop());

/** What people wrote about access, with the person in it. */
async function storeWordsOfAccess(): Promise<void> {
  const words = { reason: `${NAME}有危险`, changes: [{ what: 'OPENED', reason: `电话${PHONE}` }] };
  await store.accessCases.collection.insertMany([
    { _id: 'case-1', kind: 'CORRECTION', recordId: idOf('p1'), proposed: `${NAME}，${PHONE}`, ...words },
    { _id: 'case-2', kind: 'APPLICATION', ...words },
  ] as never);
  await store.grants.collection.insertOne({ _id: 'grant-1', partner: 'police', ...words } as never);
}

describe('a person', () => {
  test('who is under a legal hold stays until it is released', async () => {
    const { _id } = await ask();
    const dispute = await store.disputes.findOne({ 'members.recordId': idOf('p1') }).lean();
    await store.legalHolds.collection.insertOne({
      _id: 'hold-1',
      disputeId: dispute?._id,
      numbers: [],
      reason: '诉讼中',
      releasedAt: null,
    } as never);
    await eraseDue({ ...erasing, store, now: () => new Date() });
    expect(await current()).toMatchObject({ _id, state: 'BLOCKED', blockedBy: ['hold-1'] });
    expect((await traces()).length).toBeGreaterThan(0);
    await store.legalHolds.updateOne({ _id: 'hold-1' }, { $set: { releasedAt: 'now' } });
  });

  test('is erased, whatever step the eraser is killed at, and nothing of them is anywhere', async () => {
    const places = await killedEverywhere((fault) =>
      eraseDue({ ...erasing, store, now: () => new Date(), fault }),
    );
    expect(places.size).toBeGreaterThan(40);
    const done = await current();
    expect(done).toMatchObject({ state: 'SWEPT', sealed: null });
    expect(Date.parse(done?.completeOn ?? '') - Date.parse(done?.sweptAt ?? '')).toBe(TOPICS_FORGET_MS);
    expect(done?.recordIds.toSorted()).toEqual([idOf('p1'), idOf('p2'), idOf('p4')].toSorted());
    expect(await traces()).toEqual([]);
    // Others stay as they were.
    const [p2] = await store.records.find({ _id: idOf('p2') }).lean();
    expect(p2?.parties[0]).toMatchObject({ name: '王小明', phone: '13987654321' });
    expect(p2?.narrative).toBe('楼上的〔已删除〕（〔已删除〕）又吵');
    expect(await store.searchEntries.countDocuments({ keys: 'phone:13700001111' })).toBe(1);
    // Every document once, though each step was killed after it had changed them and before it said so.
    expect(Object.fromEntries(Object.entries(done?.counts ?? {}).filter(([, count]) => count > 0))).toEqual({
      accessCases: 2,
      deadLetters: 2,
      disputes: 1,
      grants: 1,
      rawRecords: 3,
      rawReferences: 4,
      records: 2,
      references: 3,
      searchEntries: 2,
    });
    expect(await entryOf('MEDIATOR', 'm1')).toMatchObject({
      name: '〔已删除〕',
      details: { phone: null, certificateNumber: null, specialities: [] },
    });
    const nobody = { workerName: null, workerPhone: null, households: 9 };
    expect((await entryOf('GRID', 'g1'))?.details).toEqual(nobody);
    expect((await entryOf('GRID', 'g2'))?.details).toMatchObject({
      workerName: '赵六',
      workerPhone: '〔已删除〕',
    });
    expect((await entryOf('GRID', 'g3'))?.details).toMatchObject({ workerPhone: '13700001111' });
    expect((await ask())._id).toBe(done?._id);
    expect((await current())?.state).toBe('SWEPT');
  }, 120_000);

  test('stays out when the same bytes come again, when a newer version comes, and when topics are replayed', async () => {
    const pipeline = await start();
    await send(...PERSON, AGAIN);
    await sendLists(...LISTS, NEW_ENTRY);
    await eventually(async () => (await store.rawRecords.countDocuments({ recordId: idOf('p1') })) === 2, {
      timeoutMs: 60_000,
    });
    await settled();
    await pipeline.stop();
    expect(await traces()).toEqual([]);
    const [newer] = await store.records.find({ _id: idOf('p1') }).lean();
    expect(newer?.sourceTime).toBe(AGAIN.at);
    expect(newer?.narrative).toBe('〔已删除〕再次来电');
    expect(await entryOf('MEDIATOR', 'm1')).toMatchObject({ sourceTime: NEW_ENTRY.at, name: '〔已删除〕' });
    const raws = await store.rawRecords.find({ recordId: idOf('p1') }).lean<RawRecordDoc[]>();
    expect(raws.every(({ erased }) => erased !== undefined)).toBe(true);
  }, 120_000);

  test('stays out of a rebuild, which finds the store as it should be', async () => {
    const own = openStore(await connectStore(uri, REBUILD_ROLE));
    const options: RebuildOptions = {
      store: own,
      feeds: FEEDS,
      riskRules: RULES,
      log,
      now: () => new Date(),
      drain: () => drainHub({ store: own, producer, topics, riskRules: RULES, now: () => new Date() }),
    };
    await rebuild(options);
    expect(await traces()).toEqual([]);
    const compared = await checkDerived(options);
    expect(compared.map(({ name, differing }) => [name, differing])).toEqual(
      DERIVED.map((name) => [name, 0]),
    );
    await own.connection.close();
  }, 120_000);

  test('is known to be gone for good once the topics have forgotten, and their rows in lists are written over', async () => {
    const later = new Date(Date.now() + 2 * TOPICS_FORGET_MS);
    await eraseDue({ ...erasing, store, now: () => later });
    expect((await current())?.state).toBe('SWEPT');
    const rules = feedRulesOf(FEEDS, await readTombstones(store, erasing.marker));
    const rewriting = { store, rules, producer, topics, log };
    await eventually(async () => (await rewriteLists({ ...rewriting, now: () => later })) === 0);
    const over = new Date(Date.parse((await current())?.completeOn ?? '') + LIST_SEGMENT_MS);
    await eventually(async () => (await rewriteLists({ ...rewriting, now: () => over })) === 0);
    await eraseDue({ ...erasing, store, now: () => new Date(over.getTime() + TOPICS_FORGET_MS) });
    expect((await current())?.state).toBe('COMPLETE');
    const rows = await rowsIn(testServers().kafkaBrokers, topics.reference('police110'));
    const last = new Map(rows.map(({ key, value }) => [key, value]));
    expect([...last.keys()].sort()).toEqual(LISTS.map(({ key }) => key).sort());
    expect([...last.values()].filter((value) => value?.includes(NAME) ?? false)).toEqual([]);
  }, 60_000);

  test('would come back without the key, so the pipeline does not start', async () => {
    await expect(start(null)).rejects.toMatchObject({ code: 'HUB_CONFIG_INVALID' });
  });
});
