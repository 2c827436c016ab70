import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { writeFileAtomic, readFileIfThere } from '../../docker/local/atomic-file.ts';
import { ensureParts, PROJECT_DIR } from '../../docker/local/parts.ts';
import type { Report } from '../../docker/local/report.ts';
import { runTool } from '../../docker/local/run-tool.ts';
import { ensureBrowser } from './browser.ts';
import { lastResults, type FullResult } from './full-results.ts';
import { filesToTryAgain, withSecondTry } from './second-try.ts';
import type { Suite } from './suites.ts';
import {
  addTallies,
  tallyOfVitest,
  tallyText,
  troublesOfVitest,
  troublesText,
  type Trouble,
} from './tally.ts';

interface SuiteResult extends Omit<FullResult, 'date' | 'commit'> {
  readonly troubles: readonly Trouble[];
}

const RESULTS_DIR = join(PROJECT_DIR, '.tributary', 'test-results');
const FULL_RESULTS = join(PROJECT_DIR, 'test', 'results', 'full.json');

/**
 * Runs checks and tests: those of `npm run check`, one by one, then the vitest projects `unit`, `int` and `e2e`. Servers and browser are
 * installed meanwhile; checks and unit tests do not wait for them. Ends with what failed, by name, and `N passed, N failed` alone on a line.
 * @returns the exit code.
 */
export async function runTests(suites: readonly Suite[], isFull: boolean, report: Report): Promise<number> {
  const startedAt = new Date();
  const env = { ...process.env, ...(isFull ? { TEST_SIZE: 'full' } : {}) };
  const needsServers = suites.includes('int') || suites.includes('e2e');
  const installing = !needsServers
    ? Promise.resolve()
    : Promise.all([serversAreGiven() ? undefined : ensureParts(report), ensureBrowser(report)]);
  // Looked at after the unit tests; until then its failure is no unhandled one.
  installing.catch(() => undefined);
  const results: SuiteResult[] = [];
  if (suites.includes('checks')) results.push(...(await runChecks(env, report)));
  if (suites.includes('unit')) results.push(await runProject('unit', env, report));
  try {
    await installing;
    if (suites.includes('int')) results.push(await runProject('int', env, report));
    if (suites.includes('e2e')) results.push(await runProject('e2e', env, report));
  } catch (error) {
    report(`servers: ${error instanceof Error ? error.message : String(error)}`);
    results.push({ name: 'servers', passed: 0, failed: 1, skipped: 0, seconds: 0, troubles: [] });
  }
  const total = addTallies(results);
  if (isFull) writeFullResults(results, startedAt);
  const troubles = troublesText(results.flatMap((suite) => suite.troubles));
  if (troubles !== '') report(troubles);
  report(
    `\n${results.map((suite) => `${suite.name}: ${tallyText(suite)} (${suite.seconds} s)`).join('\n')}\n`,
  );
  report(tallyText(total));
  return total.failed === 0 ? 0 : 1;
}

function serversAreGiven(): boolean {
  const given = (name: string): boolean => (process.env[name] ?? '') !== '';
  return given('TRIBUTARY_KAFKA_BROKERS') && given('TRIBUTARY_MONGODB_URI');
}

/** The parts of `npm run check`, in its order: name and command. */
function checks(): readonly (readonly [name: string, command: string])[] {
  const text = readFileSync(join(PROJECT_DIR, 'package.json'), 'utf8');
  const { scripts } = JSON.parse(text) as { scripts: Record<string, string> };
  const names = (scripts['check'] ?? '').matchAll(/npm run (check:\S+)/g);
  return [...names].map(([, name = '']) => [name, scripts[name] ?? 'false'] as const);
}

/** Two at once, because each keeps one core busy; what each says stands together. */
async function runChecks(env: NodeJS.ProcessEnv, report: Report): Promise<readonly SuiteResult[]> {
  const waiting = [...checks().entries()];
  const results: SuiteResult[] = [];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, check] = next;
      results[index] = await runCheck(check, env, report);
    }
  };
  report(`\n== checks: ${waiting.map(([, [name]]) => name).join(', ')}`);
  await Promise.all([lane(), lane()]);
  return results;
}

