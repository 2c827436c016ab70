import { expect, test } from 'vitest';
import { addTallies, tallyOfVitest, tallyText } from './tally.ts';

const report = (passed: number, failed: number, results: unknown[] = []): object => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: results,
});

test('tests are counted as vitest counts them', () => {
  expect(tallyOfVitest(report(5, 0), 0)).toEqual({ passed: 5, failed: 0, skipped: 1 });
});

test('a file that did not load is a failure, one with failed tests is not counted twice', () => {
  const files = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ];
  expect(tallyOfVitest(report(1, 1, files), 1).failed).toBe(2);
});

test('a run that ends badly without a failed test has failed all the same', () => {
  expect(tallyOfVitest(report(5, 0), 1).failed).toBe(1);
  expect(tallyOfVitest(undefined, 0).failed).toBe(1);
});

test('the closing line is plain', () => {
  expect(tallyText(addTallies([]))).toBe('0 passed, 0 failed');
  expect(
    tallyText(
      addTallies([
        { passed: 1, failed: 0, skipped: 0 },
        { passed: 2, failed: 1, skipped: 3 },
      ]),
    ),
  ).toBe('3 passed, 1 failed, 3 skipped');
});
