import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Feed } from '../../connectors/kit/feed.ts';
import { createLog } from '../../runtime/log.ts';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import { Marker } from '../../schema/erasure/marks.ts';
import { DERIVED } from '../../schema/store/collections.ts';
import { connectStore } from '../../schema/store/connection.ts';
import type { RawRecordDoc } from '../../schema/store/documents.ts';
import { openStore, type Store } from '../../schema/store/models.ts';
import { REBUILD_ROLE } from '../../schema/store/rebuild-journal.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { createKafka } from '../kafka/kafka.ts';
import type { Producer } from '../kafka/producer.ts';
import { startPipeline } from '../pipeline/pipeline.ts';
import { checkDerived } from '../rebuild/rebuild.ts';
import { RULES } from '../testing/scored-dispute.ts';
import { feedMessage, testFeed, type TestRow } from '../testing/test-feed.ts';
import { endOverdue } from './retention-job.ts';
import { DEFAULT_TERMS } from './terms.ts';

const log = createLog('test', 'silent');
const uri = freshDatabaseUri();
const prefix = freshTopicPrefix();
const topics = topicsOf(prefix, ['police110']);
const kafka = createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });
const RECEIVED = '2026-11-24T02:10:00.000Z';
const after = (days: number): Date => new Date(Date.parse(RECEIVED) + days * 86_400_000 + 1_000);
const marker = new Marker(new Uint8Array(32).fill(7));
const terms = { ...DEFAULT_TERMS, version: 'test-1' };

const feed = testFeed('police110');
/** As it is once somebody has mended the mapping. */
const mended: Feed = {
  ...feed,
  toDraft: (bytes, context) => {
    const row = JSON.parse(Buffer.from(bytes).toString()) as TestRow;
    return feed.toDraft(Buffer.from(JSON.stringify({ ...row, broken: null })), context);
  },
};

const broken = 'row';
const BAD: TestRow = { id: 'bad', broken, name: '欧阳春华' };
const READ_LATER: TestRow = { id: 'read-later', broken, name: '司徒秋月' };
const ROWS: readonly TestRow[] = [
  BAD,
  READ_LATER,
  { id: 'good', name: '王小明', text: '欠薪' },
  { id: 'good', broken, name: '王小明', text: '欠薪，改' },
  { id: 'named', broken, name: '诸葛冬生', phone: '13612340099' },
];
const YOUNG: TestRow = { id: 'young', broken, name: '赵六' };

let store: Store;
let producer: Producer;
let sent = 0;

/** Runs a pipeline until it has handled this. */
async function handle(by: Feed, rows: readonly TestRow[], receivedAt = RECEIVED): Promise<void> {
  const pipeline = await startPipeline({
    kafka,
    store,
    feeds: [by],
    topicPrefix: prefix,
    partitions: 1,
    replication: 1,
    terms: { ...terms, refusedDays: null },
    log,
    now: () => after(0),
  });
  await producer.send(
    topics.feed('police110'),
    rows.map((row) => feedMessage('police110', row, receivedAt)),
  );
  sent += rows.length;
  await eventually(settled);
  await pipeline.stop();
}

async function settled(): Promise<boolean> {
  for (const [group, topic] of [
    ['normalise', topics.feed('police110')],
    ['link', topics.records],
    ['index', topics.records],
    ['dead-letters', topics.deadLetters('police110')],
  ] as const) {
    const lag = await kafka.consumerLag(`${prefix}.${group}`, [topic]);
    if (Object.values(lag).some((behind) => behind > 0)) return false;
  }
  const busy = { $or: [{ 'outbox.id': { $gt: '' } }, { scoreDue: { $gt: '' } }] };
  return (await store.disputes.countDocuments(busy)) === 0;
}

/** Whether the bytes of refused versions are there. */
async function refused(): Promise<Record<string, boolean>> {
  const found = await store.rawRecords.find({ refused: true }).lean<RawRecordDoc[]>();
  return Object.fromEntries(
    found.map(({ sourceId, bytes, ended }) => {
      expect(ended === undefined).toBe(bytes.length() > 0);
      return [sourceId, bytes.length() > 0];
    }),
  );
}

/** Messages that count as nothing, or twice. */
async function balance(): Promise<number> {
  const [versions, repeats, letters] = await Promise.all([
    store.rawRecords.countDocuments({ refused: { $ne: true } }),
    store.repeats.countDocuments(),
    store.deadLetters.countDocuments(),
  ]);
  return sent - versions - repeats - letters;
}

const end = (days: number): Promise<number> => endOverdue({ store, terms, marker, now: () => after(days) });

beforeAll(async () => {
  store = await freshStore(uri);
  producer = kafka.createProducer();
  await handle(feed, ROWS);
  await handle(feed, [YOUNG], after(1).toISOString());
});
afterAll(() => producer.stop());

test('bytes of what was refused end with their term, once, and what a hold is on or is younger stays', async () => {
  const dispute = await store.disputes
    .findOne({ 'members.recordId': recordIdOf('police110', 'good') })
    .lean();
  await store.legalHolds.collection.insertMany([
    { _id: 'of-dispute', disputeId: dispute?._id, numbers: [], releasedAt: null },
    { _id: 'of-person', disputeId: null, numbers: [marker.phone('136 1234 0099')], releasedAt: null },
  ] as never);

  expect(await end(29)).toBe(0);
  expect(await end(30)).toBe(2);
  expect(await end(30.5)).toBe(0);

  expect(await refused()).toEqual({
    bad: false,
    'read-later': false,
    good: true,
    named: true,
    young: true,
  });
  expect(await balance()).toBe(0);
  const told = await store.decisions.collection.find({ kind: 'RETENTION_ENDED' } as never).toArray();
  expect(told).toMatchObject([{ dataset: 'refused', documents: 2, ruleVersion: 'test-1' }]);
});

test('the same bytes again bring nothing back while they are refused, and everything once they can be read', async () => {
  await handle(feed, [BAD]);
  expect((await refused())['bad']).toBe(false);
  expect(await balance()).toBe(0);

  await handle(mended, [READ_LATER, READ_LATER]);
  expect((await refused())['read-later']).toBe(true);
  expect(await balance()).toBe(0);
  expect(await end(31.5)).toBe(1);
  expect((await refused())['read-later']).toBe(true);
});

test('a rebuild finds the store as it should be', async () => {
  const own = openStore(await connectStore(uri, REBUILD_ROLE));
  expect(await own.records.countDocuments()).toBe(2);
  const now = (): Date => after(0);
  const compared = await checkDerived({ store: own, feeds: [mended], riskRules: RULES, log, now });
  expect(compared.map(({ name, differing }) => [name, differing])).toEqual(DERIVED.map((name) => [name, 0]));
  await own.connection.close();
});

test('what was held ends once it is released', async () => {
  await store.legalHolds.updateMany({}, { $set: { releasedAt: 'now' } });
  expect(await end(32)).toBe(2);
  expect(await refused()).toMatchObject({ good: false, named: false, 'read-later': true });
  expect(await balance()).toBe(0);
});
