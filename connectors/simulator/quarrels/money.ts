import type { Random } from '../noise/random.ts';

/** A round sum in yuan, small sums more often, as digits: `18600`. */
export function money(random: Random, least: number, most: number, step: number): string {
  return String(Math.round(random.low(least, most) / step) * step);
}
