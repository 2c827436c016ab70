import { setTimeout as wait } from 'node:timers/promises';
import { ensureParts } from '../docker/local/parts.ts';
import { freshLauncher, type Launcher } from '../test/harness/launcher.ts';
import { report, type BenchRow } from './report.ts';

const REST_S = 30;

/** What a person waits for and what it costs: first and second start with the simulated city, memory at rest with the city and with `--empty`. */
export async function run(): Promise<void> {
  await ensureParts((line) => process.stderr.write(`${line}\n`));
  const rows: BenchRow[] = [];
  const city = await freshLauncher();
  try {
    rows.push({
      measure: 'first start, city, to the printed request for one dispute',
      value: await secondsUp(city),
      unit: 's',
      beside: 'aim ≤ 60 s; parts installed',
    });
    await city.tributary('down');
    rows.push({
      measure: 'second start, city',
      value: await secondsUp(city),
      unit: 's',
      beside: 'aim ≤ 10 s',
    });
    rows.push(...(await memoryAtRest(city, 'city', 1_500)));
  } finally {
    await city.remove();
  }
  const empty = await freshLauncher();
  try {
    rows.push({ measure: 'start, empty', value: await secondsUp(empty, '--empty'), unit: 's' });
    rows.push(...(await memoryAtRest(empty, 'empty', 900)));
  } finally {
    await empty.remove();
  }
  report('start', { restS: REST_S }, rows, new Date());
}

/** Memory of all processes once they have rested. */
async function memoryAtRest(launcher: Launcher, what: string, aimMb: number): Promise<readonly BenchRow[]> {
  await wait(REST_S * 1_000);
  const { totalMemoryMb } = await launcher.status();
  return [
    {
      measure: `memory at rest, ${what}, all processes`,
      value: totalMemoryMb,
      unit: 'MB',
      beside: `aim ≤ ${aimMb} MB`,
    },
    { measure: `memory / aim, ${what}`, value: totalMemoryMb / aimMb, unit: 'ratio', beside: 'aim ≤ 1' },
  ];
}

async function secondsUp(launcher: Launcher, ...more: readonly string[]): Promise<number> {
  const startedMs = performance.now();
  const { code, output } = await launcher.tributary('up', '--detach', ...more);
  if (code !== 0) throw new Error(output);
  return (performance.now() - startedMs) / 1_000;
}
