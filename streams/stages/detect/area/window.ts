import type { AreaRules } from './rules.ts';

/** Sums over the periods that tell what is usual for the period to be judged. */
export interface WindowSums {
  readonly periods: number;
  /** Mean count a period, half a case added (Jeffreys): nothing is impossible. */
  readonly level: number;
  /** By place in the week relative to the judged period, which has 0: sum of counts and number of periods. */
  readonly sums: readonly number[];
  readonly sizes: readonly number[];
  /** Squares about the means of the days of the week, and what a Poisson law lets expect of them. */
  readonly squares: number;
  readonly poissonSquares: number;
  /** Periods from the middle of the window to the judged one. */
  readonly aheadPeriods: number;
  /** Of a straight line through the counts less their day's mean: sum of products, and of squares of places. */
  readonly products: number;
  readonly spread: number;
}

/**
 * Sums over the window before the guard. Periods with an alarm are left out while at least half of the window remains: what has lasted for
 * longer than that is the new usual. Null when there is no period yet.
 * @param counts oldest first; the last is the period before the judged one
 * @param alarmed of the same length
 */
export function windowSums(
  counts: readonly number[],
  alarmed: readonly boolean[],
  { windowPeriods, guardPeriods, season }: AreaRules,
): WindowSums | null {
  const now = counts.length;
  const to = now - guardPeriods;
  const from = Math.max(0, now - windowPeriods);
  let calm = 0;
  for (let at = from; at < to; at += 1) if (alarmed[at] !== true) calm += 1;
  const all = calm * 2 < to - from;
  const sums = new Array<number>(season).fill(0);
  const sizes = new Array<number>(season).fill(0);
  let [periods, total, squares, places, placeSquares] = [0, 0, 0, 0, 0];
  for (let at = from; at < to; at += 1) {
    if (!all && alarmed[at] === true) continue;
    const count = counts[at] ?? 0;
    const day = (now - at) % season;
    sums[day] = (sums[day] ?? 0) + count;
    sizes[day] = (sizes[day] ?? 0) + 1;
    periods += 1;
    total += count;
    squares += count * count;
    places += at;
    placeSquares += at * at;
  }
  if (periods === 0) return null;
  const means = sums.map((sum, day) => sum / Math.max(1, sizes[day] ?? 0));
  let poissonSquares = 0;
  for (const [day, mean] of means.entries()) {
    squares -= mean * (sums[day] ?? 0);
    poissonSquares += Math.max(0, (sizes[day] ?? 0) - 1) * mean;
  }
  const centre = places / periods;
  let products = 0;
  for (let at = from; at < to; at += 1) {
    if (!all && alarmed[at] === true) continue;
    products += (at - centre) * ((counts[at] ?? 0) - (means[(now - at) % season] ?? 0));
  }
  return {
    periods,
    level: (total + 0.5) / periods,
    sums,
    sizes,
    squares: Math.max(0, squares),
    poissonSquares,
    aheadPeriods: now - centre,
    products,
    spread: placeSquares - periods * centre * centre,
  };
}
