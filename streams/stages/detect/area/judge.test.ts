import { describe, expect, test } from 'vitest';
import {
  FLAT_WEEK,
  QUIET_WEEKENDS,
  simulatedCounts,
  type CountLaw,
} from '../../../../bench/detect-counts.ts';
import { nullSeries } from '../../../../bench/detect-compare.ts';
import { DAILY_CALIBRATION } from './calibrated-daily.ts';
import { WEEKLY_CALIBRATION } from './calibrated-weekly.ts';
import { newCell, settle, type CellState } from './cell.ts';
import { commonOf } from './common.ts';
import { discoveryLimit } from './false-discovery.ts';
import { AreaDetector, type AreaLimits, type Verdict } from './judge.ts';
import { DAILY_RULES, WEEKLY_RULES } from './rules.ts';
import { windowSums } from './window.ts';

const ONE_A_YEAR: AreaLimits = { falseAlarmsPerCellYear: 1, falseDiscoveryRate: null };

/** All cells side by side, through JSON after every period if asked. */
function watch(
  series: readonly (readonly number[])[],
  limits: AreaLimits = ONE_A_YEAR,
  period: 'DAY' | 'WEEK' = 'DAY',
  restart = false,
): Verdict[][] {
  const detector = new AreaDetector(period, limits);
  let states: CellState[] = series.map(() => newCell(detector.rules));
  const all: Verdict[][] = [];
  for (let at = 0; at < (series[0]?.length ?? 0); at += 1) {
    const verdicts = detector.judge(
      states,
      series.map((counts) => counts[at] ?? 0),
    );
    states = verdicts.map(({ look, alarm }, cell) =>
      settle(states[cell] ?? newCell(detector.rules), look, alarm, detector.rules),
    );
    if (restart) states = JSON.parse(JSON.stringify(states)) as CellState[];
    all.push(verdicts);
  }
  return all;
}

const alarmsIn = (days: readonly (readonly Verdict[])[]): number =>
  days.flat().filter(({ alarm }) => alarm).length;
const cells = (count: number, days: number, law: CountLaw): number[][] =>
  nullSeries(law, { seeds: 4, cells: count, days: days - 84 });

describe('false alarms', () => {
  test.each([0.2, 0.5, 2, 8, 30])('with %d a day come about as often as asked', (mean) => {
    for (const dispersion of [1, 1.5]) {
      const series = cells(40, 84 + 730, { mean, dispersion, week: QUIET_WEEKENDS });
      const alarms = alarmsIn(watch(series, { ...ONE_A_YEAR, falseAlarmsPerCellYear: 2 }).slice(84));
      // 160 are asked for.
      expect(alarms, `dispersion ${dispersion}`).toBeGreaterThan(80);
      expect(alarms, `dispersion ${dispersion}`).toBeLessThan(260);
    }
  });

  test('are as many in weekly counts', () => {
    for (const mean of [1, 8, 60]) {
      const series = cells(60, 500, { mean, dispersion: 1, week: FLAT_WEEK });
      const years = (60 * 480 * 7) / 365;
      const alarms = alarmsIn(
        watch(series, { ...ONE_A_YEAR, falseAlarmsPerCellYear: 0.5 }, 'WEEK').slice(20),
      );
      expect(alarms, `mean ${mean}`).toBeGreaterThan(0.5 * 0.5 * years);
      expect(alarms, `mean ${mean}`).toBeLessThan(0.5 * 1.7 * years);
    }
  });

  test('do not come in thousands from a season and a trend that all cells share', () => {
    const days = 730;
    const series = Array.from({ length: 40 }, (_, cell) =>
      simulatedCounts(900 + cell, days, {
        mean: 12,
        dispersion: 1,
        week: Array.from(
          { length: days },
          (_unused, day) => (1 + 0.3 * Math.sin((2 * Math.PI * day) / 365)) * (1 + day / 2_000),
        ),
      }),
    );
    expect(alarmsIn(watch(series).slice(84))).toBeLessThan(3 * 40 * ((days - 84) / 365));
  });

  test('of a whole city are rare days with false-discovery control', () => {
    const series = cells(300, 84 + 120, { mean: 1, dispersion: 1.2, week: QUIET_WEEKENDS });
    const controlled = watch(series, { falseAlarmsPerCellYear: 6, falseDiscoveryRate: 0.1 }).slice(84);
    const alarmDays = controlled.filter((verdicts) => verdicts.some(({ alarm }) => alarm)).length;
    // A tenth of 120 days is allowed; the sum of many days makes it certain.
    expect(alarmDays).toBeLessThan(30);
    expect(
      alarmsIn(watch(series, { falseAlarmsPerCellYear: 6, falseDiscoveryRate: null }).slice(84)),
    ).toBeGreaterThan(5 * alarmDays);
  });
});

