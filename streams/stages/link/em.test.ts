import { expect, test } from 'vitest';
import { fitMixture, NOT_COMPARED, posteriorBy, type PatternCount } from './em.ts';

/** 10,000 pairs of three fields with two levels, in the exact shares of a known mixture. */
const M = [
  [0.9, 0.1],
  [0.8, 0.2],
  [0.95, 0.05],
];
const U = [
  [0.05, 0.95],
  [0.1, 0.9],
  [0.02, 0.98],
];
const PRIOR = 0.2;
const PATTERNS: PatternCount[] = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => {
  const levels = [bits & 1, (bits >> 1) & 1, (bits >> 2) & 1];
  const under = (shares: readonly (readonly number[])[]): number =>
    levels.reduce((product, level, field) => product * (shares[field]?.[level] ?? 0), 1);
  return { levels, count: 10_000 * (PRIOR * under(M) + (1 - PRIOR) * under(U)) };
});
const START = {
  m: M.map(() => [0.7, 0.3]),
  u: U.map(() => [0.2, 0.8]),
  prior: 0.1,
};

test('finds the mixture that made the pairs', () => {
  const found = fitMixture(PATTERNS, START, {
    keepU: false,
    pseudoCount: 0,
    maxIterations: 5_000,
    tolerance: 1e-9,
  });
  expect(found.converged).toBe(true);
  expect(found.prior).toBeCloseTo(PRIOR, 3);
  for (const field of [0, 1, 2]) {
    expect(found.m[field]?.[0]).toBeCloseTo(M[field]?.[0] ?? 0, 3);
    expect(found.u[field]?.[0]).toBeCloseTo(U[field]?.[0] ?? 0, 3);
  }
});

test('keeps u when it was counted elsewhere, and fields that the pairs were blocked on', () => {
  const found = fitMixture(PATTERNS, { ...START, u: U }, { keepU: true, ignoredFields: new Set([1]) });
  expect(found.u).toEqual(U);
  expect(found.m[1]).toEqual([0.7, 0.3]);
  expect(found.m[0]?.[0]).toBeGreaterThan(0.85);
});

test('does not depend on the order of the patterns', () => {
  const forwards = fitMixture(PATTERNS, START, { keepU: false });
  expect(fitMixture([...PATTERNS].reverse(), START, { keepU: false })).toEqual(forwards);
});

test('a field that was not compared neither weighs nor teaches', () => {
  const blind = PATTERNS.map(({ levels: [a = 0, b = 0], count }) => ({
    levels: [a, b, NOT_COMPARED],
    count,
  }));
  expect(fitMixture(blind, START, { keepU: false }).m[2]).toEqual([0.7, 0.3]);
  expect(posteriorBy({ m: M, u: U, prior: 0.3 })([NOT_COMPARED, NOT_COMPARED, NOT_COMPARED])).toBeCloseTo(
    0.3,
    10,
  );
});

test('no level becomes impossible because it was not met', () => {
  const found = fitMixture(
    [{ levels: [0], count: 100 }],
    { m: [[0.9, 0.1]], u: [[0.1, 0.9]], prior: 0.5 },
    { keepU: true },
  );
  expect(found.m[0]?.[1]).toBeGreaterThan(0);
});
