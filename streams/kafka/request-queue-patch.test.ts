import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { patchRequestQueue } from './request-queue-patch.ts';

interface RequestQueue {
  pending: unknown[];
  throttledUntil: number;
  checkPendingRequests(): void;
}

const load = createRequire(import.meta.url);

function queue(): RequestQueue {
  patchRequestQueue();
  const Queue = load('kafkajs/src/network/requestQueue') as new (options: object) => RequestQueue;
  return new Queue({ maxInFlightRequests: 1, logger: createLog('test', 'silent') });
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('an idle request queue arms no timer', () => {
  queue().checkPendingRequests();
  expect(vi.getTimerCount()).toBe(0);
});

test('a throttled one looks again when the throttle has run out, once', () => {
  const throttled = queue();
  throttled.throttledUntil = Date.now() + 500;
  throttled.checkPendingRequests();
  throttled.checkPendingRequests();
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(501);
  expect(vi.getTimerCount()).toBe(0);
});
