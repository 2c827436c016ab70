import type { Common } from './common.ts';
import type { AreaRules } from './rules.ts';
import type { WindowSums } from './window.ts';

/** What is usual for one period of one cell. */
export interface Baseline {
  /** Expected count. */
  readonly mean: number;
  /** Variance of the count: `dispersion` × `mean`, and what is not known of this day of the week. */
  readonly variance: number;
  /** Variance of `mean` itself as far as it errs the same way for days on end. */
  readonly meanVariance: number;
  /** Variance ÷ mean of counts: 1 is Poisson, more is negative binomial. */
  readonly dispersion: number;
  /** Periods that it rests on. */
  readonly periods: number;
}

/** What all cells of such a level say of dispersion counts as much as so many periods of the cell itself. */
const COMMON_PERIODS = 53;
/** A trend never takes away more than this share of the level, nor adds more than its inverse. */
const LEAST_TREND = 0.5;

/**
 * What is usual for the judged period: the window's level, times the share of its day of the week as far as the window shows that days
 * differ (empirical Bayes: where there is no pattern none is paid for), carried on along the trend.
 */
export function baselineOf(window: WindowSums, common: Common, rules: AreaRules): Baseline {
  const { level, periods, squares, poissonSquares, aheadPeriods } = window;
  const prior = COMMON_PERIODS * level;
  const pooled = common.dispersionAt(level);
  const dispersion = Math.max(1, (squares + prior * pooled) / (poissonSquares + prior));
  const share = weekShare(window, dispersion);
  const slope = ownSlope(window, dispersion, common, rules);
  const trend = Math.min(1 / LEAST_TREND, Math.max(LEAST_TREND, 1 + slope.perPeriod * aheadPeriods));
  const mean = share.factor * level * trend;
  const levelVariance = (dispersion * level) / periods + slope.variance * (level * aheadPeriods) ** 2;
  return {
    mean,
    variance: dispersion * mean + share.variance * level * level,
    meanVariance: share.factor * share.factor * levelVariance,
    dispersion,
    periods,
  };
}

/** Share of the judged day of the week in the mean of all days, and the variance of that share. */
function weekShare(
  { sums, sizes, level, periods }: WindowSums,
  dispersion: number,
): { factor: number; variance: number } {
  let differences = 0;
  let days = 0;
  for (const [day, size] of sizes.entries()) {
    if (size === 0) continue;
    days += 1;
    differences += ((sums[day] ?? 0) - level * size) ** 2 / (level * size);
  }
  const excess = differences / dispersion - (days - 1);
  if (days < 2 || excess <= 0) return { factor: 1, variance: 0 };
  // Shares follow a gamma law of mean 1 whose variance explains the excess; this is the mean and variance of what is then left unknown.
  const prior = (level * periods * (days - 1)) / (excess * days);
  const known = level * (sizes[0] ?? 0) + prior;
  const factor = ((sums[0] ?? 0) + prior) / known;
  return { factor, variance: (dispersion * factor) / known };
}

/** Rise or fall a period in shares of the mean: the cell's own, drawn towards the common one by how sure it is. */
function ownSlope(
  { level, products, spread }: WindowSums,
  dispersion: number,
  common: Common,
  { slopeSd }: AreaRules,
): { perPeriod: number; variance: number } {
  const prior = slopeSd * slopeSd;
  if (spread <= 0) return { perPeriod: common.slope, variance: prior };
  const error = dispersion / (level * spread);
  const own = products / (level * spread);
  return {
    perPeriod: common.slope + ((own - common.slope) * prior) / (prior + error),
    variance: (prior * error) / (prior + error),
  };
}