describe('a cluster', () => {
  const law: CountLaw = { mean: 4, dispersion: 1, week: QUIET_WEEKENDS };
  const quiet = cells(20, 200, law).slice(1);
  const clustered = simulatedCounts(77, 200, law, { from: 150, periods: 14, more: 8 });
  const series = [clustered, ...quiet];

  test('is found within days, among cells that stay quiet, also with false-discovery control', () => {
    for (const falseDiscoveryRate of [null, 0.1]) {
      const all = watch(series, { falseAlarmsPerCellYear: 1, falseDiscoveryRate });
      const found = all.flatMap(([first], day) => (first?.alarm === true && day >= 150 ? [day] : []));
      expect(found[0]).toBeLessThanOrEqual(153);
    }
  });

  test('starts the sums anew at an alarm, and its alarmed days are not in what is usual afterwards', () => {
    const all = watch(series);
    const first = all.findIndex(([one]) => one?.alarm === true);
    const after = all[first + 1]?.[0]?.look;
    expect(after?.score).toBeLessThan(all[first]?.[0]?.look.score ?? 0);
    const alarmed = all.map(([one]) => one?.alarm === true).slice(0, 190);
    const counts = clustered.slice(0, 190);
    const with0 = windowSums(
      counts,
      counts.map(() => false),
      DAILY_RULES,
    );
    const without = windowSums(counts, alarmed, DAILY_RULES);
    expect(without?.periods).toBeLessThan(with0?.periods ?? 0);
    expect(without?.level).toBeLessThan(with0?.level ?? 0);
  });

  test('is judged the same when the state goes through JSON after every day', () => {
    expect(watch(series, ONE_A_YEAR, 'DAY', true)).toEqual(watch(series));
  });

  test('of fewer cases than the minimum raises no alarm', () => {
    const lonely = Array.from({ length: 120 }, (_, day) => (day >= 110 && day < 112 ? 1 : 0));
    expect(alarmsIn(watch([lonely]))).toBe(0);
    const three = lonely.map((count, day) => (day === 111 ? 3 : count));
    expect(alarmsIn(watch([three]))).toBeGreaterThan(0);
  });
});

describe('what is usual', () => {
  test('leaves out the last three days and what is older than 56', () => {
    const counts = Array.from({ length: 100 }, (_, day) => (day >= 97 || day < 44 ? 1_000 : 2));
    const window = windowSums(
      counts,
      counts.map(() => false),
      DAILY_RULES,
    );
    expect(window?.periods).toBe(53);
    expect(window?.level).toBeCloseTo(2.01, 2);
  });

  test('takes a change that lasts for the new usual although every day of it alarmed', () => {
    const counts = Array.from({ length: 140 }, (_, day) => (day < 80 ? 2 : 50));
    const all = watch([counts]);
    expect(all[85]?.[0]?.alarm).toBe(true);
    expect(all[139]?.[0]?.alarm).toBe(false);
    expect(all[139]?.[0]?.look.baseline?.mean).toBeGreaterThan(40);
  });

  test('knows the days of the week where they differ, and pays nothing where they do not', () => {
    const weekly = Array.from({ length: 200 }, (_, day) => (day % 7 < 5 ? 20 : 4));
    const all = watch([weekly]);
    expect(alarmsIn(all)).toBe(0);
    expect(all[196]?.[0]?.look.baseline?.mean).toBeCloseTo(20, 0);
    expect(all[194]?.[0]?.look.baseline?.mean).toBeCloseTo(4, 0);
    const flat = watch([Array.from({ length: 200 }, () => 9)]);
    expect(flat[199]?.[0]?.look.baseline?.mean).toBeCloseTo(9.01, 2);
  });

  test('learns from many cells how counts scatter', () => {
    const law = { mean: 2, dispersion: 2, week: FLAT_WEEK };
    const windows = cells(60, 84, law).map((counts) =>
      windowSums(
        counts,
        counts.map(() => false),
        DAILY_RULES,
      ),
    );
    expect(commonOf(windows, DAILY_RULES).dispersionAt(2)).toBeGreaterThan(1.8);
    expect(commonOf(windows, DAILY_RULES).dispersionAt(2)).toBeLessThan(2.2);
  });
});

test('false-discovery control keeps what stands out among as many as were asked', () => {
  expect(discoveryLimit([0.001, 0.02, 0.03, 1, 1, 1, 1, 1, 1, 1], 0.1)).toBe(0.03);
  expect(discoveryLimit([0.011, 1, 1, 1, 1, 1, 1, 1, 1, 1], 0.1)).toBe(-1);
  expect(discoveryLimit([], 0.1)).toBe(-1);
});

test('limits that cannot be kept are refused by name', () => {
  expect(() => new AreaDetector('DAY', { ...ONE_A_YEAR, falseAlarmsPerCellYear: 100 })).toThrow(
    /from 0.004 to 36.5/,
  );
  expect(() => new AreaDetector('DAY', { ...ONE_A_YEAR, falseDiscoveryRate: 2 })).toThrow(
    /over 0 and below 1/,
  );
});

test('the calibrations are of the rules that are in force', () => {
  expect(DAILY_CALIBRATION.rulesVersion).toBe(DAILY_RULES.version);
  expect(WEEKLY_CALIBRATION.rulesVersion).toBe(WEEKLY_RULES.version);
});
