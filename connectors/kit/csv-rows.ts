/**
 * Finds rows in CSV bytes, so that every row keeps its original bytes and its place in the file. Grammar (RFC 4180, line ends widened to
 * CRLF, LF or CR as spreadsheets write them):
 *
 *   row    = field *( delimiter field ) ( CRLF / LF / CR / end )
 *   field  = %x22 *( any but %x22 / 2%x22 ) %x22 / *( any but delimiter CR LF )
 *
 * Delimiters, quotes and line ends are ASCII bytes that no character of UTF-8 or GB18030 contains.
 */

/** What stands between fields. None but these: GB18030 writes `|` and others inside its characters. */
export const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Largest row; a quote that is not closed must not swallow the rest of the file. */
export const ROW_MAX_BYTES = 1024 * 1024;

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

export interface RowSpan {
  /** Where the row's own bytes end, without the line end. */
  readonly end: number;
  /** Where the next row begins. */
  readonly next: number;
  /** What is wrong with the quotes, or null. A bad row ends with its first line, so that the rows after it go on. */
  readonly problem: 'QUOTE_NOT_CLOSED' | 'TEXT_AFTER_QUOTE' | 'TOO_LONG' | null;
}

/** The row that begins at `start`; null when more bytes are needed to tell (never when `atEnd`). */
export function scanRow(
  bytes: Uint8Array,
  start: number,
  atEnd: boolean,
  delimiter: Delimiter = ',',
): RowSpan | null {
  const between = delimiter.charCodeAt(0);
  let at = start;
  let fieldBegins = true;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (fieldBegins && byte === QUOTE) {
      const close = closingQuote(bytes, at + 1, atEnd);
      if (close === null) return tooLongOrMore(bytes, start, atEnd, 'QUOTE_NOT_CLOSED');
      const following = bytes[close + 1];
      if (following !== undefined && following !== between && following !== LF && following !== CR) {
        return firstLine(bytes, start, atEnd, 'TEXT_AFTER_QUOTE');
      }
      at = close + 1;
      fieldBegins = false;
    } else if (byte === LF || byte === CR) {
      const next = afterLineEnd(bytes, at, atEnd);
      return next === null ? null : { end: at, next, problem: null };
    } else {
      fieldBegins = byte === between;
      at += 1;
    }
  }
  if (!atEnd) return tooLongOrMore(bytes, start, atEnd, 'TOO_LONG');
  return { end: bytes.length, next: bytes.length, problem: null };
}

/** Fields of one sound row's text. */
export function fieldsOf(row: string, delimiter: Delimiter = ','): string[] {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (row.charCodeAt(at) === QUOTE) {
      let end = at + 1;
      while (end < row.length && !(row.charCodeAt(end) === QUOTE && row.charCodeAt(end + 1) !== QUOTE)) {
        end += row.charCodeAt(end) === QUOTE ? 2 : 1;
      }
      fields.push(row.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    } else {
      const next = row.indexOf(delimiter, at);
      const end = next < 0 ? row.length : next;
      fields.push(row.slice(at, end));
      at = end;
    }
    if (at >= row.length) return fields;
    at += 1;
  }
}

/** Index of the closing quote; null when it is not there, or when the next byte must be seen to know. */
function closingQuote(bytes: Uint8Array, from: number, atEnd: boolean): number | null {
  let at = bytes.indexOf(QUOTE, from);
  while (at >= 0) {
    if (at + 1 >= bytes.length) return atEnd ? at : null;
    if (bytes[at + 1] !== QUOTE) return at;
    at = bytes.indexOf(QUOTE, at + 2);
  }
  return null;
}

function tooLongOrMore(
  bytes: Uint8Array,
  start: number,
  atEnd: boolean,
  problem: 'QUOTE_NOT_CLOSED' | 'TOO_LONG',
): RowSpan | null {
  if (!atEnd && bytes.length - start <= ROW_MAX_BYTES) return null;
  return firstLine(bytes, start, true, problem);
}

function firstLine(
  bytes: Uint8Array,
  start: number,
  atEnd: boolean,
  problem: RowSpan['problem'],
): RowSpan | null {
  let end = start;
  while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end += 1;
  if (end === bytes.length) return atEnd ? { end: bytes.length, next: bytes.length, problem } : null;
  const next = afterLineEnd(bytes, end, atEnd);
  return next === null ? null : { end, next, problem };
}

function afterLineEnd(bytes: Uint8Array, at: number, atEnd: boolean): number | null {
  if (bytes[at] === LF) return at + 1;
  if (at + 1 >= bytes.length && !atEnd) return null;
  return bytes[at + 1] === LF ? at + 2 : at + 1;
}
