import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GivingWay } from './giving-way.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('work steps back while others are behind, looks again soon, and goes on after five seconds all the same', () => {
  let behind = true;
  let calls = 0;
  const way = new GivingWay(
    () => behind,
    () => {
      calls += 1;
    },
  );
  expect(way.mayGo()).toBe(true);
  expect(way.mayGo()).toBe(false);
  expect(way.mayGo()).toBe(false);
  vi.advanceTimersByTime(100);
  expect(calls).toBe(1);
  vi.advanceTimersByTime(4_900);
  expect(way.mayGo()).toBe(true);
  expect(way.mayGo()).toBe(false);
  behind = false;
  expect(way.mayGo()).toBe(true);
  way.stop();
});

test('work that gives way to nobody always goes on', () => {
  const way = new GivingWay(undefined, () => undefined);
  expect([way.mayGo(), way.mayGo(), way.mayGo()]).toEqual([true, true, true]);
});
