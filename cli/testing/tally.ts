import { relative } from 'node:path';
import { VitestReportSchema } from './vitest-report.ts';

/** How one suite ended. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Counts a vitest run from its JSON report. A file that failed outside its tests (did not load, a hook threw) counts as one failure, and so
 * does a run that ended with an error that no test shows (a server did not start, an unhandled rejection): nothing fails unseen.
 */
export function tallyOfVitest(report: unknown, exitCode: number | null): Tally {
  const parsed = VitestReportSchema.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = parsed.data;
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length;
  const failed = numFailedTests + brokenFiles;
  return {
    passed: numPassedTests,
    failed: exitCode !== 0 && failed === 0 ? 1 : failed,
    skipped: numPendingTests + numTodoTests,
  };
}

/** A test that failed, or that passed only when it was tried again. */
export interface Trouble {
  /** File, below the project's folder. */
  readonly file: string;
  /** Empty: the file as a whole (it did not load, a hook threw). */
  readonly test: string;
  /** The first lines of the first error. */
  readonly reason: string;
  readonly isFailure: boolean;
}

const REASON_LINES = 4;

const COLOURS = /\u001b\[[\d;]*m/g;

/** What a person looks for first after a run, from vitest's JSON report; empty where there is none. */
export function troublesOfVitest(report: unknown, projectDirectory: string): readonly Trouble[] {
  const parsed = VitestReportSchema.safeParse(report);
  if (!parsed.success) return [];
  return parsed.data.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(projectDirectory, name);
    const tests = assertionResults
      .filter((one) => one.status === 'failed' || (one.status === 'passed' && one.failureMessages.length > 0))
      .map((one) => ({
        file,
        test: one.fullName.trim(),
        reason: firstLines(one.failureMessages[0] ?? ''),
        isFailure: one.status === 'failed',
      }));
    const isFailure = status === 'failed';
    const isBroken = isFailure && !tests.some((one) => one.isFailure);
    const wasBroken = !isFailure && message !== '';
    return isBroken || wasBroken
      ? [...tests, { file, test: '', reason: firstLines(message), isFailure }]
      : tests;
  });
}

function firstLines(message: string): string {
  return message.replaceAll(COLOURS, '').trim().split('\n').slice(0, REASON_LINES).join('\n    ');
}

/** The troubles under their headings; empty where there are none. */
export function troublesText(troubles: readonly Trouble[]): string {
  const part = (heading: string, isFailure: boolean): readonly string[] => {
    const chosen = troubles.filter((trouble) => trouble.isFailure === isFailure);
    return chosen.length === 0
      ? []
      : [
          `\n${heading}`,
          ...chosen.map(
            ({ file, test, reason }) => `  ${file}${test === '' ? '' : ` > ${test}`}\n    ${reason}`,
          ),
        ];
  };
  return [...part('Passed only when tried again:', false), ...part('Failed:', true)].join('\n');
}

export function addTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, tally) => ({
      passed: sum.passed + tally.passed,
      failed: sum.failed + tally.failed,
      skipped: sum.skipped + tally.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** `12 passed, 0 failed`, with `, 3 skipped` when there are any. */
export function tallyText({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
