/** How counts of one kind of period are judged. Lengths are in periods: days of daily counts, weeks of weekly ones. */
export interface AreaRules {
  readonly version: string;
  readonly period: 'DAY' | 'WEEK';
  readonly periodDays: 1 | 7;
  /** Two EWMAs: how much the newest period weighs, and by how much its score is raised before the higher of the two is taken. */
  readonly charts: readonly { readonly lambda: number; readonly raise: number }[];
  /** How far back it is looked for what is usual. */
  readonly windowPeriods: number;
  /** The last of these are left out, so that a rise does not hide itself. */
  readonly guardPeriods: number;
  /** With fewer usable periods the cell is still being learned and raises no alarm. */
  readonly leastPeriods: number;
  /** 7 where counts follow the days of the week, 1 where they do not. */
  readonly season: 1 | 7;
  /** How far a cell's own rise or fall may differ from the common one: standard deviation, in shares of its mean a period. */
  readonly slopeSd: number;
  /** An alarm needs so many within so many periods. */
  readonly minimumCount: number;
  readonly minimumPeriods: number;
}

export const DAILY_RULES: AreaRules = {
  version: 'area-day.v1',
  period: 'DAY',
  periodDays: 1,
  charts: [
    { lambda: 0.3, raise: 0 },
    { lambda: 0.1, raise: 0.6 },
  ],
  windowPeriods: 56,
  guardPeriods: 3,
  leastPeriods: 28,
  season: 7,
  slopeSd: 0.001,
  minimumCount: 3,
  minimumPeriods: 7,
};

export const WEEKLY_RULES: AreaRules = {
  version: 'area-week.v1',
  period: 'WEEK',
  periodDays: 7,
  charts: [{ lambda: 0.3, raise: 0 }],
  windowPeriods: 13,
  guardPeriods: 1,
  leastPeriods: 8,
  season: 1,
  slopeSd: 0.005,
  minimumCount: 3,
  minimumPeriods: 1,
};
