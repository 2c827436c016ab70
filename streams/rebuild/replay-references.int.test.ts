import { beforeAll, expect, test } from 'vitest';
import { digest, rawRecordIdOf, referenceIdOf } from '../../schema/canonical/ids.ts';
import { Marker } from '../../schema/erasure/marks.ts';
import type { Store } from '../../schema/store/models.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { readTombstones } from '../erasure/tombstones.ts';
import { TEST_TIME, testFeed } from '../testing/test-feed.ts';
import { withLists, type TestEntry } from '../testing/test-list.ts';
import { replayReferences } from './replay-references.ts';

const FEEDS = [withLists(testFeed('grid'))];
const marker = new Marker(new Uint8Array(32).fill(7));
const [NAME, PHONE] = ['欧阳春华', '13812340077'];

/** A version as it was received. */
function rawOf(entry: TestEntry, fields: object = {}): object {
  const code = entry.key.replace('GRID:', '');
  const bytes = Buffer.from(JSON.stringify(entry));
  const referenceId = referenceIdOf('grid', 'GRID', code);
  return {
    _id: rawRecordIdOf(referenceId, digest(bytes)),
    ...{ referenceId, feed: 'grid', kind: 'GRID', code, contentHash: digest(bytes), bytes, profile: null },
    ...{ sourceTime: TEST_TIME, receivedAt: '2026-11-24T04:00:00.000Z', contentType: 'application/json' },
    ...fields,
  };
}

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});

/** Names and details of the entries that these versions make, in the order of their codes. */
async function replayed(raws: readonly object[], erased: readonly string[] = []): Promise<unknown[]> {
  for (const model of [store.rawReferences, store.references, store.erasures])
    await model.collection.deleteMany({});
  await store.rawReferences.collection.insertMany([...raws]);
  const tombstone = { state: 'SWEPT', numbers: erased, names: [], recordIds: [], disputeIds: [] };
  await store.erasures.collection.insertOne({ _id: 'e', ...tombstone, changedAt: new Date() } as never);
  await replayReferences(store, store, FEEDS, await readTombstones(store, marker));
  const entries = await store.references.find().sort({ code: 1 }).lean();
  return entries.map(({ name, details }) => [name, details]);
}

test('an entry is made of its versions without whoever was erased, also of one that the erasing never saw', async () => {
  const details = { workerName: NAME, workerPhone: PHONE };
  const entries = await replayed(
    [rawOf({ key: 'GRID:g1', name: '第一网格', details }), rawOf({ key: 'GRID:g2', name: '第二网格' })],
    [marker.phone(PHONE) ?? ''],
  );
  expect(entries).toEqual([
    ['第一网格', { workerName: null, workerPhone: null }],
    ['第二网格', {}],
  ]);
});

test('a version that was refused stops nothing, and is read once a mapping can', async () => {
  const entries = await replayed([
    rawOf({ key: 'GRID:g1', name: '第一网格', broken: true }, { refused: true }),
    rawOf({ key: 'GRID:g2', name: '第二网格' }, { refused: true }),
    rawOf({ key: 'GRID:g3', name: NAME }, { erased: { at: TEST_TIME }, bytes: Buffer.alloc(0) }),
  ]);
  expect(entries).toEqual([['第二网格', {}]]);
});

test('a version that was accepted and is refused today stops the rebuild', async () => {
  await expect(replayed([rawOf({ key: 'GRID:g1', name: '第一网格', broken: true })])).rejects.toMatchObject({
    code: 'HUB_RECORD_INVALID',
  });
});
