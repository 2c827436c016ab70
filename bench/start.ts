import { setTimeout as wait } from 'node:timers/promises';
import { ensureParts } from '../docker/local/parts.ts';
import { freshLauncher, type Launcher } from '../test/harness/launcher.ts';
import { report, type BenchRow } from './report.ts';

const REST_S = 30;

/** What a person waits for and what it costs: first and second start with the simulated city, memory of `up --empty` at rest. */
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
  } finally {
    await city.remove();
  }
  const empty = await freshLauncher();
  try {
    rows.push({ measure: 'start, empty', value: await secondsUp(empty, '--empty'), unit: 's' });
    await wait(REST_S * 1_000);
    const { totalMemoryMb } = await empty.status();
    rows.push({
      measure: 'memory at rest, empty, all processes',
      value: totalMemoryMb,
      unit: 'MB',
      beside: 'aim ≤ 900 MB',
    });
    rows.push({ measure: 'memory / aim', value: totalMemoryMb / 900, unit: 'ratio', beside: 'aim ≤ 1' });
  } finally {
    await empty.remove();
  }
  report('start', { restS: REST_S }, rows, new Date());
}

async function secondsUp(launcher: Launcher, ...more: readonly string[]): Promise<number> {
  const startedMs = performance.now();
  const { code, output } = await launcher.tributary('up', '--detach', ...more);
  if (code !== 0) throw new Error(output);
  return (performance.now() - startedMs) / 1_000;
}
