import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../schema/store/models.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { emptyLinkStore, putRecords } from '../testing/stored-links.ts';
import { RecordCache } from './record-cache.ts';

const LATER = '2026-11-24T11:00:00+08:00';

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
