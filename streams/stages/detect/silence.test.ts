import { expect, test } from 'vitest';
import { learnedSilenceMs } from './silence.ts';

const START = Date.parse('2026-11-02T00:00:00+08:00');
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Busy minutes every so often over some days; only where `isOpen` says so. */
function minutes(days: number, everyMs: number, isOpen: (at: Date) => boolean = () => true): Date[] {
  const times: Date[] = [];
  for (let ms = 0; ms <= days * 24 * HOUR_MS; ms += everyMs) {
    const at = new Date(START + ms);
    if (isOpen(at)) times.push(at);
  }
  return times;
}

/** Monday to Friday, 9 to 17 o'clock in China. */
const office = (at: Date): boolean => {
  const local = new Date(at.getTime() + 8 * HOUR_MS);
  return local.getUTCDay() % 6 !== 0 && local.getUTCHours() >= 9 && local.getUTCHours() < 17;
};

test('a feed that never rests is known after a day: at least 10 minutes, else twice its longest pause', () => {
  expect(learnedSilenceMs(minutes(0.9, MINUTE_MS))).toBeNull();
  expect(learnedSilenceMs(minutes(1, MINUTE_MS))).toBe(10 * MINUTE_MS);
  expect(learnedSilenceMs(minutes(1, 20 * MINUTE_MS))).toBe(40 * MINUTE_MS);
});

test('a feed that keeps office hours is known after a week, when a weekend is in it: nights and weekends are no alarm', () => {
  expect(learnedSilenceMs(minutes(6.9, 10 * MINUTE_MS, office))).toBeNull();
  const limit = learnedSilenceMs(minutes(9, 10 * MINUTE_MS, office)) ?? 0;
  expect(limit).toBeGreaterThan(64 * HOUR_MS);
  expect(limit).toBeLessThan(6 * 24 * HOUR_MS);
});

test('too few minutes teach nothing, in whatever order they come', () => {
  expect(learnedSilenceMs([])).toBeNull();
  expect(learnedSilenceMs(minutes(12, 12 * HOUR_MS))).toBeNull();
  expect(learnedSilenceMs(minutes(1, MINUTE_MS).reverse())).toBe(10 * MINUTE_MS);
});
