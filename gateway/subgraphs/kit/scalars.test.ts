import { Kind } from 'graphql';
import { expect, test } from 'vitest';
import { scalarResolvers } from './scalars.ts';

const { DateTime, SafeInt } = scalarResolvers;

test('a time keeps its offset on the way out', () => {
  expect(DateTime.serialize('2026-03-01T12:03:22+08:00')).toBe('2026-03-01T12:03:22+08:00');
  expect(() => DateTime.serialize(new Date(0))).toThrow(TypeError);
});

test('a time without an offset, or one that no calendar has, is refused on the way in', () => {
  expect(DateTime.parseValue('2026-03-01T12:03:22Z')).toBe('2026-03-01T12:03:22Z');
  for (const wrong of ['2026-03-01T12:03:22', '2026-02-30T00:00:00Z', '2026-03-01', 7, null, undefined]) {
    expect(() => DateTime.parseValue(wrong), String(wrong)).toThrow('2026-03-01T12:03:22+08:00');
  }
  expect(() => DateTime.parseLiteral({ kind: Kind.INT, value: '7' })).toThrow('RFC 3339');
});

test('an amount of more than 32 bits is a number', () => {
  expect(SafeInt.serialize(3_000_000_000)).toBe(3_000_000_000);
});
