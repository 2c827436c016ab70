import { HubError } from '../../schema/canonical/hub-error.ts';
import { fieldsOf, scanRow, type Delimiter } from './csv-rows.ts';
import { decodeText, type TextEncoding } from './text-encoding.ts';

/**
 * One row of a file as a message: the header's and the row's original bytes, a line each. So a message can be read without its file, by
 * people too, and columns that a city adds or moves keep their names.
 */
export const CSV_CONTENT_TYPE = 'text/csv; header=present';

const LINE_END = Buffer.from('\r\n');

export function csvMessage(header: Uint8Array, row: Uint8Array): Uint8Array {
  return Buffer.concat([header, LINE_END, row, LINE_END]);
}

/** Splits a message again. @throws HubError HUB_RECORD_UNPARSABLE when quotes are wrong or the header is missing. */
export function splitCsvMessage(
  bytes: Uint8Array,
  delimiter: Delimiter = ',',
): {
  readonly header: Uint8Array;
  readonly row: Uint8Array;
} {
  const head = scanRow(bytes, 0, true, delimiter);
  if (head === null || head.problem !== null || head.next >= bytes.length) {
    throw new HubError(
      'HUB_RECORD_UNPARSABLE',
      'the row stands without its header; send it with the header line',
      {
        field: 'header',
      },
    );
  }
  const row = scanRow(bytes, head.next, true, delimiter);
  if (row === null || row.problem !== null) throw rowProblem(row?.problem ?? 'TOO_LONG');
  return { header: bytes.subarray(0, head.end), row: bytes.subarray(head.next, row.end) };
}

/** Names of the columns. @throws HubError HUB_RECORD_UNPARSABLE; HUB_RECORD_INVALID when a name comes twice. */
export function readHeader(
  bytes: Uint8Array,
  encoding: TextEncoding,
  delimiter: Delimiter = ',',
): readonly string[] {
  const names = fieldsOf(decodeText(bytes, 'header', encoding), delimiter).map((name) => name.trim());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new HubError(
      'HUB_RECORD_INVALID',
      `header: the column "${twice}" is there twice; keep one of them`,
      {
        field: twice,
      },
    );
  }
  return names;
}

export function readFields(
  bytes: Uint8Array,
  encoding: TextEncoding,
  delimiter: Delimiter = ',',
): readonly string[] {
  if (bytes.includes(0)) {
    throw new HubError(
      'HUB_RECORD_UNPARSABLE',
      'the row contains NUL bytes: the file is damaged or in another encoding; export it again as UTF-8',
      { field: 'row' },
    );
  }
  return fieldsOf(decodeText(bytes, 'row', encoding), delimiter);
}

/** @throws HubError HUB_RECORD_INVALID when the row has another number of fields than the header. */
export function checkFieldCount(header: readonly string[], fields: readonly string[]): void {
  if (fields.length === header.length) return;
  throw new HubError(
    'HUB_RECORD_INVALID',
    `the row has ${fields.length} columns, the header ${header.length}; ` +
      'quote texts that hold a delimiter, or send the whole file if it was cut off',
    { field: 'row' },
  );
}

const PROBLEMS = {
  QUOTE_NOT_CLOSED: 'a quote is opened and not closed; close it, or double quotes inside the text ("")',
  TEXT_AFTER_QUOTE: 'text follows a closing quote; double quotes inside the text ("")',
  TOO_LONG: 'the row is longer than 1 MB; a line end or a quote is missing',
} as const;

export function rowProblem(problem: keyof typeof PROBLEMS): HubError {
  return new HubError('HUB_RECORD_UNPARSABLE', `the row cannot be told apart: ${PROBLEMS[problem]}`, {
    field: 'row',
  });
}
