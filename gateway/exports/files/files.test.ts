import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import readXlsx from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import type { ExportCell } from '../../../schema/canonical/export.ts';
import { FULL_ACCESS } from '../../access/grants/access.ts';
import { exportJobOf } from '../../subgraphs/testing/export-job.ts';
import { csvOf } from './csv.ts';
import { Clock, isTimeZone } from './moments.ts';
import { sheetOf, type Sheet } from './sheet.ts';
import { xlsxOf } from './xlsx.ts';

const WANG = { partner: 'police', actor: 'wang', purpose: 'DISPUTE_HANDLING', access: FULL_ACCESS };
const COLUMNS = ['title', 'amount', 'openedAt'];

function sheet(rows: readonly (readonly ExportCell[])[], given: object = {}): Sheet {
  const job = exportJobOf(WANG, { columns: COLUMNS, notGranted: ['amount'], ...given });
  return sheetOf(
    job,
    (async function* () {
      yield Promise.resolve(rows);
    })(),
  );
}

async function csv(rows: readonly (readonly ExportCell[])[]): Promise<string[][]> {
  const whole = await text(Readable.from(csvOf(sheet(rows))));
  return parse(whole, { bom: true, relaxColumnCount: true, skipEmptyLines: true });
}

describe('a text in a CSV', () => {
  test.each(['=1+1', '+86', '-3', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠A'])(
    'is no formula: %j',
    async (value) => {
      const [, row] = await csv([[value, null, null]]);
      expect(row?.[0]).toBe(`'${value}`);
    },
  );

  test.each(['320602199001011234', '051385123456'])('stays the number that it is: %s', async (value) => {
    const [, row] = await csv([[value, null, null]]);
    expect(row?.[0]).toBe(`${value}\t`);
  });

  test.each(['13812345678', '欠薪, "三月"', 'two\r\nlines', 'a=b', '', '😀'])(
    'is as it was: %j',
    async (value) => {
      const [, row] = await csv([[value, -5.5, '2026-11-24T16:30:00.000Z']]);
      expect(row).toEqual([value, '-5.5', '2026-11-25 00:30:00', 'police/wang/01234567']);
    },
  );
});

test('a file names the columns that are not granted, and its filter', async () => {
  const lines = await csv([]);
  const about: Record<string, string> = Object.fromEntries(
    lines.slice(1).map(([label = '', value = '']) => [label, value]),
  );
  expect(about).toMatchObject({
    '# 未授权的列': '涉及金额（元）',
    '# 筛选条件': '{"filter":{"regionCode":"320612"}}',
  });
});

test('a workbook holds texts as they are, moments as dates and numbers as numbers', async () => {
  const odd = ['=1+1', 'a_x000D_b', '<&>"\u0001', '  x ', '😀\uD800', '320602199001011234'];
  const rows = odd.map((value): ExportCell[] => [value, 12.34, '2026-11-24T16:30:00.000Z']);
  const bytes = await buffer(xlsxOf(sheet(rows, { language: 'ZH_TW' })));
  const [list, about] = await readXlsx(bytes, { trim: false });
  expect(list?.sheet).toBe('糾紛列表');
  expect(list?.data[0]).toEqual(['事件名稱', '涉及金額（元）', '首次報告時間', '水印']);
  const texts = list?.data.slice(1).map(([first]) => String(first).replaceAll('_x005F_', '_'));
  expect(texts).toEqual(['=1+1', 'a_x000D_b', '<&>"', '  x ', '😀\uFFFD', '320602199001011234']);
  const [, amount, moment, watermark] = list?.data[1] ?? [];
  expect([amount, watermark]).toEqual([12.34, 'police/wang/01234567']);
  // A day's fraction is no whole number of milliseconds.
  expect(Math.round(Number(moment) / 1_000) * 1_000).toBe(Date.parse('2026-11-25T00:30:00Z'));
  expect(about?.data.map(([, value]) => value)).toContain('police/wang');
});

test('a file that breaks off does not look complete', async () => {
  const job = exportJobOf(WANG, { columns: COLUMNS });
  const broken = (): Sheet =>
    sheetOf(
      job,
      (async function* () {
        yield await Promise.resolve([['x', 1, null]]);
        throw new Error('its rows are gone');
      })(),
    );
  await expect(buffer(xlsxOf(broken()))).rejects.toThrow('its rows are gone');
  await expect(text(Readable.from(csvOf(broken())))).rejects.toThrow('its rows are gone');
});

test('moments are told by the clock of a place, summer and winter', () => {
  const clock = new Clock('Europe/Berlin');
  expect(clock.textOf('2026-07-01T10:00:00Z')).toBe('2026-07-01 12:00:00');
  expect(clock.textOf('2026-12-31T23:30:00Z')).toBe('2027-01-01 00:30:00');
  expect(clock.textOf('yesterday')).toBe('yesterday');
  expect(isTimeZone('Asia/Shanghai')).toBe(true);
  expect(isTimeZone('Mars/Base')).toBe(false);
});
