import { Seeded } from '../test/federation/seeded.ts';

/** How the counts of a simulated cell come about. */
export interface CountLaw {
  /** Mean a period. */
  readonly mean: number;
  /** Variance ÷ mean: 1 is Poisson, more is negative binomial. */
  readonly dispersion: number;
  /** Shares of the days of the week; mean 1. */
  readonly week: readonly number[];
}

/** A week with quiet weekends, as hotlines have it. */
export const QUIET_WEEKENDS: readonly number[] = [1.15, 1.1, 1.05, 1.05, 1.15, 0.85, 0.65];
export const FLAT_WEEK: readonly number[] = [1];

/** So many more a period, for so many periods: a cluster. */
export interface Cluster {
  readonly from: number;
  readonly periods: number;
  readonly more: number;
}

/** A series of counts, the same for the same seed; a cluster's cases come on top, by the same law. */
export function simulatedCounts(
  seed: number,
  periods: number,
  law: CountLaw,
  cluster: Cluster | null = null,
): number[] {
  const random = new Seeded(seed);
  // Nearby seeds of this generator begin alike.
  for (let warm = 0; warm < 4; warm += 1) random.next();
  return Array.from({ length: periods }, (_, at) => {
    const usual = drawCount(random, law.mean * (law.week[at % law.week.length] ?? 1), law.dispersion);
    if (cluster === null || at < cluster.from || at >= cluster.from + cluster.periods) return usual;
    return usual + drawCount(random, cluster.more, law.dispersion);
  });
}

function drawCount(random: Seeded, mean: number, dispersion: number): number {
  if (dispersion <= 1) return poisson(random, mean);
  return poisson(random, gamma(random, mean / (dispersion - 1)) * (dispersion - 1));
}

/** Knuth's product of uniforms for small means; large ones are split at a gamma time (Ahrens and Dieter). */
function poisson(random: Seeded, mean: number): number {
  let before = 0;
  let left = mean;
  while (left > 30) {
    const events = Math.floor(left / 2);
    const time = gamma(random, events);
    if (time > left) return before + binomial(random, events - 1, left / time);
    before += events;
    left -= time;
  }
  const limit = Math.exp(-left);
  let product = random.next();
  let count = 0;
  while (product > limit) {
    product *= random.next();
    count += 1;
  }
  return before + count;
}

function binomial(random: Seeded, tries: number, probability: number): number {
  let hits = 0;
  for (let at = 0; at < tries; at += 1) if (random.chance(probability)) hits += 1;
  return hits;
}

/** Marsaglia and Tsang (2000), scale 1. */
function gamma(random: Seeded, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Box and Muller. */
function normal(random: Seeded): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
