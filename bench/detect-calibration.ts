import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DAILY_RULES, WEEKLY_RULES, type AreaRules } from '../streams/stages/detect/area/rules.ts';
import { FLAT_WEEK, simulatedCounts } from './detect-counts.ts';
import { ours } from './detect-methods.ts';

const SCORES = [1.5, 2, 2.5, 3, 3.5, 4, 4.5];
const DISPERSIONS = [1, 1.5, 3];
const PERIODS = 1_000;
/** Fewer alarms than this say too little: the rate goes on as the tail of a normal law. */
const LEAST_ALARMS = 30;
const AREA = join(import.meta.dirname, '../streams/stages/detect/area');

/**
 * Writes the calibration of the area detector anew: false alarms a cell and period while nothing is unusual, by mean, dispersion and
 * threshold, from simulated cells. To be run after every change of its rules; the test of the calibration fails until then.
 */
export function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { cells: { type: 'string', default: '400' } } });
  const cells = Number(values.cells);
  write('daily', DAILY_RULES, [0.2, 0.5, 2, 8, 30, 120], cells);
  write('weekly', WEEKLY_RULES, [1, 4, 16, 64, 256, 1_000], cells);
  return Promise.resolve();
}

function write(name: 'daily' | 'weekly', rules: AreaRules, means: readonly number[], cells: number): void {
  const log10Rates = DISPERSIONS.map((dispersion) =>
    means.map((mean) => {
      process.stderr.write(`${name}: dispersion ${dispersion}, mean ${mean}\n`);
      return log10RatesOf(rules, mean, dispersion, cells);
    }),
  );
  const constant = `${name.toUpperCase()}_CALIBRATION`;
  const text = `import type { Calibration } from './calibration.ts';

/** Made by \`npm run bench -- detect-calibration --cells ${cells}\`: ${cells} cells of ${PERIODS} periods each. */
export const ${constant}: Calibration = {
  rulesVersion: '${rules.version}',
  dispersions: ${JSON.stringify(DISPERSIONS)},
  means: ${JSON.stringify(means)},
  scores: ${JSON.stringify(SCORES)},
  log10Rates: [
${log10Rates.map((rows) => `    [\n${rows.map((row) => `      ${JSON.stringify(row).replaceAll(',', ', ')},`).join('\n')}\n    ],`).join('\n')}
  ],
};
`;
  writeFileSync(join(AREA, `calibrated-${name}.ts`), text.replaceAll(/(\d),(\d)/g, '$1, $2'));
}

function log10RatesOf(rules: AreaRules, mean: number, dispersion: number, cells: number): number[] {
  const alarms = SCORES.map(() => 0);
  const law = { mean, dispersion, week: FLAT_WEEK };
  const learned = Math.ceil(rules.windowPeriods * 1.5);
  for (let cell = 0; cell < cells; cell += 1) {
    const counts = simulatedCounts(1_000_003 * cell + 17, learned + PERIODS, law);
    for (const [at, score] of SCORES.entries()) {
      const detect = ours(dispersion, rules)(score);
      for (const [period, count] of counts.entries()) {
        if (detect(count) && period >= learned) alarms[at] = (alarms[at] ?? 0) + 1;
      }
    }
  }
  const rates: number[] = [];
  for (const [at, count] of alarms.entries()) {
    const before = rates.at(-1);
    const [last = 0, here = 0] = [SCORES[at - 1], SCORES[at]];
    rates.push(
      count >= LEAST_ALARMS || before === undefined
        ? Math.log10(count / cells / PERIODS)
        : before - (here ** 2 - last ** 2) / 2 / Math.LN10,
    );
  }
  return rates.map((rate) => Number(rate.toFixed(3)));
}
