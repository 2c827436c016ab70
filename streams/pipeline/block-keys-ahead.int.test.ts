import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../schema/store/models.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { emptyLinkStore } from '../testing/stored-links.ts';
import { testRecord } from '../testing/test-record.ts';
import { BlockKeysAhead } from './block-key-writer.ts';

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
beforeEach(() => emptyLinkStore(store));

const record = (name: string) => testRecord({ id: name, phone: '13812345678' });
const keysOf = (id: string): Promise<number> => store.blockKeys.countDocuments({ recordId: id });

test('keys that were begun with the record are there when its linking goes on, and are written once', async () => {
  const ahead = new BlockKeysAhead(store);
  const a = record('a');
  ahead.begin([a]);
  await ahead.complete([a]);
  expect(await keysOf(a.id)).toBeGreaterThan(0);
  await store.blockKeys.deleteMany({});
  await ahead.complete([a]);
  expect(await keysOf(a.id)).toBe(0);
});

test('keys of what was never begun, of another version and of many at once are written when they are linked', async () => {
  const ahead = new BlockKeysAhead(store);
  const many = ['a', 'b', 'c', 'd'].map(record);
  ahead.begin(many);
  const again = record('a');
  ahead.begin([again]);
  await ahead.complete([again]);
  expect(await keysOf('police110-none')).toBe(0);
  const other = testRecord({
    id: 'a',
    phone: '13812345678',
    text: '楼上漏水',
    at: '2026-11-24T10:30:00+08:00',
  });
  await store.blockKeys.deleteMany({});
  await ahead.complete([other, ...many.slice(1)]);
  for (const { id } of many) expect(await keysOf(id), id).toBeGreaterThan(0);
});

test('keys that could not be written ahead are tried again when the record is linked', async () => {
  const ahead = new BlockKeysAhead(store);
  // No document may be so large.
  const huge = { ...record('a'), id: 'x'.repeat(17 * 2 ** 20) };
  ahead.begin([huge]);
  await expect(ahead.complete([huge])).rejects.toThrow();
});
