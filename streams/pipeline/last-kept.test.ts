import { expect, test } from 'vitest';
import { LastKept } from './last-kept.ts';

const events = (
  ...partitions: readonly (readonly [number, ...number[]])[]
): Map<number, { offset: number }[]> =>
  new Map(partitions.map(([partition, ...offsets]) => [partition, offsets.map((offset) => ({ offset }))]));

test('what stands directly behind all that was noted follows it, and nothing else does', () => {
  const last = new LastKept();
  expect(last.isFollowedBy(1, events([0, 0]))).toBe(false);
  last.note(1, events([0, 0, 1, 2], [3, 7]));
  expect(last.isFollowedBy(1, events([0, 3, 4], [3, 8]))).toBe(true);
  expect(last.isFollowedBy(1, events([0, 2]))).toBe(false);
  expect(last.isFollowedBy(1, events([0, 4]))).toBe(false);
  expect(last.isFollowedBy(1, events([0, 3], [1, 0]))).toBe(false);
  expect(last.isFollowedBy(2, events([0, 3]))).toBe(false);
});

test('what was forgotten is followed by nothing until it is noted again, and another epoch forgets all', () => {
  const last = new LastKept();
  last.note(1, events([0, 0], [1, 0]));
  last.forget(events([0, 1]));
  expect(last.isFollowedBy(1, events([0, 1]))).toBe(false);
  expect(last.isFollowedBy(1, events([1, 1]))).toBe(true);
  last.note(2, events([0, 1]));
  expect(last.isFollowedBy(2, events([0, 2]))).toBe(true);
  expect(last.isFollowedBy(2, events([1, 1]))).toBe(false);
});
