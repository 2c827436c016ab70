import { baselineOf, type Baseline } from './baseline.ts';
import { chartScore, NEW_CHART, nextChart, type Chart } from './chart.ts';
import type { Common } from './common.ts';
import type { AreaRules } from './rules.ts';
import type { WindowSums } from './window.ts';

/** What the detector knows of a cell (an area and a category) after a period: plain JSON, so that it survives a restart. */
export interface CellState {
  /** Counts of the last window, oldest first, and whether there was an alarm. */
  readonly counts: readonly number[];
  readonly alarmed: readonly boolean[];
  /** One for each of the rules' charts. */
  readonly charts: readonly Chart[];
}

export function newCell(rules: AreaRules): CellState {
  return { counts: [], alarmed: [], charts: rules.charts.map(() => NEW_CHART) };
}

/** A period of a cell, looked at but not settled. */
export interface Look {
  readonly count: number;
  /** Null while there is nothing yet. */
  readonly baseline: Baseline | null;
  /** Null while the cell is being learned. */
  readonly score: number | null;
  readonly charts: readonly Chart[];
  /** Enough cases, and more than usual in this period: else the score alone raises no alarm. */
  readonly mayAlarm: boolean;
}

/** Looks at the next period. The state stays as it is: a day under way may be looked at every hour. */
export function look(
  cell: CellState,
  window: WindowSums | null,
  count: number,
  common: Common,
  rules: AreaRules,
): Look {
  const baseline = window === null ? null : baselineOf(window, common, rules);
  if (baseline === null || baseline.periods < rules.leastPeriods) {
    return { count, baseline, score: null, charts: cell.charts, mayAlarm: false };
  }
  let score = -Infinity;
  const charts = rules.charts.map(({ lambda, raise }, at) => {
    const chart = nextChart(cell.charts[at] ?? NEW_CHART, count, baseline, lambda);
    score = Math.max(score, chartScore(chart, baseline) + raise);
    return chart;
  });
  let recent = count;
  for (let back = 1; back < rules.minimumPeriods; back += 1) recent += cell.counts.at(-back) ?? 0;
  return { count, baseline, score, charts, mayAlarm: recent >= rules.minimumCount && count > baseline.mean };
}

/** The cell after the period. An alarm starts every EWMA anew from no excess. */
export function settle(cell: CellState, seen: Look, alarm: boolean, rules: AreaRules): CellState {
  return {
    counts: keep(cell.counts, seen.count, rules.windowPeriods),
    alarmed: keep(cell.alarmed, alarm, rules.windowPeriods),
    charts: alarm ? seen.charts.map((chart) => ({ ...chart, excess: 0 })) : seen.charts,
  };
}

function keep<Value>(before: readonly Value[], next: Value, most: number): Value[] {
  const kept = before.slice(Math.max(0, before.length + 1 - most));
  kept.push(next);
  return kept;
}
