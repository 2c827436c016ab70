import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HubError } from '../../schema/canonical/hub-error.ts';
import { createListings, type Listing } from './list-cursors.ts';

const listings = createListings(new Uint8Array(32).fill(7));
const list = listings('police', 'disputes:OPENED_ASC');
const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { minLength: 1, maxLength: 3 });
const PLACE = ['2026-11-24T09:30:00Z', 'dispute-1'];

function refuse(listing: Listing, cursor: string, length = 2): void {
  expect(() => listing.open(cursor, length), cursor).toThrow(
    expect.objectContaining({ code: 'HUB_CURSOR_INVALID', field: 'after' }) as HubError,
  );
}

test('a cursor comes back as it was given, in every gateway of the hub, and is the same each time', () => {
  const elsewhere = createListings(new Uint8Array(32).fill(7))('police', 'disputes:OPENED_ASC');
  fc.assert(
    fc.property(texts, (position) => {
      const cursor = list.seal(position);
      expect(cursor).toMatch(/^[\w-]+$/);
      expect(elsewhere.open(cursor, position.length)).toEqual(position);
      expect(elsewhere.seal(position)).toBe(cursor);
    }),
  );
});

test('nothing of a position can be read from a cursor, nor whether two lists or partners are at the same one', () => {
  const cursors = [
    list.seal(PLACE),
    list.seal([PLACE[0] ?? '', 'dispute-2']),
    listings('police', 'search').seal(PLACE),
    listings('court', 'disputes:OPENED_ASC').seal(PLACE),
    createListings(new Uint8Array(32).fill(8))('police', 'disputes:OPENED_ASC').seal(PLACE),
  ];
  for (const cursor of cursors) {
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/2026|dispute/);
  }
  const beginnings = cursors.map((cursor) => cursor.slice(0, 8));
  expect(new Set(beginnings).size).toBe(cursors.length);
});

test('a cursor of another partner, list, order or hub is refused', () => {
  const cursor = list.seal(PLACE);
  refuse(listings('court', 'disputes:OPENED_ASC'), cursor);
  refuse(listings('police', 'disputes:OPENED_DESC'), cursor);
  refuse(listings('police', 'search'), cursor);
  refuse(createListings(new Uint8Array(32).fill(8))('police', 'disputes:OPENED_ASC'), cursor);
  // No name of a list makes it that of another partner.
  refuse(listings('police","', 'disputes:OPENED_ASC'), cursor);
  refuse(list, list.seal([...PLACE, 'more']));
});

test('whatever else is given as a cursor is refused with one code', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), fc.json()), (cursor) => {
      refuse(list, cursor);
    }),
  );
  const good = list.seal(PLACE);
  for (let at = 0; at < good.length; at += 1) {
    refuse(list, good.slice(0, at) + (good[at] === 'A' ? 'B' : 'A') + good.slice(at + 1));
    refuse(list, good.slice(0, at));
  }
});
