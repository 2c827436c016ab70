import { simulatedCounts, type CountLaw } from './detect-counts.ts';
import type { Method } from './detect-methods.ts';

/** Days before anything is judged: every method knows by then what is usual. */
const LEARNING_DAYS = 84;
const CLUSTER_DAYS = 14;
const BISECTIONS = 10;

/** Where series of one kind begin, so that thresholds, false alarms and clusters never share one. */
export type SeedBlock = 1 | 2 | 3 | 4;

export interface NullRuns {
  readonly seeds: SeedBlock;
  readonly cells: number;
  readonly days: number;
}

export interface Detection {
  readonly runs: number;
  readonly detected: number;
  /** Median days from the first day of the cluster, which counts 1, to the alarm, of those detected; NaN when none was. */
  readonly medianDelayDays: number;
}

/** Alarms a cell-day while nothing is unusual. */
export function falseAlarmRate(
  method: Method,
  threshold: number,
  series: readonly (readonly number[])[],
): number {
  let [alarms, days] = [0, 0];
  for (const counts of series) {
    const detect = method(threshold);
    for (const [day, count] of counts.entries()) if (detect(count) && day >= LEARNING_DAYS) alarms += 1;
    days += counts.length - LEARNING_DAYS;
  }
  return alarms / days;
}

export function nullSeries(law: CountLaw, { seeds, cells, days }: NullRuns): number[][] {
  return Array.from({ length: cells }, (_, cell) =>
    simulatedCounts(seedOf(seeds, cell), LEARNING_DAYS + days, law),
  );
}

/** The threshold that gives this rate on these series, by bisection. */
export function thresholdFor(
  method: Method,
  rate: number,
  series: readonly (readonly number[])[],
  [lowest, highest]: readonly [number, number],
): number {
  let [low, high] = [lowest, highest];
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = (low + high) / 2;
    if (falseAlarmRate(method, middle, series) > rate) low = middle;
    else high = middle;
  }
  return high;
}

/** Runs with a cluster of 14 days, `sds` standard deviations more a day; it begins on each day of the week alike. */
export function detection(
  method: Method,
  threshold: number,
  law: CountLaw,
  sds: number,
  runs: number,
): Detection {
  const delays: number[] = [];
  const more = sds * Math.sqrt(law.mean * law.dispersion);
  for (let run = 0; run < runs; run += 1) {
    const from = LEARNING_DAYS + 28 + (run % 7);
    const counts = simulatedCounts(seedOf(3, run), from + CLUSTER_DAYS, law, {
      from,
      periods: CLUSTER_DAYS,
      more,
    });
    const detect = method(threshold);
    const day = counts.findIndex((count, at) => detect(count) && at >= from);
    if (day >= 0) delays.push(day - from + 1);
  }
  delays.sort((a, b) => a - b);
  return { runs, detected: delays.length, medianDelayDays: delays[Math.floor(delays.length / 2)] ?? NaN };
}

/** Wilson's 95 % interval of a share. */
export function wilson(hits: number, tries: number): readonly [number, number] {
  const z = 1.959964;
  const share = hits / tries;
  const middle = share + z ** 2 / (2 * tries);
  const half = z * Math.sqrt((share * (1 - share)) / tries + z ** 2 / (4 * tries ** 2));
  const whole = 1 + z ** 2 / tries;
  return [(middle - half) / whole, (middle + half) / whole];
}

function seedOf(block: SeedBlock, at: number): number {
  return block * 100_000_007 + at * 7_919;
}
