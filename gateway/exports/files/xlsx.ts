import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { ExportCell } from '../../../schema/canonical/export.ts';
import type { Column } from '../lists/column.ts';
import type { Sheet } from './sheet.ts';
import {
  ABOUT_HEAD,
  contentTypes,
  LIST_HEAD,
  PACKAGE_RELATIONS,
  STYLES,
  workbook,
  WORKBOOK_RELATIONS,
} from './xlsx-parts.ts';

/** What follows a cell's place; null of an empty one. */
type Cell = string | null;

/** Styles of `STYLES`, by their place. */
const HEADING = 1;
const MOMENT = 2;
const LONGEST_CELL = 32_767;

/**
 * An Office Open XML workbook (ECMA-376 part 1) as it is written, a page of rows at a time: the list, and a second sheet that says what the file is.
 * Texts are inline strings, which nothing takes for a formula.
 */
export function xlsxOf(sheet: Sheet): Readable {
  const zip = new ZipFile();
  const part = (path: string, text: string): void => {
    zip.addBuffer(Buffer.from(text), path);
  };
  part('[Content_Types].xml', contentTypes());
  part('_rels/.rels', PACKAGE_RELATIONS);
  part('xl/workbook.xml', workbook(escaped(sheet.name), escaped(sheet.aboutName)));
  part('xl/_rels/workbook.xml.rels', WORKBOOK_RELATIONS);
  part('xl/styles.xml', STYLES);
  part('xl/worksheets/sheet2.xml', aboutSheet(sheet));
  const output = zip.outputStream as Readable;
  zip.addReadStreamLazy('xl/worksheets/sheet1.xml', (done) => {
    const rows = Readable.from(listSheet(sheet), { objectMode: false, highWaterMark: 65_536 });
    // A list that breaks off must break the file off.
    rows.once('error', (error: Error) => output.destroy(error));
    done(null, rows);
  });
  zip.end();
  return output;
}

async function* listSheet({ columns, headings, watermark, clock, pages }: Sheet): AsyncGenerator<Buffer> {
  let number = 1;
  yield Buffer.from(
    `${LIST_HEAD}${row(
      number,
      headings.map((text) => textCell(text, HEADING)),
    )}`,
  );
  for await (const rows of pages) {
    const written = rows.map((cells) =>
      row((number += 1), [
        ...cells.map((value, at) => cellOf(value, columns[at], clock)),
        textCell(watermark),
      ]),
    );
    yield Buffer.from(written.join(''));
  }
  yield Buffer.from('</sheetData></worksheet>');
}

function aboutSheet({ about }: Sheet): string {
  const rows = about.map(([label, value], at) => row(at + 1, [textCell(label, HEADING), textCell(value)]));
  return `${ABOUT_HEAD}${rows.join('')}</sheetData></worksheet>`;
}

function cellOf(value: ExportCell, column: Column | undefined, clock: Sheet['clock']): Cell {
  if (value === null) return null;
  if (typeof value === 'number') return `><v>${value}</v></c>`;
  const serial = column?.kind === 'MOMENT' ? clock.serialOf(value) : null;
  return serial === null ? textCell(value) : ` s="${MOMENT}"><v>${serial}</v></c>`;
}

/** Cells are told their places: not every reader counts. */
function row(number: number, cells: readonly Cell[]): string {
  const placed = cells.map((cell, at) => (cell === null ? '' : `<c r="${letters(at)}${number}"${cell}`));
  return `<row r="${number}">${placed.join('')}</row>`;
}

/** A column by its place: A to Z, then AA. */
function letters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : `${letters(Math.floor(at / 26) - 1)}${last}`;
}

function textCell(text: string, style?: number): string {
  const styled = style === undefined ? '' : ` s="${style}"`;
  return ` t="inlineStr"${styled}><is><t xml:space="preserve">${escaped(text.slice(0, LONGEST_CELL))}</t></is></c>`;
}

const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
/** What a reader would take for an escaped character (ECMA-376 part 1, 22.9.2.19). */
const LIKE_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(NOT_IN_XML, '')
    .replaceAll(LIKE_ESCAPED, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
