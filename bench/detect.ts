import { parseArgs } from 'node:util';
import { newCell, settle } from '../streams/stages/detect/area/cell.ts';
import { AreaDetector } from '../streams/stages/detect/area/judge.ts';
import {
  detection,
  falseAlarmRate,
  nullSeries,
  thresholdFor,
  wilson,
  type Detection,
} from './detect-compare.ts';
import { FLAT_WEEK, QUIET_WEEKENDS, simulatedCounts, type CountLaw } from './detect-counts.ts';
import { cusum, earsC2, ours, type Method } from './detect-methods.ts';
import { report, type BenchRow } from './report.ts';

const MEANS = [0.2, 0.5, 2, 8, 30];
/** Days a cell between two false alarms. */
const DAYS_BETWEEN = [100, 200, 365];
const CITY_CELLS = 1_000;
const VARIANTS: readonly {
  readonly name: string;
  readonly dispersion: number;
  readonly week: readonly number[];
}[] = [
  { name: 'Poisson', dispersion: 1, week: FLAT_WEEK },
  { name: 'Poisson, quiet weekends', dispersion: 1, week: QUIET_WEEKENDS },
  { name: 'variance 1.5 × mean, quiet weekends', dispersion: 1.5, week: QUIET_WEEKENDS },
];

interface Peer {
  readonly name: string;
  readonly method: Method;
  readonly thresholds: readonly [number, number];
}

/**
 * `npm run bench -- detect [--runs 2000] [--null-cells 250]`: simulated clusters of 14 days under the hub's detector, EARS C2 and CUSUM. Each
 * has its threshold set on the same series without clusters to the same rate of false alarms, which is then counted on other series.
 */
export function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '2000' },
      'null-cells': { type: 'string', default: '250' },
      'city-days': { type: 'string', default: '365' },
    },
  });
  const [runs, cells, cityDays] = [
    Number(values.runs),
    Number(values['null-cells']),
    Number(values['city-days']),
  ];
  const rows: BenchRow[] = [];
  const held = { strong: 0, weak: 0, settings: 0 };
  for (const variant of VARIANTS) {
    for (const mean of MEANS) {
      process.stderr.write(`${variant.name}, mean ${mean}\n`);
      const law = { mean, dispersion: variant.dispersion, week: variant.week };
      rows.push(...compared(law, `${variant.name}, ${mean} a day`, runs, cells, held));
    }
  }
  rows.push(...MEANS.map((mean) => shippedRow(mean, cells)), ...cityRows(cityDays));
  const of = `of ${held.settings} settings`;
  rows.push(
    { measure: 'ours not below the better peer at +3 sd', value: held.strong, unit: 'settings', beside: of },
    { measure: 'ours above the better peer at +1.5 sd', value: held.weak, unit: 'settings', beside: of },
  );
  report(
    'detect',
    { runs, nullCells: cells, nullDaysPerCell: NULL_DAYS, cityCells: CITY_CELLS, cityDays },
    rows,
    new Date(),
  );
  return Promise.resolve();
}

const NULL_DAYS = 1_000;

function compared(
  law: CountLaw,
  where: string,
  runs: number,
  cells: number,
  held: { strong: number; weak: number; settings: number },
): BenchRow[] {
  const peers: readonly Peer[] = [
    { name: 'EWMA', method: ours(law.dispersion), thresholds: [1, 6] },
    { name: 'EARS C2', method: earsC2, thresholds: [1, 20] },
    { name: 'CUSUM', method: cusum, thresholds: [1, 30] },
  ];
  const toSet = nullSeries(law, { seeds: 1, cells, days: NULL_DAYS });
  const toCount = nullSeries(law, { seeds: 2, cells, days: NULL_DAYS });
  return DAYS_BETWEEN.flatMap((days) => {
    const strong: Detection[] = [];
    const weak: Detection[] = [];
    const rows = peers.flatMap(({ name, method, thresholds }) => {
      const threshold = thresholdFor(method, 1 / days, toSet, thresholds);
      const rate = falseAlarmRate(method, threshold, toCount);
      const [at3, at15] = [3, 1.5].map((sds) => detection(method, threshold, law, sds, runs));
      if (at3 === undefined || at15 === undefined) return [];
      strong.push(at3);
      weak.push(at15);
      const measure = `${where}, 1/${days}, ${name}`;
      return [
        detectionRow(`${measure}: detected at +3 sd`, at3),
        detectionRow(`${measure}: detected at +1.5 sd`, at15),
        {
          measure: `${measure}: false alarms a cell-year`,
          value: rate * 365,
          unit: '1/a',
          beside: `${(rate * CITY_CELLS).toFixed(2)} a day in a city of ${CITY_CELLS} cells; threshold ${threshold.toFixed(3)}`,
        },
      ];
    });
    held.settings += 1;
    if (notBelow(strong)) held.strong += 1;
    if (above(weak)) held.weak += 1;
    return rows;
  });
}

