import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { repeating } from './repeating.ts';

const EVERY_MS = 1_000;
const log = pino({ level: 'silent' });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Work that goes on until it is told to end. */
function slowWork() {
  const ends: (() => void)[] = [];
  return {
    begun: () => ends.length,
    end: async () => {
      ends.at(-1)?.();
      await vi.advanceTimersByTimeAsync(0);
    },
    work: () => new Promise<void>((resolve) => ends.push(resolve)),
  };
}

test('works from the start on and every so often, one piece at a time', async () => {
  const { begun, end, work } = slowWork();
  const { stop } = repeating(work, EVERY_MS, log, 'fault');
  expect(begun()).toBe(1);
  await vi.advanceTimersByTimeAsync(5 * EVERY_MS);
  expect(begun(), 'the first is still under way').toBe(1);
  await end();
  expect(begun(), 'what was wanted meanwhile is done once').toBe(2);
  await end();
  expect(begun()).toBe(2);
  await vi.advanceTimersByTimeAsync(EVERY_MS);
  expect(begun()).toBe(3);
  await end();
  await stop();
});

test('works at once when told', async () => {
  const { begun, end, work } = slowWork();
  const { now, stop } = repeating(work, EVERY_MS, log, 'fault');
  await end();
  now();
  expect(begun()).toBe(2);
  now();
  await end();
  expect(begun(), 'what was asked for under way may have come too late for it').toBe(3);
  await end();
  await stop();
});

test('logs a fault and tries again', async () => {
  const faults: string[] = [];
  const telling = pino({}, { write: (line: string) => faults.push(line) });
  let turns = 0;
  const { stop } = repeating(
    () => {
      turns += 1;
      return Promise.reject(new Error('away'));
    },
    EVERY_MS,
    telling,
    'could not: again soon',
  );
  await vi.advanceTimersByTimeAsync(EVERY_MS);
  expect(turns).toBe(2);
  expect(faults[0]).toContain('could not: again soon');
  expect(faults[0]).toContain('away');
  await stop();
});

test('finishes what is under way before it stops, and begins nothing after', async () => {
  const { begun, end, work } = slowWork();
  const { now, stop } = repeating(work, EVERY_MS, log, 'fault');
  now();
  let isStopped = false;
  const stopped = stop().then(() => {
    isStopped = true;
  });
  await vi.advanceTimersByTimeAsync(2 * EVERY_MS);
  expect(isStopped).toBe(false);
  await end();
  await stopped;
  now();
  await vi.advanceTimersByTimeAsync(2 * EVERY_MS);
  expect(begun()).toBe(1);
});
