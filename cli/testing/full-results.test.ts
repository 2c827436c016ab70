import { expect, test } from 'vitest';
import { lastResults, type FullResult } from './full-results.ts';

const ORDER = ['check:types', 'unit', 'e2e'];
const result = (name: string, commit: string): FullResult => ({
  name,
  date: '2026-11-01T00:00:00.000Z',
  commit,
  passed: 1,
  failed: 0,
  skipped: 0,
  seconds: 1.5,
});

test('of each suite the last result stands, with its own date and commit', () => {
  const earlier = { machine: {}, suites: [result('e2e', 'a'), result('unit', 'a')] };
  const results = lastResults(earlier, [result('unit', 'b'), result('check:types', 'b')], ORDER);
  expect(results.map(({ name, commit }) => `${name} ${commit}`)).toEqual([
    'check:types b',
    'unit b',
    'e2e a',
  ]);
});

test('suites that are gone, and files of another form, are forgotten', () => {
  expect(lastResults({ suites: [result('check:old', 'a')] }, [], ORDER)).toEqual([]);
  expect(lastResults({ suites: [{ name: 'unit' }] }, [result('e2e', 'b')], ORDER)).toHaveLength(1);
  expect(lastResults(undefined, [], ORDER)).toEqual([]);
});
