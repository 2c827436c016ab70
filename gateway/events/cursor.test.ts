import { describe, expect, test } from 'vitest';
import { behind, behindBoth, createCursorCodec, reaches } from './cursor.ts';

const codec = createCursorCodec(Buffer.alloc(32, 7));
const POSITION = { epoch: 2, offsets: [4, -1, 900_000_000_000] };

describe('a cursor', () => {
  test('is read back by every gateway that has the key', () => {
    const sealed = codec.seal(POSITION, 'f');
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(createCursorCodec(Buffer.alloc(32, 7)).open(sealed, 'f')).toEqual(POSITION);
  });

  test('tells nothing: not by its text, not by its length, not by how it changes', () => {
    const sealed = codec.seal(POSITION, 'f');
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('900000000000');
    expect(codec.seal(POSITION, 'f')).not.toBe(sealed);
    expect(codec.seal({ epoch: 2, offsets: [4, -1, 7] }, 'f')).toHaveLength(sealed.length);
    expect(codec.seal({ epoch: 2, offsets: [] }, 'f')).toHaveLength(sealed.length);
    expect(codec.seal({ epoch: 2, offsets: [4, -1, 7, -1, 0, 3] }, 'f')).toHaveLength(sealed.length);
  });

  test('of another filter is refused as foreign', () => {
    expect(() => codec.open(codec.seal(POSITION, 'f'), 'g')).toThrow(
      expect.objectContaining({ code: 'HUB_CURSOR_FOREIGN' }),
    );
  });

  test('that was altered in any place, is cut, or has another key is refused as invalid', () => {
    const sealed = codec.seal(POSITION, 'f');
    const bytes = Buffer.from(sealed, 'base64url');
    const altered = [...bytes.keys()].map((at) => {
      const other = Buffer.from(bytes);
      other[at] = (other[at] ?? 0) ^ 1;
      return other.toString('base64url');
    });
    const foreign = createCursorCodec(Buffer.alloc(32, 8)).seal(POSITION, 'f');
    for (const wrong of [
      ...altered,
      '',
      'x',
      sealed.slice(0, 20),
      `${sealed}=`,
      foreign,
      'a'.repeat(9_999),
    ]) {
      expect(() => codec.open(wrong, 'f')).toThrow(expect.objectContaining({ code: 'HUB_CURSOR_INVALID' }));
    }
  });
});

test('positions are compared and moved partition by partition, a missing one counting as empty', () => {
  expect(reaches({ epoch: 1, offsets: [3] }, { epoch: 1, offsets: [3, -1] })).toBe(true);
  expect(reaches({ epoch: 1, offsets: [3] }, { epoch: 1, offsets: [3, 0] })).toBe(false);
  expect(behindBoth({ epoch: 1, offsets: [3] }, { epoch: 1, offsets: [1, 5] }).offsets).toEqual([3, 5]);
  expect(behind({ epoch: 1, offsets: [3] }, 2, 9).offsets).toEqual([3, -1, 9]);
});
