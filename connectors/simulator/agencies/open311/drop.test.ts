import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { storyOf } from '../../testing/story.ts';
import { dropExport } from './drop.ts';
import { newYorkTime, NYC_COLUMNS } from './shape.ts';

const ROWS = storyOf({ seed: '311', records: 600, days: 7, start: 1_793_000_000_000 }).versions.flatMap(
  (version) => (version.agency === 'open311' ? [version.body] : []),
);

test('an export is whole when it gets its name, and reads back column by column', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drop-'));
  try {
    const odd = { ...ROWS[0], 'Resolution Description': 'said "no",\r\nthen left' };
    await dropExport(join(folder, 'new'), 'a.csv', [odd, ...ROWS]);
    expect(await readdir(join(folder, 'new'))).toEqual(['a.csv']);
    const text = await readFile(join(folder, 'new', 'a.csv'), 'utf8');
    const rows = parse<Record<string, string>>(text, { columns: true });
    expect(rows.length).toBe(ROWS.length + 1);
    expect(Object.keys(rows[0] ?? {})).toEqual([...NYC_COLUMNS]);
    expect(NYC_COLUMNS.length).toBe(41);
    expect(rows[0]?.['Resolution Description']).toBe('said "no",\r\nthen left');
    for (const [index, row] of ROWS.entries()) expect(rows[index + 1]).toMatchObject(row);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('closed requests say when and how, open ones do not', () => {
  for (const row of ROWS) {
    expect(row['Status'] === 'Closed').toBe(row['Closed Date'] !== '');
    expect(row['Status'] === 'Closed').toBe(row['Resolution Description'] !== '');
  }
});

test('times are New York’s wall clock on both sides of the change of clocks', () => {
  expect(newYorkTime(Date.parse('2026-11-01T05:59:59Z'))).toBe('11/01/2026 01:59:59 AM');
  expect(newYorkTime(Date.parse('2026-11-01T06:00:00Z'))).toBe('11/01/2026 01:00:00 AM');
  expect(newYorkTime(Date.parse('2026-03-08T06:59:59Z'))).toBe('03/08/2026 01:59:59 AM');
  expect(newYorkTime(Date.parse('2026-03-08T07:00:00Z'))).toBe('03/08/2026 03:00:00 AM');
  expect(newYorkTime(Date.parse('2026-07-04T16:30:00Z'))).toBe('07/04/2026 12:30:00 PM');
  expect(newYorkTime(Date.parse('2026-12-24T05:05:09Z'))).toBe('12/24/2026 12:05:09 AM');
});
