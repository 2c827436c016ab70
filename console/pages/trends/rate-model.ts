import type { WholeDays } from './day-range.ts';
import type { RateParts, TrendIndicators } from './trends.ts';
import { registeredLink, type TrendQuery } from './trend-model.ts';

/** Rates that the page shows, with the numbers that they are made of: `met` is the numerator, `met` and `missed` the denominator. */
export const RATES = {
  responseRate: { met: 'ANSWERED_IN_TIME', missed: 'ANSWERED_LATE' },
  resolutionRate: { met: 'SETTLED', missed: 'NOT_SETTLED' },
  satisfactionRate: { met: 'SATISFIED', missed: 'DISSATISFIED' },
  onTimeRate: { met: 'CLOSED_IN_TIME', missed: 'CLOSED_LATE' },
  firstDispatchAccuracy: { met: 'FIRST_RIGHT', missed: 'FIRST_WRONG' },
} as const;
export type RateName = keyof typeof RATES;
export const RATE_NAMES = Object.keys(RATES) as readonly RateName[];

/** One stretch of time with its indicators; null where the graph had no answer. */
export interface Stretch {
  readonly days: WholeDays;
  readonly indicators: TrendIndicators | null;
}

export interface RatePoint {
  readonly days: WholeDays;
  readonly rate: RateParts | null;
  /** Lists behind it. */
  readonly metLink: string;
  readonly missedLink: string;
}

export function ratePoints(
  name: RateName,
  stretches: readonly Stretch[],
  query: TrendQuery,
): readonly RatePoint[] {
  const { met, missed } = RATES[name];
  return stretches.map(({ days, indicators }) => ({
    days,
    rate: indicators?.[name] ?? null,
    metLink: registeredLink(query, days, { countsAs: met }),
    missedLink: registeredLink(query, days, { countsAs: missed }),
  }));
}

export interface SettlePoint {
  readonly days: WholeDays;
  readonly count: number | null;
  readonly mean: number | null;
  readonly median: number | null;
  readonly link: string;
}

export function settlePoints(stretches: readonly Stretch[], query: TrendQuery): readonly SettlePoint[] {
  return stretches.map(({ days, indicators }) => ({
    days,
    count: indicators?.daysToSettle?.count ?? null,
    mean: indicators?.daysToSettle?.mean ?? null,
    median: indicators?.daysToSettle?.median ?? null,
    link: registeredLink(query, days, { countsAs: 'SETTLED' }),
  }));
}
