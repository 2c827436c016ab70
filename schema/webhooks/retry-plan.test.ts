import { expect, it } from 'vitest';
import { delayAfter, nextTryMs } from './retry-plan.ts';

const plan = { firstDelayMs: 1_000, longestDelayMs: 60_000, giveUpAfterMs: 3_600_000 };
const least = (): number => 0;
const most = (): number => 1;

it('waits twice as long after each failure, up to the longest pause', () => {
  expect([1, 2, 3, 4, 7, 8, 1_000].map((n) => delayAfter(n, plan, most))).toEqual([
    1_000, 2_000, 4_000, 8_000, 60_000, 60_000, 60_000,
  ]);
});

it('spreads tries over the second half of the pause', () => {
  expect(delayAfter(3, plan, least)).toBe(2_000);
  expect(delayAfter(3, plan, () => 0.5)).toBe(3_000);
});

it('never tries earlier than the receiver asked for, and not later than it would have otherwise', () => {
  const failed = { attempts: 1, firstTryMs: 0, nowMs: 0 };
  expect(nextTryMs({ ...failed, waitMs: 30_000 }, plan, most)).toBe(30_000);
  expect(nextTryMs({ ...failed, waitMs: 10 }, plan, most)).toBe(1_000);
});

it('gives up when the next try would come too late', () => {
  const failed = { attempts: 20, firstTryMs: 0, waitMs: null };
  expect(nextTryMs({ ...failed, nowMs: 3_540_000 }, plan, most)).toBe(3_600_000);
  expect(nextTryMs({ ...failed, nowMs: 3_540_001 }, plan, most)).toBeNull();
});

it('runs through a whole day of a receiver that is down in a bounded number of tries', () => {
  const day = { firstDelayMs: 5_000, longestDelayMs: 3_600_000, giveUpAfterMs: 86_400_000 };
  let nowMs: number | null = 0;
  let attempts = 0;
  while (nowMs !== null) {
    attempts += 1;
    nowMs = nextTryMs({ attempts, firstTryMs: 0, nowMs, waitMs: null }, day, most);
  }
  expect(attempts).toBe(33);
});
