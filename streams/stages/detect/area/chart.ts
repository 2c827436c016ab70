import type { Baseline } from './baseline.ts';

/** One EWMA of a cell: plain JSON. */
export interface Chart {
  /** Weighted sum of what came above what is usual. */
  readonly excess: number;
  /** Its variance and third cumulant while nothing is unusual, with the baseline known. */
  readonly variance: number;
  readonly cumulant3: number;
  /** Sum of the weights of all periods so far: 1 in the long run. */
  readonly weight: number;
}

export const NEW_CHART: Chart = { excess: 0, variance: 0, cumulant3: 0, weight: 0 };

/** The EWMA with one more period. */
export function nextChart(chart: Chart, count: number, baseline: Baseline, lambda: number): Chart {
  const { mean, variance, dispersion } = baseline;
  const rest = 1 - lambda;
  return {
    excess: rest * chart.excess + lambda * (count - mean),
    variance: rest ** 2 * chart.variance + lambda ** 2 * variance,
    // Of a negative binomial law with this mean and dispersion; of Poisson's with 1.
    cumulant3: rest ** 3 * chart.cumulant3 + lambda ** 3 * dispersion * (2 * dispersion - 1) * mean,
    weight: rest * chart.weight + lambda,
  };
}

/**
 * The excess in standard deviations, as if it were normal: low counts are skewed, so the sum of negative binomial counts is taken as a gamma
 * law with its mean, variance and skewness (Pearson III) and made normal by Wilson and Hilferty's cube root. That the baseline is only
 * estimated adds to the variance.
 */
export function chartScore(chart: Chart, { meanVariance }: Baseline): number {
  const sd = Math.sqrt(chart.variance + chart.weight ** 2 * meanVariance);
  if (sd === 0) return 0;
  const shape = 4 * (sd ** 3 / chart.cumulant3) ** 2;
  const root = Math.cbrt(Math.max(0, 1 + chart.excess / (sd * Math.sqrt(shape))));
  return (root - 1 + 1 / (9 * shape)) * 3 * Math.sqrt(shape);
}
