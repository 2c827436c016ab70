import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FLAT_WEEK, simulatedCounts } from '../../bench/detect-counts.ts';
import type { Period } from './period-counts.ts';
import { DETECT_HEADER, runDetect } from './run-detect.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'detect-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function detect(
  text: string | Buffer,
  given: { period?: Period; json?: boolean } = {},
): Promise<string[]> {
  const file = join(folder, 'counts.csv');
  writeFileSync(file, text);
  let printed = '';
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      printed += chunk.toString();
      done();
    },
  });
  await runDetect(
    {
      file,
      period: given.period ?? null,
      limits: { falseAlarmsPerCellYear: 1, falseDiscoveryRate: null },
      json: given.json ?? false,
    },
    out,
  );
  return printed.trimEnd().split('\n');
}

const HEADER = 'date,area,category,count';
const START = Date.UTC(2023, 0, 2);
const date = (day: number): string => new Date(START + day * 86_400_000).toISOString().slice(0, 10);
const csv = (rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;

/** One cell with five a day for half a year, and fifteen more a day in ten days from day 150 on. */
const RISE = simulatedCounts(
  5,
  180,
  { mean: 5, dispersion: 1, week: FLAT_WEEK },
  { from: 150, periods: 10, more: 15 },
);
const rising = (day: (at: number) => string = date): string[] =>
  RISE.map((count, at) => `${day(at)},320612001,0203,${count}`);

describe('a file of daily counts', () => {
  test('gives a line a cell and day by date, under the header that was asked for, and alarms in the rise', async () => {
    const lines = await detect(csv(rising()));
    expect(lines[0]).toBe('date,area,category,count,baseline,score,alarm');
    expect(lines[0]).toBe(DETECT_HEADER);
    expect(lines).toHaveLength(181);
    const cells = lines.slice(1).map((line) => line.split(','));
    expect(cells.map(([at]) => at)).toEqual(Array.from({ length: 180 }, (_, at) => date(at)));
    expect(cells.map(([, , , count]) => Number(count))).toEqual(RISE);
    const alarms = cells.flatMap(([, , , , , , alarm], at) => (alarm === '1' ? [at] : []));
    // One false alarm a year is what was asked for.
    expect(alarms.filter((day) => day < 150).length).toBeLessThanOrEqual(1);
    expect(alarms.find((day) => day >= 150)).toBeLessThanOrEqual(151);
    const [, , , , baseline] = cells[149] ?? [];
    expect(Number(baseline)).toBeGreaterThan(4);
    expect(Number(baseline)).toBeLessThan(6);
  });

  test('gives the same for rows in any order, with a byte order mark, other columns, CRLF and empty counts', async () => {
    const plain = await detect(csv(rising()));
    const other = [...rising()].reverse().map((row) => {
      const [at, area, category, count] = row.split(',');
      return `"${area}",x,${count === '0' ? '' : count},${at?.replaceAll('-', '/')},${category}`;
    });
    const text = `\uFEFF${['Area,note,COUNT,date,category', ...other].join('\r\n')}`;
    expect(await detect(text)).toEqual(plain);
  });

  test('counts days that are not there as none, for every cell from the first date to the last', async () => {
    const lines = await detect(csv([`${date(0)},a,x,1`, `${date(9)},b,"x, y",2`]));
    expect(lines).toHaveLength(21);
    expect(lines[1]).toBe(`${date(0)},a,x,1,0.0000,0.0000,0`);
    expect(lines[2]).toBe(`${date(0)},b,"x, y",0,0.0000,0.0000,0`);
    expect(lines.at(-1)).toMatch(/,b,"x, y",2,/);
  });

  test('gives JSON lines with the threshold', async () => {
    const lines = (await detect(csv(rising()), { json: true })).map(
      (line) => JSON.parse(line) as Record<string, unknown>,
    );
    expect(lines[0]).toEqual({
      date: date(0),
      area: '320612001',
      category: '0203',
      count: RISE[0],
      baseline: null,
      dispersion: null,
      score: null,
      threshold: null,
      alarm: false,
    });
    for (const { score, threshold, alarm } of lines.slice(60)) {
      if (alarm === true) expect(Number(score)).toBeGreaterThanOrEqual(Number(threshold));
    }
  });
});

describe('a file of weekly counts', () => {
  const counts = simulatedCounts(
    8,
    80,
    { mean: 6, dispersion: 1, week: FLAT_WEEK },
    { from: 60, periods: 3, more: 18 },
  );
  const alarmsOf = (lines: readonly string[]): number[] =>
    lines.slice(1).flatMap((line, at) => (line.endsWith(',1') ? [at] : []));

  test('is known by its dates, and judged by the week', async () => {
    const lines = await detect(csv(counts.map((count, at) => `${date(7 * at)},a,x,${count}`)));
    expect(lines).toHaveLength(81);
    expect(alarmsOf(lines).filter((week) => week < 60).length).toBeLessThanOrEqual(2);
    expect(alarmsOf(lines).find((week) => week >= 60)).toBeLessThanOrEqual(61);
  });

  test('may name weeks of ISO 8601, over a year of 52 weeks, and gets them back', async () => {
    const week = (at: number): string =>
      `${at < 52 ? 2023 : 2024}-W${String((at % 52) + 1).padStart(2, '0')}`;
    const named = await detect(csv(counts.map((count, at) => `${week(at)},a,x,${count}`)));
    const dated = await detect(csv(counts.map((count, at) => `${date(7 * at)},a,x,${count}`)));
    expect(named[1]).toMatch(/^2023-W01,/);
    expect(named[53]).toMatch(/^2024-W01,/);
    expect(named.map((line) => line.replace(/^[^,]*/, ''))).toEqual(
      dated.map((line) => line.replace(/^[^,]*/, '')),
    );
  });

  test('can be made of daily counts, from Monday on', async () => {
    const lines = await detect(csv(rising()), { period: 'WEEK' });
    expect(lines).toHaveLength(1 + Math.ceil(180 / 7));
    const sum = RISE.slice(7, 14).reduce((total, count) => total + count, 0);
    expect(lines[2]).toMatch(new RegExp(`^${date(7)},320612001,0203,${sum},`));
  });
});

describe('what cannot be read is refused with line and column', () => {
  test.each([
    ['a day that does not exist', '2023-02-30,a,x,1', /line 3, date: "2023-02-30" is no day or week/],
    ['a week that does not exist', '2023-W53,a,x,1', /line 3, date: "2023-W53"/],
    ['a count below none', '2023-01-03,a,x,-1', /line 3, count: "-1" is no whole number/],
    ['a count that is no whole number', '2023-01-03,a,x,1.5', /line 3, count: "1.5"/],
    ['no area', '2023-01-03,,x,1', /line 3, area: is empty/],
    ['no category', '2023-01-03,a, ,1', /line 3, category: is empty/],
    ['a cell twice', '2023-01-02,a,x,5', /lines 2 and 3: 2023-01-02, a, x is there twice/],
    ['days and weeks', '2023-W05,a,x,1', /some dates are days and some weeks/],
    ['quotes that do not close', '2023-01-03,"a,x,1', /line 3: its quotes do not close/],
  ])('%s', async (_what, row, message) => {
    await expect(detect(csv(['2023-01-02,a,x,1', row]))).rejects.toThrow(message);
  });

  test('lines are those of the file, also behind a text of several lines', async () => {
    await expect(detect(csv(['2023-01-02,"a\nb",x,1', 'soon,a,x,1']))).rejects.toThrow(
      /line 4, date: "soon"/,
    );
  });

  test('a header without a column, a file without rows, bytes that are not UTF-8, a file that is not there', async () => {
    await expect(detect('date,area,count\n')).rejects.toThrow(/the header has no category/);
    await expect(detect(`${HEADER}\n`)).rejects.toThrow(/has no rows/);
    await expect(
      detect(Buffer.from([...Buffer.from(`${HEADER}\n2023-01-02,`), 0xb9, 0xff, 10])),
    ).rejects.toThrow(/line 2: it is not UTF-8/);
    await expect(
      runDetect(
        {
          file: join(folder, 'none.csv'),
          period: null,
          limits: { falseAlarmsPerCellYear: 1, falseDiscoveryRate: null },
          json: false,
        },
        process.stdout,
      ),
    ).rejects.toThrow(/none\.csv cannot be read/);
  });
});