/** Runs a script as `npm run` would: npm itself may not be on this machine. */
async function runCheck(
  [name, command]: readonly [string, string],
  env: NodeJS.ProcessEnv,
  report: Report,
): Promise<SuiteResult> {
  const startedMs = Date.now();
  const { code, stdout } = await runTool(
    '/bin/sh',
    ['-c', `cd "$0" && { ${command}; } 2>&1`, PROJECT_DIR],
    env,
  );
  const seconds = Math.round((Date.now() - startedMs) / 1_000);
  report(`\n== ${name}: ${seconds} s\n${stdout.trimEnd()}`.trimEnd());
  if (code !== 0) report(`${name} failed; mend what it says above, then npm run ${name}`);
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, seconds, troubles: [] };
}

/** Runs a vitest project. Files with servers that failed are run once more by themselves; the end names what passed only then. */
async function runProject(project: string, env: NodeJS.ProcessEnv, report: Report): Promise<SuiteResult> {
  report(`\n== ${project} tests`);
  const first = await runVitest(project, [], env);
  const again = first.code === 0 || project === 'unit' ? [] : filesToTryAgain(first.report);
  if (again.length > 0) {
    report(`\n== ${project} tests that failed, once more`);
    const second = await runVitest(project, again, env);
    return suiteOf(project, {
      report: withSecondTry(first.report, second.report),
      code: second.code,
      seconds: first.seconds + second.seconds,
    });
  }
  return suiteOf(project, first);
}

interface VitestRun {
  readonly report: unknown;
  readonly code: number | null;
  readonly seconds: number;
}

function suiteOf(project: string, { report, code, seconds }: VitestRun): SuiteResult {
  return {
    name: project,
    seconds,
    ...tallyOfVitest(report, code),
    troubles: troublesOfVitest(report, PROJECT_DIR),
  };
}

async function runVitest(
  project: string,
  files: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<VitestRun> {
  mkdirSync(RESULTS_DIR, { recursive: true });
  const file = join(RESULTS_DIR, `${project}.json`);
  rmSync(file, { force: true });
  const vitest = join(PROJECT_DIR, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--project', project, '--passWithNoTests', '--reporter=default'];
  const ended = await run(
    process.execPath,
    [...args, '--reporter=json', `--outputFile.json=${file}`, ...files],
    env,
  );
  const text = readFileIfThere(file);
  return { report: text === undefined ? undefined : JSON.parse(text), ...ended };
}

/** Runs a program on our own terminal. */
function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; seconds: number }> {
  const startedMs = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: PROJECT_DIR, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve({ code, seconds: Math.round((Date.now() - startedMs) / 1_000) });
    });
  });
}

function writeFullResults(run: readonly SuiteResult[], startedAt: Date): void {
  const cores = cpus();
  const about = { date: startedAt.toISOString(), commit: commitText() };
  const text = readFileIfThere(FULL_RESULTS);
  const results = {
    machine: {
      cores: cores.length,
      model: cores[0]?.model ?? 'unknown',
      memoryGb: Math.round(totalmem() / 1e9),
      node: process.version,
    },
    suites: lastResults(
      text === undefined ? undefined : JSON.parse(text),
      run.map(({ name, passed, failed, skipped, seconds }) => ({
        name,
        ...about,
        passed,
        failed,
        skipped,
        seconds,
      })),
      [...checks().map(([name]) => name), 'unit', 'int', 'e2e'],
    ),
  };
  writeFileAtomic(FULL_RESULTS, `${JSON.stringify(results, null, 2)}\n`);
}

function commitText(): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: PROJECT_DIR,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    const isClean = git('status', '--porcelain') === '';
    return `${git('rev-parse', 'HEAD')}${isClean ? '' : ' with changes'}`;
  } catch {
    return 'unknown';
  }
}
