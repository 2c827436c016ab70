import { expect, test } from 'vitest';
import { filesToTryAgain, withSecondTry } from './second-try.ts';
import { tallyOfVitest, troublesOfVitest } from './tally.ts';

const passing = (fullName: string): object => ({ status: 'passed', fullName, failureMessages: [] });
const failing = (fullName: string): object => ({
  status: 'failed',
  fullName,
  failureMessages: [`${fullName} is wrong`],
});
const file = (name: string, status: string, assertionResults: object[], message = ''): object => ({
  name: `/project/${name}`,
  status,
  message,
  assertionResults,
});
function report(...testResults: object[]): object {
  const all = (testResults as { assertionResults: { status: string }[] }[]).flatMap(
    (one) => one.assertionResults,
  );
  const count = (status: string): number => all.filter((one) => one.status === status).length;
  return {
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    numPendingTests: count('skipped'),
    numTodoTests: 0,
    testResults,
  };
}

const good = file('good.int.test.ts', 'passed', [passing('stays')]);
const first = report(
  good,
  file('state.int.test.ts', 'failed', [passing('first'), failing('second')]),
  file('hook.int.test.ts', 'failed', [{ status: 'skipped', fullName: 'third' }], 'the broker was late'),
);

test('only files that failed are tried again, and none when so many fail that it is no chance', () => {
  expect(filesToTryAgain(first)).toEqual(['/project/state.int.test.ts', '/project/hook.int.test.ts']);
  const many = Array.from({ length: 6 }, (_, n) => file(`${n}.int.test.ts`, 'failed', [failing('all')]));
  expect(filesToTryAgain(report(...many))).toEqual([]);
  expect(filesToTryAgain(undefined)).toEqual([]);
});

test('what an event lost by a kill says is never tried away', () => {
  expect(filesToTryAgain(report(file('test/chaos/kill-9.e2e.test.ts', 'failed', [failing('all')])))).toEqual(
    [],
  );
});

test('of a file that was tried again the second run counts, and the first is told', () => {
  const second = report(
    file('state.int.test.ts', 'passed', [passing('first'), passing('second')]),
    file('hook.int.test.ts', 'passed', [passing('third')]),
  );
  const merged = withSecondTry(first, second);
  expect(tallyOfVitest(merged, 0)).toEqual({ passed: 4, failed: 0, skipped: 0 });
  expect(troublesOfVitest(merged, '/project')).toEqual([
    { file: 'state.int.test.ts', test: 'second', reason: 'second is wrong', isFailure: false },
    { file: 'hook.int.test.ts', test: '', reason: 'the broker was late', isFailure: false },
  ]);
});

test('what fails twice has failed, and so has a second run that did not come to its end', () => {
  const second = report(file('state.int.test.ts', 'failed', [passing('first'), failing('second')]));
  expect(tallyOfVitest(withSecondTry(first, second), 1)).toMatchObject({ failed: 2 });
  expect(tallyOfVitest(withSecondTry(first, undefined), 1)).toMatchObject({ failed: 2 });
});
