import { expect, test } from 'vitest';
import { atMost } from './at-most.ts';

test('so many pieces of work run at once, the others in their order, also behind one that fails', async () => {
  const limit = atMost(2);
  const begun: number[] = [];
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
  const all = gates.map(({ promise }, n) =>
    limit(() => {
      begun.push(n);
      return promise;
    }),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  gates[1]?.reject(new Error('no'));
  await expect(all[1]).rejects.toThrow('no');
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2]);
  for (const [n, gate] of gates.entries()) gate.resolve(n);
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});
