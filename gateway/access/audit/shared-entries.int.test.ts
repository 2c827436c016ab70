import { beforeAll, expect, test } from 'vitest';
import type { Store } from '../../../schema/store/models.ts';
import { freshStore } from '../../../test/harness/servers.ts';
import { openDoor, type ScopedStore } from '../door.ts';
import { FULL_ACCESS } from '../grants/access.ts';
import { auditEntry } from '../testing/audit-entry.ts';

let door: ScopedStore;
beforeAll(async () => {
  const store: Store = await freshStore();
  const streams = ['clerk-1', 'clerk-2', 'clerk-1'].map((actor, at) => ({
    actor,
    requestId: `stream-${at}`,
    from: 'a',
    to: 'b',
    count: 1,
  }));
  const shared = auditEntry('chain-1', 2, { kind: 'STREAM_RANGE', actor: null, requestId: null, streams });
  const alone = auditEntry('chain-1', 1, { actor: 'clerk-1' });
  Reflect.deleteProperty(alone, 'streams');
  await store.auditEntries.insertMany([alone, shared]);
  door = openDoor(store).for({ partner: 'police', actor: 'p@test', purpose: null, access: FULL_ACCESS });
});

test('an entry of several streams is found by each of its people, and by the dispute and partner', async () => {
  const seqs = async (criteria: object): Promise<number[]> =>
    (await door.auditPage(criteria, null, 5)).map(({ seq }) => seq);
  expect(await seqs({ actor: 'clerk-1' })).toEqual([2, 1]);
  expect(await seqs({ actor: 'clerk-2', rowId: 'dispute-1', partner: 'court' })).toEqual([2]);
  expect(await seqs({ actor: 'clerk-3' })).toEqual([]);
});

test('usage counts an entry once for each of its people', async () => {
  const used = async (by: 'ACTOR' | 'PARTNER'): Promise<unknown[]> =>
    (await door.auditUsage(by, {}, 5)).map(({ key, looks }) => [key, looks]);
  expect(await used('ACTOR')).toEqual([
    ['clerk-1', 2],
    ['clerk-2', 1],
  ]);
  expect(await used('PARTNER')).toEqual([['court', 2]]);
});
