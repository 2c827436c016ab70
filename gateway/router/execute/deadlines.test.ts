import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Deadlines, type Due } from './deadlines.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells each that is late, in whatever order they came, and none that has ended', () => {
  const late: string[] = [];
  const due = (name: string, inMs: number): Due => ({
    dueMs: performance.now() + inMs,
    expire: () => late.push(name),
  });
  const deadlines = new Deadlines();
  deadlines.add(due('last', 300));
  const ended = deadlines.add(due('ended', 50));
  deadlines.add(due('first', 100));
  expect([deadlines.drop(ended), deadlines.drop(ended)]).toEqual([true, false]);
  // What has ended leads to nothing, however long it is held.
  expect([ended.due, ended.before, ended.after]).toEqual([undefined, undefined, undefined]);
  vi.advanceTimersByTime(99);
  expect(late).toEqual([]);
  vi.advanceTimersByTime(2);
  expect(late).toEqual(['first']);
  deadlines.add(due('between', 100));
  vi.advanceTimersByTime(101);
  expect(late).toEqual(['first', 'between']);
  vi.advanceTimersByTime(100);
  expect(late).toEqual(['first', 'between', 'last']);
  expect(vi.getTimerCount()).toBe(0);
});
