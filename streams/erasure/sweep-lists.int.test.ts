import { beforeEach, expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { referenceIdOf } from '../../schema/canonical/ids.ts';
import { erasureOf } from '../../schema/erasure/ask-erasure.ts';
import { Marker } from '../../schema/erasure/marks.ts';
import type { ErasureDoc } from '../../schema/store/erasure-docs.ts';
import { changeErasure, insertErasure } from '../../schema/store/erasures.ts';
import type { Store } from '../../schema/store/models.ts';
import { TOPICS_FORGET_MS } from '../../schema/topics/topics.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { feedRulesOf } from '../pipeline/normalise-step.ts';
import { storeReferences } from '../pipeline/reference-sink.ts';
import { referenceOfMessage } from '../pipeline/reference-step.ts';
import { killedEverywhere } from '../testing/killed-everywhere.ts';
import { testFeed } from '../testing/test-feed.ts';
import { listMessage, withLists, type TestEntry } from '../testing/test-list.ts';
import { eraseDue } from './erasure-job.ts';

const FEED = withLists(testFeed('police110'));
const KEY = new Uint8Array(32).fill(7);
const NOW = new Date('2026-11-24T08:00:00.000Z');
const [NAME, PHONE] = ['欧阳春华', '13812340077'];
const ENTRIES: readonly TestEntry[] = [
  { key: 'MEDIATOR:m1', name: NAME, details: { phone: PHONE } },
  // An older version of the same entry has the name alone.
  { key: 'MEDIATOR:m1', name: NAME, at: '2026-11-20T10:00:00+08:00' },
  { key: 'GRID:g1', name: '第一网格', details: { workerName: '赵六', workerPhone: PHONE } },
  { key: 'GRID:g2', name: '第二网格', details: { workerName: '孙七', workerPhone: '13700001111' } },
];
const PERSON = {
  idNumber: null,
  phone: PHONE,
  name: NAME,
  dispute: null,
  reason: '本人申请',
  by: { partner: 'admin', actor: 'test' },
};

let store: Store;
let options: Parameters<typeof eraseDue>[0];

/** A store of a hub that erased the person when it did not look into lists yet. */
beforeEach(async () => {
  store = await freshStore();
  const marker = new Marker(KEY);
  const log = createLog('test', 'silent');
  options = { store, rules: feedRulesOf([FEED]), marker, key: KEY, log, now: () => NOW };
  for (const entry of ENTRIES) {
    const { key, value, headers } = listMessage('police110', entry);
    const message = {
      topic: 't',
      partition: 0,
      offset: '0',
      key: Buffer.from(key as string),
      value: Buffer.from(value as Uint8Array),
      headers: headers as Record<string, string>,
      timestampMs: 0,
    };
    const { raw, reference } = referenceOfMessage(FEED, message, null, NOW);
    if (raw === null || reference === null) throw new Error('an entry of the test cannot be read');
    await store.rawReferences.insertMany([{ ...raw, bytes: Buffer.from(raw.bytes) }] as never);
    await storeReferences(store, [{ reference, rowBytes: raw.bytes.byteLength }]);
  }
  const { _id } = await insertErasure(store, erasureOf(PERSON, KEY, new Date(0)));
  await changeErasure(store, _id, {
    state: 'COMPLETE',
    sealed: null,
    step: 'deadLetters',
    sweptAt: '2026-10-01T00:00:00.000Z',
    completeOn: '2026-10-31T00:00:00.000Z',
  });
});

const erasure = (): Promise<ErasureDoc | null> => store.erasures.findOne().lean<ErasureDoc>();

async function namesInStore(): Promise<number> {
  const [raws, entries] = await Promise.all([
    store.rawReferences.find().lean(),
    store.references.find().lean(),
  ]);
  const texts = [...raws.map(({ bytes }) => Buffer.from(bytes.value()).toString()), JSON.stringify(entries)];
  return texts.filter((text) => text.includes(NAME) || text.includes(PHONE)).length;
}

test('who was erased before lists were looked through is taken out of them, whatever step it is killed at, and others stay', async () => {
  expect(await namesInStore()).toBe(4);
  const seen = await killedEverywhere((fault) => eraseDue({ ...options, fault }));
  expect(seen.size).toBe(7);
  expect(await namesInStore()).toBe(0);
  expect(await erasure()).toMatchObject({
    state: 'SWEPT',
    sealed: null,
    counts: { rawReferences: 3, references: 2 },
    completeOn: new Date(NOW.getTime() + TOPICS_FORGET_MS).toISOString(),
  });
  // Their rows in the topic are to be written over; one that was erased by a hub that wrote nothing over waits for that too.
  const marks = await store.listRewrites.find().lean();
  expect(marks.map(({ _id }) => _id).sort()).toEqual((await erasure())?.referenceIds);
  await store.listRewrites.deleteMany({});
  await store.erasures.updateOne({}, { $set: { state: 'COMPLETE' }, $unset: { rewritesAsked: '' } });
  await eraseDue(options);
  expect((await erasure())?.state).toBe('SWEPT');
  expect(await store.listRewrites.countDocuments()).toBe(2);
  const g2 = await store.references.findById(referenceIdOf('police110', 'GRID', 'g2')).lean();
  expect(g2?.details).toMatchObject({ workerName: '孙七', workerPhone: '13700001111' });
  const raws = await store.rawReferences.find().lean();
  const before = await erasure();
  expect(await eraseDue(options)).toBe(0);
  expect(await store.rawReferences.find().lean()).toEqual(raws);
  expect(await erasure()).toEqual(before);
});

test('a legal hold keeps lists as they are until it is released', async () => {
  const numbers = [options.marker.phone(PHONE)];
  await store.legalHolds.collection.insertOne({
    _id: 'hold-1',
    disputeId: null,
    numbers,
    releasedAt: null,
  } as never);
  await eraseDue(options);
  expect(await namesInStore()).toBe(4);
  await store.legalHolds.updateOne({ _id: 'hold-1' }, { $set: { releasedAt: 'now' } });
  await eraseDue(options);
  expect(await namesInStore()).toBe(0);
});

test('an erasure that finds nobody in lists stays complete', async () => {
  await store.rawReferences.deleteMany({});
  await eraseDue(options);
  expect(await erasure()).toMatchObject({
    state: 'COMPLETE',
    referenceIds: [],
    sweptAt: '2026-10-01T00:00:00.000Z',
  });
});
