import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** One measured line of a bench: a figure means nothing without its unit and, where there is one, the peer measured in the same run. */
export interface BenchRow {
  readonly measure: string;
  readonly value: number;
  readonly unit: string;
  /** What it stands beside: the ceiling, the peer or the aim, in words. */
  readonly beside?: string;
}

export interface BenchReport {
  readonly bench: string;
  readonly date: string;
  readonly commit: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGiB: number;
    readonly node: string;
  };
  readonly settings: Readonly<Record<string, number | string>>;
  readonly rows: readonly BenchRow[];
}

const RESULTS = join(import.meta.dirname, 'results');

/** Prints the table and writes `bench/results/<bench>.json`. */
export function report(
  bench: string,
  settings: BenchReport['settings'],
  rows: readonly BenchRow[],
  date: Date,
): BenchReport {
  const whole: BenchReport = {
    bench,
    date: date.toISOString(),
    commit: commitOf(),
    machine: machine(),
    settings,
    rows,
  };
  const { cpu, cores, memoryGiB, node } = whole.machine;
  process.stdout.write(
    `\nbench ${bench} · ${whole.date} · ${cores} × ${cpu}, ${memoryGiB} GiB, Node ${node} · ${whole.commit}\n`,
  );
  process.stdout.write(
    `${Object.entries(settings)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')}\n\n`,
  );
  const width = Math.max(...rows.map((row) => row.measure.length));
  for (const row of rows) {
    const value = formatNumber(row.value).padStart(12);
    process.stdout.write(
      `${row.measure.padEnd(width)} ${value} ${row.unit.padEnd(12)} ${row.beside ?? ''}\n`.trimEnd() + '\n',
    );
  }
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${bench}.json`), `${JSON.stringify(whole, null, 2)}\n`);
  return whole;
}

function formatNumber(value: number): string {
  const digits = Math.abs(value) >= 1_000 ? 0 : Math.abs(value) >= 10 ? 1 : 3;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function machine(): BenchReport['machine'] {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
  };
}

function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'no git';
  }
}
