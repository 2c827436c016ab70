import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { newCell, settle } from '../../streams/stages/detect/area/cell.ts';
import { AreaDetector, type AreaLimits, type Verdict } from '../../streams/stages/detect/area/judge.ts';
import { readCounts, type CountRows } from './count-file.ts';
import { periodCounts, periodOf, type Period } from './period-counts.ts';

export interface DetectRequest {
  readonly file: string;
  /** Null: as the dates of the file say. */
  readonly period: Period | null;
  readonly limits: AreaLimits;
  /** JSON lines instead of CSV. */
  readonly json: boolean;
}

export const DETECT_HEADER = 'date,area,category,count,baseline,score,alarm';

/**
 * Runs the area detector over a file of counts and writes a line for each cell and period, by date, area and category.
 * @throws HubError naming file, line and column of what cannot be read.
 */
export async function runDetect(request: DetectRequest, out: Writable): Promise<void> {
  const { file, limits, json } = request;
  const rows = await readCounts(file);
  const period = request.period ?? periodOf(rows);
  const detector = new AreaDetector(period, limits);
  let states = rows.cells.map(() => newCell(detector.rules));
  const names = rows.cells.map(({ area, category }) => `${quoted(area)},${quoted(category)}`);
  let isFirst = true;
  for (const { date, counts } of periodCounts(rows, period, file)) {
    const verdicts = detector.judge(states, counts);
    states = states.map((state, at) => {
      const { look, alarm } = verdicts[at] ?? unjudged();
      return settle(state, look, alarm, detector.rules);
    });
    const lines = verdicts.map((verdict, at) =>
      json ? jsonLine(date, rows, at, verdict) : csvLine(date, names[at] ?? '', verdict),
    );
    const text = `${isFirst && !json ? `${DETECT_HEADER}\n` : ''}${lines.join('\n')}\n`;
    isFirst = false;
    if (!out.write(text)) await once(out, 'drain');
  }
}

function unjudged(): never {
  throw new Error('every cell has a verdict');
}

/** While a cell is being learned its score is 0 and its baseline what was seen so far. */
function csvLine(date: string, name: string, { look, alarm }: Verdict): string {
  const baseline = look.baseline?.mean ?? 0;
  return `${date},${name},${look.count},${baseline.toFixed(4)},${(look.score ?? 0).toFixed(4)},${alarm ? 1 : 0}`;
}

function jsonLine(
  date: string,
  { cells }: CountRows,
  at: number,
  { look, threshold, alarm }: Verdict,
): string {
  const { count, baseline, score } = look;
  return JSON.stringify({
    date,
    ...cells[at],
    count,
    baseline: rounded(baseline?.mean),
    dispersion: rounded(baseline?.dispersion),
    score: rounded(score),
    threshold: rounded(threshold),
    alarm,
  });
}

function rounded(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value.toFixed(4));
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
