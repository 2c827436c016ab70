import { expect, test } from 'vitest';
import { averageLinkage } from './average-linkage.ts';

/** Clusters of five things by a table of probabilities `a|b`, those that are not there 0. */
function clustersOf(pairs: Readonly<Record<string, number>>, largestComponent = 100): number[] {
  const probabilityOf = (a: number, b: number): number => pairs[`${Math.min(a, b)}|${Math.max(a, b)}`] ?? 0;
  const strong = Object.entries(pairs).filter(([, probability]) => probability >= 0.95);
  const ends = strong.map(([pair]) => pair.split('|').map(Number));
  const edges = {
    a: ends.map(([a = 0]) => a),
    b: ends.map(([, b = 0]) => b),
    weight: strong.map(([, probability]) => probability),
    size: strong.length,
  };
  return [...averageLinkage(5, edges, { probabilityOf, linkFrom: 0.95, largestComponent })];
}

test('what is likely one is one, by its smallest number', () => {
  expect(clustersOf({ '1|3': 0.99, '3|4': 0.98, '1|4': 0.3 })).toEqual([0, 1, 2, 1, 1]);
});

test('a chain does not join what is unlike at its ends', () => {
  expect(clustersOf({ '0|1': 0.999, '1|2': 0.96, '2|3': 0.999 })).toEqual([0, 0, 2, 2, 4]);
});

test('an average over a half does not join without one pair that a machine may link', () => {
  expect(clustersOf({ '0|1': 0.99, '1|2': 0.9, '0|2': 0.9 })).toEqual([0, 0, 2, 3, 4]);
});

test('a component that is too large is cut at its weakest pairs', () => {
  const all = { '0|1': 0.99, '1|2': 0.96, '0|2': 0.97, '2|3': 0.999, '0|3': 0.97, '1|3': 0.97 };
  expect(clustersOf(all)).toEqual([0, 0, 0, 0, 4]);
  expect(clustersOf(all, 2)).toEqual([0, 0, 2, 2, 4]);
});
