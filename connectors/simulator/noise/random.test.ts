import { expect, test } from 'vitest';
import { Random } from './random.ts';

test('the same seed gives the same numbers, another seed others', () => {
  const draw = (seed: string): number[] => {
    const random = new Random(seed);
    return Array.from({ length: 50 }, () => random.next());
  };
  expect(draw('nantong')).toEqual(draw('nantong'));
  expect(draw('nantong')).not.toEqual(draw('suzhou'));
});

test('a fork does not depend on how far its parent has been used', () => {
  const fresh = new Random('a').fork('b').next();
  const used = new Random('a');
  for (let count = 0; count < 10; count += 1) used.next();
  expect(used.fork('b').next()).toBe(fresh);
});

test('numbers fill their range evenly and chances are kept', () => {
  const random = new Random('even');
  const counts = new Array<number>(10).fill(0);
  let hits = 0;
  for (let draw = 0; draw < 100_000; draw += 1) {
    const value = random.int(0, 9);
    counts[value] = (counts[value] ?? 0) + 1;
    if (random.chance(0.2)) hits += 1;
  }
  for (const count of counts) expect(count / 100_000).toBeCloseTo(0.1, 2);
  expect(hits / 100_000).toBeCloseTo(0.2, 2);
});

test('weighted picks follow their weights and never take a weight of zero', () => {
  const random = new Random('weights');
  const seen = { a: 0, b: 0, never: 0 };
  for (let draw = 0; draw < 40_000; draw += 1) {
    seen[
      random.weighted([
        ['a', 3],
        ['never', 0],
        ['b', 1],
      ] as const)
    ] += 1;
  }
  expect(seen.never).toBe(0);
  expect(seen.a / 40_000).toBeCloseTo(0.75, 1);
});
