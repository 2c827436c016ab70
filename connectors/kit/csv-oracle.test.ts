import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import { csvFormat } from './csv-file.ts';
import { checkFieldCount, readFields, readHeader, splitCsvMessage } from './csv-message.ts';
import { DELIMITERS, fieldsOf, scanRow, type Delimiter } from './csv-rows.ts';
import type { FileBatch, FilePosition } from './file-format.ts';
import { fileBatches } from './testing/file-batches.ts';
import { encodeText, encodingOf, TEXT_ENCODINGS, type TextEncoding } from './text-encoding.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-oracle-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

vi.setConfig({ testTimeout: 60_000 });
const SEED = { seed: 20_261_124, numRuns: 150 };
const LINE_ENDS = ['\n', '\r\n', '\r'] as const;
const HEADER = ['编号', '类别', '内容'];

/** Second bytes of 0x5C, 0x7C and 0x40 in GB18030, characters of four bytes there and beyond the basic plane, and all that CSV gives a meaning. */
const CHARACTERS = ['a', ' ', '"', ',', ';', '\t', '\n', '\r', '誠', '亅', '丂', '漏', '㐀', '𠮷', 'é', '€'];

/** What csv-parse reads, or null where it refuses. */
function oracle(text: string, delimiter: Delimiter): string[][] | null {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch {
    return null;
  }
}

function scanned(text: string, delimiter: Delimiter): { readonly rows: string[][]; readonly sound: boolean } {
  const bytes = Buffer.from(text);
  const rows: string[][] = [];
  let sound = true;
  for (let at = 0; at < bytes.length;) {
    const span = scanRow(bytes, at, true, delimiter);
    if (span === null) throw new Error('more bytes wanted at the end');
    if (span.problem !== null) sound = false;
    if (span.end > at) rows.push(fieldsOf(bytes.toString('utf8', at, span.end), delimiter));
    at = span.next;
  }
  return { rows, sound };
}

it('reads every text that csv-parse takes as csv-parse does, and doubts no row of it', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', '\r', '漏', ' '),
    maxLength: 24,
  });
  let taken = 0;
  fc.assert(
    fc.property(text, fc.constantFrom(...DELIMITERS), (csv, delimiter) => {
      const expected = oracle(csv, delimiter);
      if (expected === null) return;
      taken += 1;
      expect(scanned(csv, delimiter)).toEqual({ rows: expected, sound: true });
    }),
    { ...SEED, numRuns: 5_000 },
  );
  expect(taken).toBeGreaterThan(1_000);
});

/** Whole records as they are, so that a test can compare them with what was written. */
function formatWith(delimiter: Delimiter, encoding: TextEncoding | 'auto') {
  const layout = { profile: null, family: 'x', delimiter, encoding, columns: HEADER, required: HEADER };
  return csvFormat({
    feed: 'court',
    eventType: 'x.v1',
    layoutsNamed: () => [layout],
    toDraft(message, { contentType }) {
      const { header, row } = splitCsvMessage(message, delimiter);
      const fields = readFields(row, encodingOf(contentType), delimiter);
      checkFieldCount(readHeader(header, encodingOf(contentType), delimiter), fields);
      return { sourceId: JSON.stringify(fields), sourceTime: '' } as RecordDraft;
    },
  });
}

const rowsIn = (batches: readonly FileBatch[]): unknown[] =>
  batches.flatMap(({ records }) => records.map(({ sourceId }) => JSON.parse(sourceId) as unknown));

async function readFile(
  bytes: Uint8Array,
  delimiter: Delimiter,
  encoding: TextEncoding | 'auto',
  from: FilePosition | null = null,
): Promise<readonly FileBatch[]> {
  const path = join(mkdtempSync(join(folder, 'x-')), 'x.csv');
  writeFileSync(path, bytes);
  return fileBatches(formatWith(delimiter, encoding), path, null, from);
}

/** Where each row begins: behind a byte order mark and the header, row by row. */
function positionsIn(bytes: Uint8Array, delimiter: Delimiter, markBytes: number): FilePosition[] {
  const positions: FilePosition[] = [];
  let row = -1;
  for (let at = markBytes; at < bytes.length;) {
    const span = scanRow(bytes, at, true, delimiter);
    if (span === null) break;
    if (span.end > at) row += 1;
    at = span.next;
    positions.push({ offset: at, row });
  }
  return positions;
}

