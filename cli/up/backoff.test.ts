import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

test('waits double from half a second to half a minute', () => {
  expect([1, 2, 3, 4, 7, 8, 50].map(backoffMs)).toEqual([500, 1_000, 2_000, 4_000, 30_000, 30_000, 30_000]);
});
