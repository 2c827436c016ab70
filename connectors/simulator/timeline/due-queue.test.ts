import { expect, test } from 'vitest';
import { Random } from '../noise/random.ts';
import { DueQueue } from './due-queue.ts';

test('things come out by time, and in the order they were added when the time is the same', () => {
  const random = new Random('queue');
  const queue = new DueQueue<{ dueMs: number; order: number }>();
  for (let order = 0; order < 2_000; order += 1) {
    const dueMs = random.int(0, 200);
    queue.add(dueMs, { dueMs, order });
  }
  let last = { dueMs: -1, order: -1 };
  for (let count = 0; count < 2_000; count += 1) {
    const next = queue.take();
    if (next === undefined) throw new Error('the queue is short');
    expect(next.dueMs > last.dueMs || (next.dueMs === last.dueMs && next.order > last.order)).toBe(true);
    last = next;
  }
  expect(queue.take()).toBeUndefined();
  expect(queue.nextDueMs()).toBe(Infinity);
});
