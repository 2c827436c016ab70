import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Feed } from '../../connectors/kit/feed.ts';
import { createLog } from '../../runtime/log.ts';
import { referenceIdOf } from '../../schema/canonical/ids.ts';
import type { ReferenceKind } from '../../schema/canonical/reference.ts';
import { erasureOf } from '../../schema/erasure/ask-erasure.ts';
import { Marker } from '../../schema/erasure/marks.ts';
import type { ErasureDoc } from '../../schema/store/erasure-docs.ts';
import { insertErasure } from '../../schema/store/erasures.ts';
import type { ReferenceDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import {
  LIST_SEGMENT_MS,
  LISTS_FORGET_MS,
  TOPICS_FORGET_MS,
  topicsOf,
  type Topics,
} from '../../schema/topics/topics.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import type { Consumer } from '../kafka/consumer.ts';
import { createKafka } from '../kafka/kafka.ts';
import { feedRulesOf } from '../pipeline/normalise-step.ts';
import { referenceSink } from '../pipeline/reference-sink.ts';
import { killedEverywhere } from '../testing/killed-everywhere.ts';
import { testFeed } from '../testing/test-feed.ts';
import { listMessage, withLists, type TestEntry } from '../testing/test-list.ts';
import { rowsIn, type TopicRow } from '../kafka/testing/topic-rows.ts';
import { eraseDue } from './erasure-job.ts';
import { rewriteLists } from './rewrite-lists.ts';
import { readTombstones, type Tombstones } from './tombstones.ts';

const FEED: Feed = withLists(testFeed('police110'));
const KEY = new Uint8Array(32).fill(7);
const marker = new Marker(KEY);
const log = createLog('test', 'silent');
const brokers = testServers().kafkaBrokers;
const kafka = createKafka({ brokers, clientId: 'test', log });
const producer = kafka.createProducer();
const [NAME, PHONE] = ['欧阳春华', '13812340077'];
const MEDIATOR: TestEntry = { key: 'MEDIATOR:m1', name: NAME, details: { phone: PHONE } };
const GRID: TestEntry = {
  key: 'GRID:g1',
  name: '第一网格',
  details: { workerName: '赵六', workerPhone: '13700001111' },
};
const UNREADABLE: TestEntry = { key: 'GRID:g4', name: NAME, details: { workerPhone: PHONE }, broken: true };
const NOW = Date.parse('2026-11-24T08:00:00.000Z');
const LATER = new Date(NOW + LIST_SEGMENT_MS + 120_000);
/** So soon may the topics of these tests forget. */
const QUICK = { retentionMs: 1_000, segmentMs: 500, compacted: true };

let store: Store;
let topics: Topics;
let topic: string;
let group: string;
const consumers: Consumer[] = [];

beforeEach(async () => {
  const prefix = freshTopicPrefix();
  store = await freshStore();
  topics = topicsOf(prefix, ['police110']);
  topic = topics.reference('police110');
  group = `${prefix}.references`;
  await kafka.ensureTopics(
    [
      { name: topic, ...QUICK },
      { name: topics.deadLetters('police110'), retentionMs: 60_000 },
    ],
    { partitions: 1, replication: 1 },
  );
  consume(store, group);
});
afterAll(async () => {
  await Promise.all(consumers.map((consumer) => consumer.stop()));
  await producer.stop();
});

/** Takes lists in as a pipeline does that knows who was erased. */
function consume(into: Store, as: string): void {
  const handle = async (
    messages: Parameters<ReturnType<typeof referenceSink>['handle']>[0],
  ): Promise<void> => {
    const tombstones: Tombstones = await readTombstones(into, marker);
    const sink = { store: into, producer, topics, feeds: [FEED], now: () => new Date(), tombstones };
    await referenceSink(sink).handle(messages);
  };
  const rest = { batchMessages: 100, concurrentBatches: 1, restMs: 10 };
  consumers.push(
    kafka.createConsumer({
      group: as,
      topics: [topic],
      sink: { handle, poison: () => Promise.resolve() },
      ...rest,
    }),
  );
}

async function send(...entries: TestEntry[]): Promise<void> {
  await producer.send(
    topic,
    entries.map((entry) => listMessage('police110', entry)),
  );
  await allRead();
}

async function allRead(as = group): Promise<void> {
  await eventually(async () => (await kafka.consumerLag(as, [topic]))[topic] === 0);
}

const rules = async (): Promise<ReturnType<typeof feedRulesOf>> =>
  feedRulesOf([FEED], await readTombstones(store, marker));
const erasing = { rules: feedRulesOf([FEED]), marker, key: KEY, log, now: () => new Date(NOW) };

async function askErasure(): Promise<void> {
  const person = { idNumber: null, phone: PHONE, name: NAME, dispute: null, reason: '本人申请' };
  await insertErasure(
    store,
    erasureOf({ ...person, by: { partner: 'admin', actor: 'test' } }, KEY, new Date(0)),
  );
}

async function rewrite(at: Date, fault?: (place: string) => Promise<void>): Promise<number> {
  const options = { store, rules: await rules(), producer, topics, log, now: () => at };
  const written = await rewriteLists(fault === undefined ? options : { ...options, fault });
  await allRead();
  return written;
}

/** Until nothing is due at the time, also of what the hub's own rows bring about. */
async function rewriteAll(at: Date): Promise<void> {
  await eventually(async () => (await rewrite(at)) === 0);
}

const erasure = (): Promise<ErasureDoc | null> => store.erasures.findOne().lean<ErasureDoc>();
const lastOf = async (key: string): Promise<TopicRow | undefined> =>
  (await rowsIn(brokers, topic)).findLast((row) => row.key === key);
const names = (text: string | null | undefined): boolean =>
  text?.includes(NAME) === true || text?.includes(PHONE) === true;
const entryIn = (of: Store, kind: ReferenceKind, code: string): Promise<ReferenceDoc | null> =>
  of.references.findById(referenceIdOf('police110', kind, code)).lean<ReferenceDoc>();

test('the rows of who is erased are written over, whatever step that is killed at, and once the topic is compacted nobody finds them', async () => {
  await send(MEDIATOR, GRID, UNREADABLE);
  expect((await rowsIn(brokers, topic)).filter(({ value }) => names(value))).toHaveLength(2);
  await askErasure();
  await killedEverywhere((fault) => eraseDue({ ...erasing, store, fault }));
  const sweptOn = (await erasure())?.completeOn;
  expect(sweptOn).toBe(new Date(NOW + TOPICS_FORGET_MS).toISOString());

  const places = await killedEverywhere((fault) => rewrite(new Date(NOW), fault));
  expect([...places]).toEqual(['row written', 'row accounted for', 'row noted']);
  expect(await rewrite(new Date(NOW))).toBe(0);
  expect((await lastOf('MEDIATOR:m1'))?.value).toContain('〔已删除〕');
  expect((await lastOf('GRID:g4'))?.value).toBeNull();

  // The old rows are in a segment that the second writing ends; compaction comes by itself then.
  const firstAt = Date.now();
  await eventually(() => Date.now() > firstAt + QUICK.segmentMs);
  await killedEverywhere((fault) => rewrite(LATER, fault));
  expect(await store.listRewrites.countDocuments()).toBe(0);
  const left = await eventually(async () => {
    const rows = await rowsIn(brokers, topic);
    return rows.some(({ value }) => names(value)) ? undefined : rows;
  });
  expect(left.findLast(({ key }) => key === 'MEDIATOR:m1')?.value).toContain('〔已删除〕');
  expect(left.findLast(({ key }) => key === 'GRID:g1')?.value).toContain('赵六');

  // The hub's own rows changed nothing, and another hub that begins with the topic has the same lists.
  expect(await store.deadLetters.countDocuments()).toBe(0);
  const own = await entryIn(store, 'MEDIATOR', 'm1');
  expect(await store.rawReferences.countDocuments()).toBe(3);
  const other = await freshStore();
  consume(other, `${group}.other`);
  await eventually(async () => (await other.references.countDocuments()) === 2);
  expect(await entryIn(other, 'MEDIATOR', 'm1')).toEqual(own);
  expect(await other.rawReferences.countDocuments({ erased: { $exists: true } })).toBe(1);
}, 180_000);

test('a row that the agency sends again is written over again, and until it is forgotten the erasing is not complete', async () => {
  await send(MEDIATOR, GRID);
  await askErasure();
  await eraseDue({ ...erasing, store });
  await rewriteAll(new Date(NOW));
  await rewriteAll(LATER);
  // The same bytes, when the topics have nearly forgotten.
  await send(MEDIATOR);
  expect(names((await lastOf('MEDIATOR:m1'))?.value)).toBe(true);
  const over = Date.parse((await erasure())?.completeOn ?? '');
  await store.listRewrites.updateMany({}, { dueAt: new Date(over - 1_000).toISOString() });
  await eraseDue({ ...erasing, store, now: () => new Date(over + 1_000) });
  expect((await erasure())?.state).toBe('SWEPT');
  await rewriteAll(new Date(over));
  expect(names((await lastOf('MEDIATOR:m1'))?.value)).toBe(false);
  const secondAt = new Date(over + LIST_SEGMENT_MS + 60_000);
  await rewriteAll(secondAt);
  expect((await erasure())?.completeOn).toBe(new Date(secondAt.getTime() + LISTS_FORGET_MS).toISOString());
  await eraseDue({ ...erasing, store, now: () => new Date(secondAt.getTime() + LISTS_FORGET_MS) });
  expect((await erasure())?.state).toBe('COMPLETE');
}, 120_000);

test('a newer row that came in between stays the one that stands for its entry', async () => {
  await send(MEDIATOR);
  await askErasure();
  await eraseDue({ ...erasing, store });
  const NEWER: TestEntry = { key: 'MEDIATOR:m1', name: '周九', at: '2026-11-26T10:00:00+08:00' };
  await rewriteAll(new Date(NOW));
  const written = await lastOf('MEDIATOR:m1');
  await send(NEWER);
  // As it had been written before the newer one was read.
  await producer.send(topic, [
    { key: 'MEDIATOR:m1', value: written?.value ?? '', headers: written?.headers ?? {} },
  ]);
  await producer.send(topic, [{ key: 'MEDIATOR:m1', value: null }]);
  await allRead();
  expect(await store.listRewrites.countDocuments({ isWritten: false })).toBe(1);
  await rewriteAll(new Date());
  const last = await lastOf('MEDIATOR:m1');
  expect(JSON.parse(last?.value ?? '')).toEqual(NEWER);
  expect(await entryIn(store, 'MEDIATOR', 'm1')).toMatchObject({ name: '周九', sourceTime: NEWER.at });
  expect(await store.rawReferences.countDocuments()).toBe(2);
}, 120_000);
