import { createReadStream } from 'node:fs';
import { fieldsOf, scanRow, DELIMITERS, type Delimiter } from '../../connectors/kit/csv-rows.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';

/** A row of a CSV file with the line it begins on, the first being 1. */
export interface CsvLine {
  readonly line: number;
  readonly fields: readonly string[];
}

const LF = 10;

/**
 * Reads a CSV file row by row (RFC 4180, UTF-8 with or without byte order mark; comma, semicolon or tab, whichever the header has), without
 * empty rows. The file never stands in memory as a whole. @throws HubError HUB_BAD_REQUEST naming the line that cannot be read.
 */
export async function* csvLines(path: string): AsyncGenerator<CsvLine> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let delimiter: Delimiter | null = null;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const rowsOf = function* (bytes: Buffer, atEnd: boolean): Generator<CsvLine> {
    let at = 0;
    while (at < bytes.length) {
      delimiter ??= delimiterOf(bytes, atEnd);
      const span = delimiter === null ? null : scanRow(bytes, at, atEnd, delimiter);
      if (span === null || delimiter === null) break;
      if (span.problem !== null)
        throw bad(line, 'its quotes do not close; double a quote that is part of a text');
      let text: string;
      try {
        text = decoder.decode(bytes.subarray(at, span.end));
      } catch (cause) {
        throw bad(line, 'it is not UTF-8; export the file as UTF-8', cause);
      }
      if (line === 1 && text.startsWith('\uFEFF')) text = text.slice(1);
      const fields = fieldsOf(text, delimiter);
      if (fields.some((field) => field.trim() !== '')) yield { line, fields };
      for (let byte = at; byte < span.next; byte += 1) if (bytes[byte] === LF) line += 1;
      at = span.next;
    }
    rest = bytes.subarray(at);
  };
  const bad = (at: number, why: string, cause?: unknown): HubError =>
    new HubError('HUB_BAD_REQUEST', `${path}, line ${at}: ${why}`, { cause });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      yield* rowsOf(rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]), false);
    }
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    throw new HubError('HUB_NOT_FOUND', `${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
  yield* rowsOf(rest, true);
}

/** The one that the header has most of. */
function delimiterOf(bytes: Buffer, atEnd: boolean): Delimiter | null {
  const end = bytes.indexOf(LF);
  if (end < 0 && !atEnd) return null;
  const header = bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, times: header.split(delimiter).length }));
  return counted.reduce((best, one) => (one.times > best.times ? one : best)).delimiter;
}
