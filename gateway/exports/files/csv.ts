import type { ExportCell } from '../../../schema/canonical/export.ts';
import type { Column } from '../lists/column.ts';
import type { Sheet } from './sheet.ts';

const BYTE_ORDER_MARK = '\uFEFF';
/** What a spreadsheet takes for the beginning of a formula, in full width too (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
/** Digits that a spreadsheet would take for a number and show as another: it keeps 15 of them, and no zero in front. */
const LONG_NUMBER = /^(?:\d{12,}|0\d+)$/;
const END = '\r\n';

/**
 * RFC 4180 in UTF-8 with a byte order mark, by which Excel knows it is. First the headings, then the rows, then an empty line and what the file says of
 * itself, in lines that begin with `#`.
 */
export async function* csvOf({
  columns,
  headings,
  watermark,
  clock,
  pages,
  about,
}: Sheet): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${line(headings)}`;
  for await (const rows of pages) {
    yield rows
      .map((row) => line([...row.map((cell, at) => textOf(cell, columns[at], clock)), watermark]))
      .join('');
  }
  yield `${END}${about.map(([label, value]) => line([`# ${label}`, value])).join('')}`;
}

function textOf(cell: ExportCell, column: Column | undefined, clock: Sheet['clock']): string | number {
  if (cell === null) return '';
  return column?.kind === 'MOMENT' && typeof cell === 'string' ? clock.textOf(cell) : cell;
}

function line(cells: readonly (string | number)[]): string {
  return `${cells.map(fieldOf).join(',')}${END}`;
}

/** A text can be no formula, and no other number than it is. */
function fieldOf(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : LONG_NUMBER.test(cell) ? `${cell}\t` : cell;
  return /[",\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
