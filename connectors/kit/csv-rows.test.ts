import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DELIMITERS, fieldsOf, ROW_MAX_BYTES, scanRow, type Delimiter } from './csv-rows.ts';

interface Row {
  readonly text: string;
  readonly problem: string | null;
}

function rowsOf(csv: string, delimiter: Delimiter = ','): readonly Row[] {
  const bytes = Buffer.from(csv);
  const rows: Row[] = [];
  for (let at = 0; at < bytes.length;) {
    const span = scanRow(bytes, at, true, delimiter);
    if (span === null) throw new Error('more bytes wanted at the end');
    rows.push({ text: bytes.toString('utf8', at, span.end), problem: span.problem });
    at = span.next;
  }
  return rows;
}

const quoted = (field: string): string =>
  /[",;\t\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;

it('reads back any table that is written by RFC 4180, with every delimiter and line end', () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', '\r', '好', ' ') });
  const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      table,
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.constantFrom(...DELIMITERS),
      (rows, lineEnd, delimiter) => {
        const csv = rows.map((row) => row.map(quoted).join(delimiter) + lineEnd).join('');
        expect(rowsOf(csv, delimiter).map(({ text }) => fieldsOf(text, delimiter))).toEqual(rows);
      },
    ),
  );
});

it('gives the same rows however the bytes are cut into chunks', () => {
  const bytes = Buffer.from('a,"b\r\nc"\r\n"d""",e\rf,g\n');
  for (let cut = 1; cut < bytes.length; cut += 1) {
    const first = bytes.subarray(0, cut);
    const spans: string[] = [];
    let at = 0;
    for (let span = scanRow(first, at, false); span !== null; span = scanRow(first, at, false)) {
      spans.push(bytes.toString('utf8', at, span.end));
      at = span.next;
      if (at >= first.length) break;
    }
    for (let span; at < bytes.length; at = span.next) {
      span = scanRow(bytes, at, true) ?? { end: bytes.length, next: bytes.length };
      spans.push(bytes.toString('utf8', at, span.end));
    }
    expect(spans).toEqual(['a,"b\r\nc"', '"d""",e', 'f,g']);
  }
});

describe('a bad quote', () => {
  it('spoils its own line only', () => {
    expect(rowsOf('a,"b\nc,d\ne,f\n').map(({ text, problem }) => [text, problem])).toEqual([
      ['a,"b', 'QUOTE_NOT_CLOSED'],
      ['c,d', null],
      ['e,f', null],
    ]);
    expect(rowsOf('a,"b"x\nc,d\n')).toEqual([
      { text: 'a,"b"x', problem: 'TEXT_AFTER_QUOTE' },
      { text: 'c,d', problem: null },
    ]);
  });

  it('does not make the scanner hold more than a row may have', () => {
    const bytes = Buffer.from(`a,"${'x'.repeat(100)}\n`.padEnd(ROW_MAX_BYTES + 2, 'y'));
    expect(scanRow(bytes, 0, false)).toEqual({ end: 103, next: 104, problem: 'QUOTE_NOT_CLOSED' });
  });
});

it('takes a quote inside an unquoted field for what it is', () => {
  expect(fieldsOf('5" pipe,b')).toEqual(['5" pipe', 'b']);
});

it('ends the last row without a line end', () => {
  expect(rowsOf('a,b\nc,d')).toEqual([
    { text: 'a,b', problem: null },
    { text: 'c,d', problem: null },
  ]);
});
