import { expect, test } from 'vitest';
import { cacheGb } from './mongod.ts';

test('the cache of the local mongod follows the memory of the machine, within bounds', () => {
  const gb = 1_024 ** 3;
  expect([2, 4, 8, 24, 25.2, 64].map((memory) => cacheGb(memory * gb))).toEqual([
    0.25, 0.25, 0.5, 1.5, 1.5, 2,
  ]);
});
