import { expect, test } from 'vitest';
import { actorsOf } from './actors-of.ts';

test('streams that are told together are named by their people, the first three', () => {
  const streams = ['a', 'b', 'a', 'c', 'd', 'e'].map((actor) => ({ actor }));
  expect(actorsOf({ actor: 'z', streams: [] })).toBe('z');
  expect(actorsOf({ actor: null, streams })).toBe('a, b, c, +2');
  expect(actorsOf({ actor: null, streams: null })).toBe('');
});
