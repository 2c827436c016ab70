import mongoose from 'mongoose';
import { expect, test } from 'vitest';
import { COLLECTIONS, DERIVED } from './collections.ts';
import { openStore } from './models.ts';
import { JOURNAL_COLLECTION } from './rebuild-journal.ts';

test('every collection of the store is a source, derived or operational, and nothing else is', () => {
  const { connection } = openStore(mongoose.createConnection());
  const used = Object.values(connection.models).map(({ collection }) => collection.collectionName);
  expect(new Set([...used, JOURNAL_COLLECTION])).toEqual(new Set(Object.keys(COLLECTIONS)));
});

test('what is derived is made anew, in an order that is given', () => {
  const derived = Object.entries(COLLECTIONS).flatMap(([name, { role }]) =>
    role === 'DERIVED' ? [name] : [],
  );
  expect(new Set(DERIVED)).toEqual(new Set(derived));
});
