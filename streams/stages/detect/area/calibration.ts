import type { Baseline } from './baseline.ts';

/**
 * False alarms a cell and period while nothing is unusual, as log10, by dispersion, mean and threshold of the score; measured on simulated
 * cells with the alarms and starts anew that the threshold itself brings about.
 */
export interface Calibration {
  readonly rulesVersion: string;
  readonly dispersions: readonly number[];
  readonly means: readonly number[];
  readonly scores: readonly number[];
  /** [dispersion][mean][score] */
  readonly log10Rates: readonly (readonly (readonly number[])[])[];
}

/** Thresholds that give one rate of false alarms in every cell, and back. */
export class Calibrated {
  readonly #calibration: Calibration;

  constructor(calibration: Calibration) {
    this.#calibration = calibration;
  }

  /** The score at which a cell alarms falsely so often a period. @param rate over 0, below 1 */
  threshold(rate: number, { mean, dispersion }: Baseline): number {
    const log10Rate = Math.log10(rate);
    return this.#between(mean, dispersion, (rates) => inverse(this.#calibration.scores, rates, log10Rate));
  }

  /** How often a period a cell would alarm falsely with this score as threshold: a p-value that is the same for quiet and busy cells. */
  rate(score: number, { mean, dispersion }: Baseline): number {
    const log10Rate = this.#between(mean, dispersion, (rates) =>
      interpolated(this.#calibration.scores, rates, score),
    );
    return Math.min(1, 10 ** log10Rate);
  }

  /** Bilinear in the logarithms of dispersion and mean; beyond the table its edge holds. */
  #between(mean: number, dispersion: number, of: (rates: readonly number[]) => number): number {
    const { dispersions, means, log10Rates } = this.#calibration;
    const [row, rowShare] = placeOf(dispersions, dispersion);
    const [column, columnShare] = placeOf(means, mean);
    const at = (dispersionAt: number, meanAt: number): number => of(log10Rates[dispersionAt]?.[meanAt] ?? []);
    const along = (dispersionAt: number): number =>
      columnShare === 0
        ? at(dispersionAt, column)
        : (1 - columnShare) * at(dispersionAt, column) + columnShare * at(dispersionAt, column + 1);
    return rowShare === 0 ? along(row) : (1 - rowShare) * along(row) + rowShare * along(row + 1);
  }
}

/** Position of the knot at or below, and the share of the way to the next. */
function placeOf(knots: readonly number[], value: number): readonly [number, number] {
  const last = knots.length - 1;
  if (!(value > (knots[0] ?? 0))) return [0, 0];
  if (value >= (knots[last] ?? 0)) return [last, 0];
  let at = 0;
  while ((knots[at + 1] ?? Infinity) <= value) at += 1;
  const [low = 1, high = 1] = [knots[at], knots[at + 1]];
  return [at, Math.log(value / low) / Math.log(high / low)];
}

/** Straight between knots and beyond them, where it errs towards too many false alarms: the true tail falls faster. */
function interpolated(scores: readonly number[], rates: readonly number[], score: number): number {
  const at = segmentOf(scores, (knot) => knot <= score);
  return lineThrough(scores, rates, at, score);
}

function inverse(scores: readonly number[], rates: readonly number[], rate: number): number {
  const at = segmentOf(rates, (knot) => knot >= rate);
  return lineThrough(rates, scores, at, rate);
}

/** Segment whose beginning is the last knot before the place that is sought. */
function segmentOf(knots: readonly number[], isBefore: (knot: number) => boolean): number {
  let at = 0;
  while (at < knots.length - 2 && isBefore(knots[at + 1] ?? 0)) at += 1;
  return at;
}

function lineThrough(xs: readonly number[], ys: readonly number[], at: number, x: number): number {
  const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = [xs[at], xs[at + 1], ys[at], ys[at + 1]];
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}