function detectionRow(measure: string, { detected, runs, medianDelayDays }: Detection): BenchRow {
  const [low, high] = wilson(detected, runs);
  return {
    measure,
    value: detected / runs,
    unit: '',
    beside: `95 % ${low.toFixed(3)} to ${high.toFixed(3)}; median delay ${medianDelayDays} days`,
  };
}

/** Its interval reaches the better peer's share. */
function notBelow([own, ...peers]: readonly Detection[]): boolean {
  return own !== undefined && wilson(own.detected, own.runs)[1] >= best(peers);
}

function above([own, ...peers]: readonly Detection[]): boolean {
  return own !== undefined && own.detected / own.runs > best(peers);
}

function best(peers: readonly Detection[]): number {
  return Math.max(...peers.map(({ detected, runs }) => detected / runs));
}

/** What the calibration that the hub comes with keeps, where one false alarm a cell-year is asked for. */
function shippedRow(mean: number, cells: number): BenchRow {
  const rates = VARIANTS.map(({ dispersion, week }) => {
    const series = nullSeries({ mean, dispersion, week }, { seeds: 4, cells, days: NULL_DAYS });
    const { alarms, cellDays } = cityAlarms(series, null);
    return (alarms / cellDays) * 365;
  });
  return {
    measure: `${mean} a day, shipped calibration: false alarms a cell-year`,
    value: rates[0] ?? NaN,
    unit: '1/a',
    beside: `asked 1; ${VARIANTS.map(({ name }, at) => `${name} ${(rates[at] ?? NaN).toFixed(2)}`).join(', ')}`,
  };
}

/** A whole city, cells of all means side by side: alarms a day with and without false-discovery control. */
function cityRows(days: number): BenchRow[] {
  const series = Array.from({ length: CITY_CELLS }, (_, cell) =>
    simulatedCounts(400_000_009 + 7_919 * cell, LEARNING_DAYS + days, {
      mean: MEANS[cell % MEANS.length] ?? 1,
      dispersion: 1.5,
      week: QUIET_WEEKENDS,
    }),
  );
  return [null, 0.1].map((rate) => {
    const { alarms } = cityAlarms(series, rate);
    return {
      measure: `city of ${CITY_CELLS} quiet cells, 1 asked a cell-year, ${rate === null ? 'no' : `${rate}`} false-discovery control: false alarms a city-day`,
      value: alarms / days,
      unit: '1/d',
    };
  });
}

const LEARNING_DAYS = 84;

function cityAlarms(
  series: readonly (readonly number[])[],
  falseDiscoveryRate: number | null,
): { alarms: number; cellDays: number } {
  const detector = new AreaDetector('DAY', { falseAlarmsPerCellYear: 1, falseDiscoveryRate });
  let states = series.map(() => newCell(detector.rules));
  const days = series[0]?.length ?? 0;
  let alarms = 0;
  for (let day = 0; day < days; day += 1) {
    const verdicts = detector.judge(
      states,
      series.map((counts) => counts[day] ?? 0),
    );
    if (day >= LEARNING_DAYS) alarms += verdicts.filter(({ alarm }) => alarm).length;
    states = states.map((state, at) => {
      const verdict = verdicts[at];
      return verdict === undefined ? state : settle(state, verdict.look, verdict.alarm, detector.rules);
    });
  }
  return { alarms, cellDays: (days - LEARNING_DAYS) * series.length };
}
