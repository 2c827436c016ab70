import { HubError } from '../../schema/canonical/hub-error.ts';
import { csvLines, type CsvLine } from './csv-lines.ts';
import { readDate } from './periods.ts';

/** Counts of a file as columns of equal length: a row each, in the order of the file. */
export interface CountRows {
  /** Place in `cells`. */
  readonly cell: Int32Array;
  /** Days since 1970-01-01. */
  readonly day: Int32Array;
  readonly count: Float64Array;
  readonly line: Int32Array;
  /** Cells by area, then category. */
  readonly cells: readonly { readonly area: string; readonly category: string }[];
  /** Dates are written as weeks (`2026-W07`). */
  readonly namesWeeks: boolean;
}

const COLUMNS = ['date', 'area', 'category', 'count'] as const;
type Column = (typeof COLUMNS)[number];
const COUNT = /^\d{1,9}(?:\.0*)?$/;
const FAULTS_SHOWN = 20;
const SEPARATOR = '\0';

/**
 * Reads `date,area,category,count`, in whatever order of columns and rows; other columns are left aside. A count that is empty is none.
 * @throws HubError HUB_BAD_REQUEST naming line and column of what cannot be read, the first twenty.
 */
export async function readCounts(path: string): Promise<CountRows> {
  const faults: string[] = [];
  const keys = new Map<string, number>();
  const [cell, day, count, line]: [number[], number[], number[], number[]] = [[], [], [], []];
  let places: Readonly<Record<Column, number>> | null = null;
  let [weeks, faulty] = [0, 0];
  for await (const row of csvLines(path)) {
    if (places === null) {
      places = placesOf(row, path);
      continue;
    }
    const read = readRow(row, places);
    if (typeof read === 'string') {
      faulty += 1;
      if (faults.length < FAULTS_SHOWN) faults.push(`line ${row.line}, ${read}`);
      continue;
    }
    const key = read.area + SEPARATOR + read.category;
    const known = keys.get(key) ?? keys.size;
    if (known === keys.size) keys.set(key, known);
    if (read.isWeek) weeks += 1;
    cell.push(known);
    day.push(read.day);
    count.push(read.count);
    line.push(row.line);
  }
  if (faulty > faults.length) faults.push(`and ${faulty - faults.length} more`);
  if (weeks > 0 && weeks < cell.length)
    faults.push('some dates are days and some weeks: write all of them alike');
  if (faults.length > 0) throw refused(path, faults.join('\n  '));
  if (cell.length === 0) throw refused(path, 'it has no rows under its header');
  const order = [...keys.keys()].sort();
  const rank = new Map(order.map((key, at) => [keys.get(key), at]));
  return {
    cell: Int32Array.from(cell, (at) => rank.get(at) ?? 0),
    day: Int32Array.from(day),
    count: Float64Array.from(count),
    line: Int32Array.from(line),
    cells: order.map((key) => {
      const [area = '', category = ''] = key.split(SEPARATOR);
      return { area, category };
    }),
    namesWeeks: weeks > 0,
  };
}

function placesOf({ fields }: CsvLine, path: string): Readonly<Record<Column, number>> {
  const names = fields.map((name) => name.trim().toLowerCase());
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    throw refused(
      path,
      `line 1: the header has no ${missing.join(', no ')}; the first line must name the columns date,area,category,count`,
    );
  }
  const place = (column: Column): number => names.indexOf(column);
  return { date: place('date'), area: place('area'), category: place('category'), count: place('count') };
}

interface CountRow {
  readonly area: string;
  readonly category: string;
  readonly day: number;
  readonly isWeek: boolean;
  readonly count: number;
}

/** The row, or what is wrong with it. */
function readRow({ fields }: CsvLine, places: Readonly<Record<Column, number>>): CountRow | string {
  const at = (column: Column): string => (fields[places[column]] ?? '').trim();
  const [written, area, category, counted] = [at('date'), at('area'), at('category'), at('count')];
  const date = readDate(written);
  if (date === null) {
    return `date: "${written}" is no day or week; write it as 2026-02-09 or 2026-W07`;
  }
  if (area === '') return 'area: is empty';
  if (category === '') return 'category: is empty';
  if (counted !== '' && !COUNT.test(counted)) return `count: "${counted}" is no whole number from 0 on`;
  return { area, category, ...date, count: Number(counted) };
}

export function refused(path: string, why: string): HubError {
  return new HubError('HUB_BAD_REQUEST', `${path} is refused:\n  ${why}`);
}
