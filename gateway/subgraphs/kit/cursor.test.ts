import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HubError } from '../../../schema/canonical/hub-error.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { minLength: 1, maxLength: 3 });

test('a cursor comes back as it was given, and says nothing to the eye', () => {
  fc.assert(
    fc.property(texts, (position) => {
      const cursor = encodeCursor('list', position);
      expect(cursor).toMatch(/^[\w-]+$/);
      expect(decodeCursor('list', cursor, position.length)).toEqual(position);
    }),
  );
});

test('whatever else is given as a cursor is refused with one code', () => {
  const refuse = (cursor: string, length = 2): void => {
    expect(() => decodeCursor('list', cursor, length)).toThrow(
      expect.objectContaining({ code: 'HUB_CURSOR_INVALID', field: 'after' }) as HubError,
    );
  };
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String(), fc.json()), (cursor) => {
      refuse(cursor);
    }),
  );
  const good = encodeCursor('list', ['2026', 'x']);
  refuse(encodeCursor('other list', ['2026', 'x']));
  refuse(encodeCursor('list', ['2026', 'x', 'y']));
  for (let at = 0; at < good.length; at += 1) {
    // The last character carries bits that decoding drops: changing it may change nothing.
    const changed = good.slice(0, at) + (good[at] === 'A' ? 'B' : 'A') + good.slice(at + 1);
    if (Buffer.from(changed, 'base64url').equals(Buffer.from(good, 'base64url'))) continue;
    refuse(changed);
  }
});
