import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fitWeights } from '../streams/stages/link/fit-weights.ts';
import { SHIPPED_WEIGHTS, weightsOf } from '../streams/stages/link/weights.ts';
import { recordsOfCity } from './link-city.ts';
import { qualityOf, STRATA, type Quality, type Stratum, type Tally } from './link-quality.ts';
import { onlineRows } from './link-online.ts';
import { blocked, linked } from './link-run.ts';
import { report, type BenchRow } from './report.ts';

/** The seed that the shipped weights are fitted on; never reported. */
const FIT_SEED = 'fit-1';
/** A busy month, for quality: other quarrels are near. */
const RECORDS_A_DAY = 300;
/** Long enough at every size that all blocks of a month are full, so that sizes can be compared. */
const RECORDS_A_DAY_OF_SCALE = 100;

const AIMS: Partial<Record<Stratum, readonly [precision: number, recall: number]>> = {
  'identifier on both sides': [0.98, 0.95],
  'no identifier': [0.95, 0.85],
};

/**
 * Linking against the ground truth of the simulated city: quality by the worst of several seeds (`link`), and cost per record as the city grows
 * (`link-scale`). `--online N` links N records through the pipeline's linker and a MongoDB too (`link-online`).
 * `--fit FILE` fits weights on the fitting seed, without its truth, writes them and measures with them.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '5' },
      records: { type: 'string', default: '10000' },
      sizes: { type: 'string', default: '10000,100000' },
      full: { type: 'boolean', default: false },
      online: { type: 'string', default: '0' },
      fit: { type: 'string' },
    },
  });
  const [seeds, records] = [Number(values.seeds), Number(values.records)];
  const weights = values.fit === undefined ? SHIPPED_WEIGHTS : fitted(values.fit, records);
  const qualities = Array.from({ length: seeds }, (_, n) =>
    qualityOf(recordsOfCity(`link-${n + 1}`, records, RECORDS_A_DAY), weights),
  );
  const sizes = [
    ...values.sizes
      .split(',')
      .filter((size) => size !== '')
      .map(Number),
    ...(values.full ? [1_000_000] : []),
  ];
  const online = Number(values.online);
  if (seeds > 0) {
    report('link', { seeds, records, weights: weights.version }, qualityRows(qualities), new Date());
  }
  if (sizes.length > 0) {
    report('link-scale', { weights: weights.version }, scaleRows(sizes, weights), new Date());
  }
  if (online > 0) {
    report('link-online', { records: online }, await onlineRows(online, RECORDS_A_DAY_OF_SCALE), new Date());
  }
}

function fitted(path: string, records: number): typeof SHIPPED_WEIGHTS {
  const { linkables, pairs } = blocked(
    recordsOfCity(FIT_SEED, records, RECORDS_A_DAY).map(({ record }) => record),
  );
  const file = fitWeights(linkables, pairs, {
    version: `city-${records}`,
    fittedOn: `simulated city, noise model 1, seed ${FIT_SEED}, ${records} records, unlabelled`,
  });
  writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`);
  return weightsOf(file);
}

function qualityRows(qualities: readonly Quality[]): BenchRow[] {
  const strata: readonly Stratum[] = [...STRATA, 'within a feed', 'across feeds', 'all'];
  const rows = strata.flatMap((stratum) => {
    const [precision, recall] = AIMS[stratum] ?? [];
    const tallies = qualities.flatMap(({ pairwise }) => pairwise.get(stratum) ?? []);
    return measured(`pairs, ${stratum}`, tallies, precision, recall);
  });
  const sum = (pick: (quality: Quality) => number): number =>
    qualities.reduce((total, quality) => total + pick(quality), 0);
  const mean = (pick: (quality: Quality) => number): number => sum(pick) / qualities.length;
  const rules = [...(qualities[0]?.completeness.keys() ?? [])];
  return [
    ...rows,
    ...measured(
      'whole disputes of two records or more',
      qualities.map(({ whole }) => whole),
    ),
    {
      measure: 'pairs put before people',
      value: (1_000 * sum(({ reviews }) => reviews)) / sum((quality) => quality.records),
      unit: '/1000 records',
    },
    ...rules.map((rule) => ({
      measure: `true pairs that meet by ${rule}`,
      value: Math.min(...qualities.map(({ completeness }) => completeness.get(rule) ?? 0)),
      unit: '',
    })),
    {
      measure: 'true pairs of one reporter without an identifier',
      value: mean(({ shares }) => shares.withoutIdentifier),
      unit: '',
      beside: 'at least 0.30',
    },
    {
      measure: 'quarrels that resemble another',
      value: mean(({ shares }) => shares.hardNegatives),
      unit: '',
      beside: 'at least 0.10',
    },
    {
      measure: 'corrections that break or make a link',
      value: mean(({ shares }) => shares.changing),
      unit: '',
    },
    {
      measure: 'corrections that break a link',
      value: mean(({ shares }) => shares.breaking),
      unit: '',
      beside: 'at least 0.10',
    },
  ];
}

/** The worst of all seeds; pairs in review count as missed, and again as found. */
function measured(what: string, tallies: readonly Tally[], precision?: number, recall?: number): BenchRow[] {
  const worst = (of: (tally: Tally) => number): number => Math.min(...tallies.map(of));
  const p = ({ hit, wrong }: Tally): number => hit / (hit + wrong);
  const r = ({ hit, missed }: Tally): number => hit / (hit + missed);
  const aim = (value?: number): Pick<BenchRow, 'beside'> =>
    value === undefined ? {} : { beside: `aim ${value}` };
  return [
    { measure: `${what}: precision`, value: worst(p), unit: '', ...aim(precision) },
    { measure: `${what}: recall`, value: worst(r), unit: '', ...aim(recall) },
    ...(tallies.some(({ asked }) => asked > 0)
      ? [
          {
            measure: `${what}: recall with review`,
            value: worst(({ hit, missed, asked }) => (hit + asked) / (hit + missed)),
            unit: '',
          },
        ]
      : []),
    {
      measure: `${what}: F1`,
      value: worst((tally) => (2 * p(tally) * r(tally)) / (p(tally) + r(tally))),
      unit: '',
    },
  ];
}

