import { dayText, mondayOf, weekText } from './periods.ts';
import { refused, type CountRows } from './count-file.ts';

export type Period = 'DAY' | 'WEEK';

/** Counts of all cells in one period; places as in `CountRows.cells`. */
export interface PeriodCounts {
  readonly date: string;
  readonly counts: Float64Array;
}

/** WEEK when there are two dates at least and all of them are whole weeks apart. */
export function periodOf({ day, namesWeeks }: CountRows): Period {
  const first = day[0] ?? 0;
  if (namesWeeks) return 'WEEK';
  return day.some((one) => one !== first) && day.every((one) => (one - first) % 7 === 0) ? 'WEEK' : 'DAY';
}

/**
 * Every period from the first date of the file to the last, in order; what is missing is 0. Daily counts that are wanted by the week are
 * summed from Monday on. The same array is filled for each. @throws HubError HUB_BAD_REQUEST naming both lines of a row that is there twice.
 */
export function* periodCounts(rows: CountRows, period: Period, path: string): Generator<PeriodCounts> {
  const isSummed = period === 'WEEK' && periodOf(rows) === 'DAY';
  const step = period === 'WEEK' ? 7 : 1;
  const start = (day: number): number => (isSummed ? mondayOf(day) : day);
  const starts = rows.day.map(start);
  let [first, last] = [Infinity, -Infinity];
  for (const one of starts) {
    first = Math.min(first, one);
    last = Math.max(last, one);
  }
  const { order, ends } = byPeriod(starts, first, step, (last - first) / step + 1);
  checkRepeats(rows, order, ends, path);
  const counts = new Float64Array(rows.cells.length);
  let at = 0;
  for (const [index, end] of ends.entries()) {
    counts.fill(0);
    for (; at < end; at += 1) {
      const row = order[at] ?? 0;
      const cell = rows.cell[row] ?? 0;
      counts[cell] = (counts[cell] ?? 0) + (rows.count[row] ?? 0);
    }
    const day = first + index * step;
    yield { date: rows.namesWeeks ? weekText(day) : dayText(day), counts };
  }
}

/** Rows by period, by counting; within a period as in the file. */
function byPeriod(
  starts: Int32Array,
  first: number,
  step: number,
  periods: number,
): { order: Int32Array; ends: Int32Array } {
  const next = new Int32Array(periods);
  for (const start of starts) {
    const index = (start - first) / step;
    next[index] = (next[index] ?? 0) + 1;
  }
  const ends = new Int32Array(periods);
  let sum = 0;
  for (let index = 0; index < periods; index += 1) {
    const size = next[index] ?? 0;
    next[index] = sum;
    sum += size;
    ends[index] = sum;
  }
  const order = new Int32Array(starts.length);
  for (const [row, start] of starts.entries()) {
    const index = (start - first) / step;
    const place = next[index] ?? 0;
    order[place] = row;
    next[index] = place + 1;
  }
  return { order, ends };
}

const REPEATS_SHOWN = 20;

function checkRepeats(rows: CountRows, order: Int32Array, ends: Int32Array, path: string): void {
  const faults: string[] = [];
  const seen = new Map<number, number>();
  let at = 0;
  for (const end of ends) {
    seen.clear();
    for (; at < end; at += 1) {
      const row = order[at] ?? 0;
      const [cell, day, line] = [rows.cell[row] ?? 0, rows.day[row] ?? 0, rows.line[row] ?? 0];
      // Several days may stand in one week.
      const key = cell * 7 + (((day % 7) + 7) % 7);
      const before = seen.get(key);
      if (before !== undefined) {
        const { area = '', category = '' } = rows.cells[cell] ?? {};
        faults.push(
          `lines ${before} and ${line}: ${dayText(day)}, ${area}, ${category} is there twice; keep one`,
        );
        if (faults.length === REPEATS_SHOWN) throw refused(path, faults.join('\n  '));
      } else seen.set(key, line);
    }
  }
  if (faults.length > 0) throw refused(path, faults.join('\n  '));
}
