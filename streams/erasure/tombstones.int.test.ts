import { expect, test } from 'vitest';
import { Marker } from '../../schema/erasure/marks.ts';
import { changeErasure } from '../../schema/store/erasures.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { followTombstones } from './tombstones.ts';

test('whoever follows tombstones is told of each step of an erasure, once, so that nothing read before it is used again', async () => {
  const store = await freshStore();
  const insert = (id: string): Promise<unknown> =>
    store.erasures.collection.insertOne({
      _id: id as never,
      state: 'REQUESTED',
      numbers: [id],
      names: [],
      recordIds: [],
      changedAt: new Date(),
    });
  await insert('first');
  let steps = 0;
  const book = followTombstones(store, new Marker(new Uint8Array(32)), { warn: () => undefined }, () => {
    steps += 1;
  });
  await book.start();
  expect([book.people().length, steps]).toEqual([1, 1]);
  await changeErasure(store, 'first', { step: 'records' });
  await eventually(() => Promise.resolve(steps === 2), { what: 'the second step' });
  await insert('second');
  await eventually(() => Promise.resolve(book.people().length === 2), { what: 'the second person' });
  expect(steps).toBe(3);
  await book.stop();
});
