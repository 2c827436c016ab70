import { expect, test } from 'vitest';
import { testSize } from '../test/harness/size.ts';
import { detection, falseAlarmRate, nullSeries, thresholdFor } from './detect-compare.ts';
import { FLAT_WEEK, simulatedCounts } from './detect-counts.ts';
import { cusum, earsC2, ours } from './detect-methods.ts';

const RUNS = testSize() === 'full' ? 2_000 : 100;

test('simulated counts have the mean and the dispersion that are asked for, and are the same for the same seed', () => {
  for (const [mean, dispersion] of [
    [0.2, 1],
    [8, 1],
    [120, 1],
    [2, 3],
  ] as const) {
    const counts = simulatedCounts(3, 20_000, { mean, dispersion, week: FLAT_WEEK });
    const average = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - average) ** 2, 0) / counts.length;
    expect(average / mean).toBeCloseTo(1, 1);
    expect(variance / average / dispersion).toBeGreaterThan(0.9);
    expect(variance / average / dispersion).toBeLessThan(1.1);
    expect(simulatedCounts(3, 50, { mean, dispersion, week: FLAT_WEEK })).toEqual(counts.slice(0, 50));
  }
});

test.each([
  [0.2, 0.75],
  [2, 0.85],
  [30, 0.9],
])(
  'at one false alarm a year and %d a day the detector finds clusters, and more than C2',
  (mean, weakest) => {
    const law = { mean, dispersion: 1, week: FLAT_WEEK };
    const series = nullSeries(law, { seeds: 1, cells: 40, days: 1_000 });
    const [own, c2, sums] = [
      { method: ours(1), between: [1, 6] as const },
      { method: earsC2, between: [1, 20] as const },
      { method: cusum, between: [1, 30] as const },
    ].map(({ method, between }) => {
      const threshold = thresholdFor(method, 1 / 365, series, between);
      expect(falseAlarmRate(method, threshold, series)).toBeLessThanOrEqual(1 / 365);
      return {
        strong: detection(method, threshold, law, 3, RUNS).detected / RUNS,
        weak: detection(method, threshold, law, 1.5, RUNS).detected / RUNS,
      };
    });
    expect(own?.strong).toBeGreaterThanOrEqual(0.97);
    expect(own?.weak).toBeGreaterThanOrEqual(weakest);
    expect(own?.weak).toBeGreaterThan(c2?.weak ?? 1);
    // A hundred runs tell no smaller difference.
    expect(own?.weak).toBeGreaterThan((sums?.weak ?? 1) - 0.1);
  },
);