function scaleRows(sizes: readonly number[], weights: typeof SHIPPED_WEIGHTS): BenchRow[] {
  let first: number | null = null;
  return sizes.flatMap((size): BenchRow[] => {
    const records = recordsOfCity('scale', size, RECORDS_A_DAY_OF_SCALE).map(({ record }) => record);
    const run = blocked(records);
    const { compareMs, clusterMs } = linked(run, weights);
    const costUs = ((run.foldMs + run.blockMs + compareMs + clusterMs) * 1_000) / records.length;
    first ??= costUs;
    const what = `city of ${size} records`;
    const perRecord = (ms: number): number => (ms * 1_000) / records.length;
    return [
      { measure: `${what}: records that hold disputes together`, value: records.length, unit: '' },
      { measure: `${what}: linked in memory`, value: 1e6 / costUs, unit: 'records/s' },
      {
        measure: `${what}: cost of a record`,
        value: costUs / first,
        unit: '× smallest',
        beside: 'at most 1.3',
      },
      { measure: `${what}: folding`, value: perRecord(run.foldMs), unit: 'µs/record' },
      { measure: `${what}: blocking`, value: perRecord(run.blockMs), unit: 'µs/record' },
      { measure: `${what}: comparing`, value: perRecord(compareMs), unit: 'µs/record' },
      { measure: `${what}: clustering`, value: perRecord(clusterMs), unit: 'µs/record' },
      { measure: `${what}: candidates`, value: run.pairs.length / records.length, unit: '/record' },
      { measure: `${what}: pairs compared`, value: (run.pairs.length * 1_000) / compareMs, unit: 'pairs/s' },
    ];
  });
}
