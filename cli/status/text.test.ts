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

test('what agencies are told stands beside the feeds, with the reason why one does not take it', () => {
  const lines = statusText({
    running: true,
    home: '/h',
    phase: 'ready',
    startedAt: null,
    gatewayUrl: 'http://127.0.0.1:4000',
    withCity: true,
    processes: [],
    totalMemoryMb: 0,
    flow: {
      feeds: [],
      outbound: [
        {
          name: 'court-referrals',
          agency: 'court',
          state: 'RUNNING',
          trace: 'answered 503 (busy)\nmore',
          waiting: 2,
          retrying: 1,
          dead: 3,
          delivered: 40,
          lastDeliveredAt: '2026-11-24T04:00:00.000Z',
        },
      ],
      disputes: 0,
      lag: null,
      problems: [],
    },
  }).split('\n');
  expect(lines.map((line) => line.replace(/ +/g, ' '))).toEqual(
    expect.arrayContaining([
      'court-referrals court RUNNING 2 1 3 40 2026-11-24T04:00:00.000Z',
      'court-referrals: answered 503 (busy)',
      'dead deliveries: ./tributary redeliver --dead sends them again',
    ]),
  );
});
