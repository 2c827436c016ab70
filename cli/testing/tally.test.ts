import { expect, test } from 'vitest';
import { addTallies, tallyOfVitest, tallyText, troublesOfVitest, troublesText } from './tally.ts';

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

test('what failed, and what passed only when tried again, is told by name with its first error', () => {
  const files = [
    {
      name: '/project/a.int.test.ts',
      status: 'failed',
      assertionResults: [
        { status: 'passed', fullName: 'works', failureMessages: [] },
        { status: 'passed', fullName: 'was late', failureMessages: ['\u001b[31mtimeout\u001b[39m'] },
        { status: 'failed', fullName: 'is wrong', failureMessages: ['expected 1\nto be 2\n\n at x\n at y'] },
      ],
    },
    { name: '/project/b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
  ];
  expect(troublesText(troublesOfVitest(report(2, 1, files), '/project'))).toBe(
    [
      '\nPassed only when tried again:',
      '  a.int.test.ts > was late\n    timeout',
      '\nFailed:',
      '  a.int.test.ts > is wrong\n    expected 1\n    to be 2\n    \n     at x',
      '  b.test.ts\n    no such module',
    ].join('\n'),
  );
  expect(troublesText(troublesOfVitest(undefined, '/project'))).toBe('');
});
