import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { open311 } from '../open311/feed.ts';
import type { FileBatch, FilePosition } from './file-format.ts';
import { fileBatches, formatOfFeed, reasonsOf, sourceIdsOf } from './testing/file-batches.ts';

const folder = mkdtempSync(join(tmpdir(), 'csv-file-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const format = formatOfFeed(open311, '.csv');
const fixture = readFileSync(new URL('../open311/fixtures/nyc.csv', import.meta.url), 'utf8');
const header = fixture.slice(0, fixture.indexOf('\n'));
const columns = header.split(',');
const rowOf = (key: number): string => {
  const cells: Record<string, string> = {
    'Unique Key': String(key),
    'Created Date': '12/01/2026 12:00:00 AM',
    'Complaint Type': 'Noise',
    Descriptor: 'Loud',
    Status: 'Open',
  };
  return columns.map((column) => cells[column] ?? '').join(',');
};

async function batchesOf(
  content: string | Uint8Array,
  from: FilePosition | null = null,
): Promise<readonly FileBatch[]> {
  const path = join(folder, 'file.csv');
  writeFileSync(path, content);
  return batchesAt(path, from);
}

const batchesAt = (path: string, from: FilePosition | null = null): Promise<readonly FileBatch[]> =>
  fileBatches(format, path, 'nyc', from);

it('reads both fixtures whole, with newlines and quotes inside fields', async () => {
  expect(sourceIdsOf(await batchesOf(fixture))).toEqual(['90000001', '90000002', '90000003']);
  const old = readFileSync(new URL('../open311/fixtures/nyc-2013.csv', import.meta.url));
  const batches = await batchesOf(old);
  expect(batches[0]?.layout).toBe('nyc-2013');
  expect(sourceIdsOf(batches)).toEqual(['80000001', '80000002']);
});

it.each([
  ['a byte order mark', `\uFEFF${header}\n${rowOf(1)}\n`],
  ['CRLF', `${header}\r\n${rowOf(1)}\r\n`],
  ['CR', `${header}\r${rowOf(1)}\r`],
  ['no line end at the end', `${header}\n${rowOf(1)}`],
  ['empty lines', `${header}\n\n\n${rowOf(1)}\n\n`],
])('reads a file with %s', async (_what, content) => {
  const batches = await batchesOf(content);
  expect(reasonsOf(batches)).toEqual([]);
  expect(sourceIdsOf(batches)).toEqual(['1']);
});

it('keeps a row’s original bytes with the header in front, in records and dead letters', async () => {
  const batches = await batchesOf(`${header}\n${rowOf(1)}\nragged,row\n`);
  expect(Buffer.from(batches[0]?.records[0]?.bytes ?? []).toString()).toBe(`${header}\r\n${rowOf(1)}\r\n`);
  expect(Buffer.from(batches[0]?.letters[0]?.value ?? []).toString()).toBe(`${header}\r\nragged,row\r\n`);
});

describe('a bad row', () => {
  const between = (bad: string | Uint8Array): Uint8Array =>
    Buffer.concat([
      Buffer.from(`${header}\n${rowOf(1)}\n`),
      Buffer.from(bad),
      Buffer.from(`\n${rowOf(3)}\n`),
    ]);
  it.each([
    ['is ragged', between('2,x'), /^row 2: the row has 2 columns, the header 41/],
    ['holds NUL bytes', between(rowOf(2).replace('Loud', 'L\0ud')), /^row 2: .*NUL/],
    ['is not UTF-8', between(Buffer.concat([Buffer.from([0xff]), Buffer.from(rowOf(2))])), /^row 2: .*UTF-8/],
    ['has an open quote', between(rowOf(2).replace('Loud', '"Loud')), /^row 2: .*quote/],
    ['has no key', between(rowOf(2).slice(1)), /^row 2: Unique Key: is missing/],
    ['has 30 February', between(rowOf(2).replace('12/01', '02/30')), /^row 2: Created Date: .*calendar/],
    [
      'has an oversized field',
      between(rowOf(2).replace('Loud', 'x'.repeat(20_001))),
      /^row 2: Descriptor: has 20001/,
    ],
  ])('that %s becomes a dead letter and the rest goes on', async (_what, content, reason) => {
    const batches = await batchesOf(content);
    expect(sourceIdsOf(batches)).toEqual(['1', '3']);
    expect(reasonsOf(batches)).toEqual([expect.stringMatching(reason)]);
  });

  it('that was cut off at the end of a half-written file becomes a dead letter', async () => {
    const batches = await batchesOf(`${header}\n${rowOf(1)}\n${rowOf(2).slice(0, 40)}`);
    expect(sourceIdsOf(batches)).toEqual(['1']);
    expect(reasonsOf(batches)[0]).toMatch(/cut off/);
  });
});

it('goes on in the middle of a file where it was told, without loss or repeat', async () => {
  const keys = Array.from({ length: 1_800 }, (_unused, index) => index + 1);
  const content = `${header}\n${keys.map(rowOf).join('\n')}\n`;
  const whole = await batchesOf(content);
  expect(whole.length).toBeGreaterThan(3);
  const [first] = whole;
  if (first === undefined) throw new Error('no batch');
  const rest = await batchesOf(content, first.position);
  expect([...sourceIdsOf([first]), ...sourceIdsOf(rest)]).toEqual(keys.map(String));
  expect(rest.at(-1)?.position.row).toBe(1_800);
});

describe('refuses as a whole', () => {
  it.each([
    ['an empty file', '', /empty/],
    ['UTF-16', Buffer.from(`\uFEFF${header}\n`, 'utf16le'), /UTF-16/],
    ['a file without the columns that rows need', 'a,b,c\n1,2,3\n', /"Unique Key"/],
    ['a binary file', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), /NUL/],
  ])('%s', async (_what, content, reason) => {
    await expect(batchesOf(content)).rejects.toThrow(reason);
  });
  it('a file that is not there, as a fault worth trying again', async () => {
    await expect(batchesAt(join(folder, 'none.csv'))).rejects.toMatchObject({
      code: 'HUB_SOURCE_UNAVAILABLE',
    });
  });
});

/** The real exports lie beside the repository on some machines. */
const REAL = new URL('../../../shared/data/', import.meta.url);
describe.runIf(existsSync(REAL))('the real New York exports', () => {
  it.each([
    ['nyc311-2000.csv', 2_000, 'nyc'],
    ['nyc311-oldschema-199.csv', 199, 'nyc-2013'],
  ])('%s: every one of its %i rows ends as a record or a dead letter', async (file, count, layout) => {
    const batches = await batchesAt(new URL(file, REAL).pathname);
    expect(batches.at(-1)?.position.row).toBe(count);
    expect(batches[0]?.layout).toBe(layout);
    expect(sourceIdsOf(batches).length + reasonsOf(batches).length).toBe(count);
    expect(new Set(sourceIdsOf(batches)).size).toBe(count);
  });
});
