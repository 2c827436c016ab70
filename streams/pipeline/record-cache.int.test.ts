import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../schema/store/models.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { emptyLinkStore, putRecords } from '../testing/stored-links.ts';
import { testRecord } from '../testing/test-record.ts';
import { publishable, storeRecords } from './normalise-sink.ts';
import { RecordCache } from './record-cache.ts';

const LATER = '2026-11-24T10:30:00+08:00';

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
beforeEach(() => emptyLinkStore(store));

test('a record is given out as it is stored now, and read again only when it has changed', async () => {
  const ids = await putRecords(store, { id: 'a', title: 'first' }, { id: 'b' });
  const [a = '', b = ''] = ids;
  const cache = new RecordCache(store);
  const byId = async (): Promise<Map<string, unknown>> =>
    new Map((await cache.current([a, b, 'police110-none'])).map((record) => [record.id, record]));
  const before = await byId();
  expect([...before.keys()].sort()).toEqual([...ids].sort());
  await putRecords(store, { id: 'a', title: 'second', at: LATER }, { id: 'b' });
  const after = await byId();
  expect(after.get(a)).toMatchObject({ title: 'second' });
  expect(after.get(b)).toBe(before.get(b));
  await store.records.deleteOne({ _id: a });
  expect([...(await byId()).keys()]).toEqual([b]);
});

test('a record that was kept as it was stored is given out as if it had been read, and only while it is the stored version', async () => {
  const cache = new RecordCache(store);
  const older = testRecord({
    id: 'a',
    title: 'older',
    phone: '13812345678',
    against: '李四',
    text: '楼上漏水',
  });
  const newer = testRecord({ id: 'a', title: 'newer', at: LATER });
  cache.keep([older]);
  expect(await cache.current([older.id])).toEqual([]);
  await storeRecords(store, [publishable(older)]);
  const kept = await cache.current([older.id]);
  expect(kept[0]).toBe(older);
  expect(await new RecordCache(store).current([older.id])).toStrictEqual(kept);
  await storeRecords(store, [publishable(newer)]);
  expect(await cache.current([older.id])).toMatchObject([{ title: 'newer' }]);
});

test('what was seen last is given out without a question, never older than it was, and read where it was never seen', async () => {
  const cache = new RecordCache(store);
  const older = testRecord({ id: 'a', title: 'older' });
  const newer = testRecord({ id: 'a', title: 'newer', at: LATER });
  const [b = ''] = await putRecords(store, { id: 'b' });
  await storeRecords(store, [publishable(older)]);
  cache.keep([newer]);
  cache.keep([older]);
  const seen = await cache.seenLast([older.id, b, 'police110-none']);
  expect(seen.map(({ id }) => id)).toEqual([older.id, b]);
  expect(seen[0]).toBe(newer);
  cache.clear();
  expect(await cache.seenLast([older.id])).toMatchObject([{ title: 'older' }]);
});
