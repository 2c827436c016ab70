import { VitestReportSchema, type FileReport } from './vitest-report.ts';

/** More failed files than this are no chance: they are not tried again. */
const MOST_FILES = 5;

/** Its failure is a finding each time: what was lost once is lost. */
const ONE_TRY = '/test/chaos/';

/**
 * The files of a vitest run that get a second try as a whole, with hooks and servers anew: what a `beforeAll` left behind stays as it is
 * when vitest tries a single test again.
 * @param report vitest's JSON report.
 * @returns absolute paths; none where too many failed to be chance, or the report cannot be read.
 */
export function filesToTryAgain(report: unknown): readonly string[] {
  const parsed = VitestReportSchema.safeParse(report);
  if (!parsed.success) return [];
  const failed = parsed.data.testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);
  if (failed.length > MOST_FILES) return [];
  return failed.filter((name) => !name.includes(ONE_TRY));
}

/**
 * Both runs as one report: of a file that was tried again the second run counts, and what the first said of it stays with its tests, so that
 * they are named as passed only when tried again.
 */
export function withSecondTry(first: unknown, second: unknown): unknown {
  const [before, again] = [VitestReportSchema.safeParse(first), VitestReportSchema.safeParse(second)];
  if (!before.success || !again.success) return first;
  const retried = new Map(again.data.testResults.map((file) => [file.name, file]));
  const replaced = before.data.testResults.filter(({ name }) => retried.has(name));
  const less = (key: 'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests'): number =>
    before.data[key] + again.data[key] - counted(replaced, STATUSES[key]);
  return {
    ...before.data,
    numPassedTests: less('numPassedTests'),
    numFailedTests: less('numFailedTests'),
    numPendingTests: less('numPendingTests'),
    numTodoTests: less('numTodoTests'),
    testResults: before.data.testResults.map((file) => {
      const later = retried.get(file.name);
      return later === undefined ? file : withFormerFailures(later, file);
    }),
  };
}

const STATUSES = {
  numPassedTests: ['passed'],
  numFailedTests: ['failed'],
  numPendingTests: ['pending', 'skipped', 'disabled'],
  numTodoTests: ['todo'],
} as const;

function counted(files: readonly FileReport[], statuses: readonly string[]): number {
  return files
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => statuses.includes(status)).length;
}

function withFormerFailures(file: FileReport, before: FileReport): FileReport {
  const former = new Map(before.assertionResults.map((one) => [one.fullName, one.failureMessages]));
  return {
    ...file,
    message: file.message === '' ? before.message : file.message,
    assertionResults: file.assertionResults.map((one) =>
      one.failureMessages.length > 0 ? one : { ...one, failureMessages: former.get(one.fullName) ?? [] },
    ),
  };
}