const cell = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 8 });
const file = fc.record({
  rows: fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }),
  lineEnd: fc.constantFrom(...LINE_ENDS),
  delimiter: fc.constantFrom(...DELIMITERS),
  encoding: fc.constantFrom(...TEXT_ENCODINGS),
  isDeclared: fc.boolean(),
  isMarked: fc.boolean(),
  quoteAll: fc.boolean(),
  endsWithLineEnd: fc.boolean(),
  place: fc.double({ min: 0, max: 1, noNaN: true }),
});

it('makes of any file the rows that csv-parse reads, ragged ones as dead letters, and the same from any row on', async () => {
  await fc.assert(
    fc.asyncProperty(file, async (made) => {
      const { rows, lineEnd, delimiter, encoding, isMarked, quoteAll, endsWithLineEnd, place } = made;
      const written = (field: string): string =>
        quoteAll || /[",;\t\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
      const lines = [HEADER, ...rows].map((row) => row.map(written).join(delimiter));
      const text = lines.join(lineEnd) + (endsWithLineEnd ? lineEnd : '');
      const bytes = encodeText(isMarked ? `\ufeff${text}` : text, encoding);
      const declared = made.isDeclared ? encoding : 'auto';

      const expected = oracle(text, delimiter)?.slice(1) ?? [];
      const batches = await readFile(bytes, delimiter, declared);
      expect(rowsIn(batches)).toEqual(expected.filter((row) => row.length === HEADER.length));
      const letters = batches.flatMap((batch) => batch.letters);
      const ragged = expected.flatMap((row, index) =>
        row.length === HEADER.length
          ? []
          : [`row ${index + 1}: the row has ${row.length} columns, the header 3`],
      );
      expect(letters.map(({ reason }) => reason.split(';')[0])).toEqual(ragged);

      const markBytes = isMarked ? encodeText('\ufeff', encoding).length : 0;
      const positions = positionsIn(bytes, delimiter, markBytes);
      const position = positions[Math.floor(place * positions.length)] ?? positions.at(-1);
      if (position === undefined) return;
      const rest = await readFile(bytes, delimiter, declared, position);
      const tail = expected.slice(position.row);
      expect(rowsIn(rest)).toEqual(tail.filter((row) => row.length === HEADER.length));
      expect(rest.at(-1)?.position).toEqual({ offset: bytes.length, row: expected.length });
    }),
    SEED,
  );
});

describe('a file of many chunks', () => {
  /** Rows of a length that lets every byte of a character of four fall on the end of a chunk. */
  const rows = Array.from({ length: 2_600 }, (_unused, index) => [
    String(index),
    '𠮷㐀'.repeat(1 + (index % 7)),
    `誠"亅\r\n${'漏𠮷,'.repeat(20 + (index % 11))}`,
  ]);
  const text = [HEADER, ...rows]
    .map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(','))
    .join('\r\n');

  it.each(TEXT_ENCODINGS)(
    'in %s has the rows that were written, whole and from each batch on',
    async (encoding) => {
      const bytes = encodeText(text, encoding);
      expect(bytes.length).toBeGreaterThan(2 * 256 * 1024);
      const batches = await readFile(bytes, ',', 'auto');
      expect(batches.length).toBeGreaterThan(4);
      expect(rowsIn(batches)).toEqual(rows);
      for (const { position } of batches) {
        expect(rowsIn(await readFile(bytes, ',', 'auto', position))).toEqual(rows.slice(position.row));
      }
    },
  );
});

it('makes a dead letter of every row with NUL and of no other', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), async (spoilt) => {
      const lines = spoilt.map((isSpoilt, row) => `${row},类,${isSpoilt ? '漏\0水' : '漏水'}`);
      const batches = await readFile(Buffer.from([HEADER.join(','), ...lines].join('\n')), ',', 'auto');
      expect(rowsIn(batches)).toHaveLength(spoilt.filter((isSpoilt) => !isSpoilt).length);
      expect(batches.flatMap(({ letters }) => letters.map(({ reason }) => reason))).toEqual(
        spoilt.flatMap((isSpoilt, row) =>
          isSpoilt ? [expect.stringMatching(`^row ${row + 1}: .*NUL`) as string] : [],
        ),
      );
    }),
    { ...SEED, numRuns: 30 },
  );
});
