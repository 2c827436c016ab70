import { expect, test } from 'vitest';
import { table } from '../table.ts';
import { durationText, statusText } from './text.ts';

test('durations show their two largest units', () => {
  expect([0, 59, 60, 75, 3_600, 90_061].map(durationText)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '1 min 15 s',
    '1 h',
    '1 d 1 h',
  ]);
  expect(durationText(null)).toBe('');
});

test('columns stand under each other, also with Chinese in them', () => {
  expect(
    table(
      ['a', 'n'],
      [
        ['汇流', '5'],
        ['xy', '10'],
      ],
      [1],
    ),
  ).toBe('a      n\n汇流   5\nxy    10');
});

test('says how to start when nothing runs', () => {
  const nothing = {
    running: false,
    home: '/h',
    phase: null,
    startedAt: null,
    gatewayUrl: null,
    withCity: null,
    processes: [],
    totalMemoryMb: 0,
    flow: null,
  } as const;
  expect(statusText(nothing)).toContain('./tributary up');
});
