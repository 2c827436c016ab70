import { newCell, settle, type CellState } from './cell.ts';
import type { AreaDetector } from './judge.ts';

/** One cell's past: counts as they are known today, and the alarms that were raised then. */
export interface CellPast {
  /** Oldest first, without the period to be judged. */
  readonly counts: readonly number[];
  /** Of the same length. */
  readonly alarmed: readonly boolean[];
}

/** So many periods make the state: a window for the oldest baseline, and twice as many until no EWMA remembers how it began. */
export function pastPeriods({ rules }: AreaDetector): number {
  return 3 * rules.windowPeriods;
}

/**
 * The states that cells have after their past: counts may have been revised since, alarms are those that were raised. All pasts are of the same
 * length.
 */
export function statesAfter(detector: AreaDetector, pasts: readonly CellPast[]): CellState[] {
  const { rules } = detector;
  const length = pasts[0]?.counts.length ?? 0;
  const warm = Math.min(length, rules.windowPeriods);
  let states = pasts.map(({ counts, alarmed }): CellState => ({
    ...newCell(rules),
    counts: counts.slice(0, warm),
    alarmed: alarmed.slice(0, warm),
  }));
  for (let at = warm; at < length; at += 1) {
    const looks = detector.look(
      states,
      pasts.map(({ counts }) => counts[at] ?? 0),
    );
    states = states.map((state, cell) => {
      const seen = looks[cell];
      return seen === undefined ? state : settle(state, seen, pasts[cell]?.alarmed[at] === true, rules);
    });
  }
  return states;
}
