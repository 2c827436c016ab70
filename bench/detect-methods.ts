import { look, newCell, settle } from '../streams/stages/detect/area/cell.ts';
import { DAILY_RULES, type AreaRules } from '../streams/stages/detect/area/rules.ts';
import { windowSums } from '../streams/stages/detect/area/window.ts';

/** One detector of one cell: takes the next count, says whether it alarms. Made anew for each run. */
export type Method = (threshold: number) => (count: number) => boolean;

/** The hub's own, with the dispersion of its like known from many cells, as it is where a hub watches a city. */
export function ours(dispersion: number, rules: AreaRules = DAILY_RULES): Method {
  const common = { dispersionAt: () => dispersion, slope: 0 };
  return (threshold) => {
    let cell = newCell(rules);
    return (count) => {
      const seen = look(cell, windowSums(cell.counts, cell.alarmed, rules), count, common, rules);
      const alarm = seen.score !== null && seen.mayAlarm && seen.score >= threshold;
      cell = settle(cell, seen, alarm, rules);
      return alarm;
    };
  };
}

/** EARS C2 (Hutwagner et al. 2003): seven days before a guard of two, standard deviation at least half a case. */
export const earsC2: Method = (threshold) => {
  const before: number[] = [];
  return (count) => {
    const window = before.slice(-9, -2);
    before.push(count);
    if (window.length < 7) return false;
    const { mean, sd } = momentsOf(window);
    return (count - mean) / Math.max(sd, 0.5) >= threshold;
  };
};

/**
 * One-sided CUSUM (Page 1954) with k = 0.5 on standardised counts, starting anew after an alarm. Its baseline is as long and as well guarded as
 * ours, of all days of the week: with the usual 28 days, or the same weekday alone, it detects less.
 */
export const cusum: Method = (threshold) => {
  const before: number[] = [];
  let sum = 0;
  return (count) => {
    const window = before.slice(-56, -3);
    before.push(count);
    if (window.length < 28) return false;
    const { mean, sd } = momentsOf(window);
    sum = Math.max(0, sum + (count - mean) / Math.max(sd, 0.2) - 0.5);
    if (sum < threshold) return false;
    sum = 0;
    return true;
  };
};

function momentsOf(values: readonly number[]): { mean: number; sd: number } {
  let total = 0;
  for (const value of values) total += value;
  const mean = total / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}
