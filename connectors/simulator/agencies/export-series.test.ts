import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ExportSeries } from './export-series.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exports-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a file that a crash left behind its position is not exported again, wherever its reader has put it', async () => {
  const series = new ExportSeries(folder, 'a');
  expect(await series.resume(0)).toBe(0);
  await writeFile(join(folder, series.nameOf(0, 200, 'csv')), '');
  expect(await series.resume(0)).toBe(200);
  await mkdir(join(folder, 'working'));
  await writeFile(join(folder, 'working', `20261125T030000000Z-77~${series.nameOf(200, 231, 'xml')}`), '');
  expect(await series.resume(200)).toBe(231);
  await mkdir(join(folder, 'done'));
  await writeFile(join(folder, 'done', series.nameOf(231, 240, 'csv')), '');
  await writeFile(join(folder, 'done', `${series.nameOf(231, 240, 'csv')}.report.json`), '');
  expect(await series.resume(231)).toBe(240);
  expect(await series.resume(240)).toBe(240);
});

test('half-written files of the series go, those of others stay', async () => {
  const series = new ExportSeries(folder, 'a');
  const other = new ExportSeries(folder, 'b');
  await writeFile(join(folder, `${series.nameOf(0, 200, 'csv')}.part`), '');
  await writeFile(join(folder, `${other.nameOf(0, 200, 'csv')}.part`), '');
  await writeFile(join(folder, other.nameOf(0, 200, 'csv')), '');
  expect(await series.resume(0)).toBe(0);
  expect((await readdir(folder)).sort()).toEqual([
    other.nameOf(0, 200, 'csv'),
    `${other.nameOf(0, 200, 'csv')}.part`,
  ]);
});
