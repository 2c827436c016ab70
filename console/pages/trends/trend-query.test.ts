import { expect, test } from 'vitest';
import { levelOf, ratesVariables, readTrendQuery, stretchesOf } from './trend-query.ts';

const NOW = new Date('2026-11-28T04:00:00Z');
const read = (query: string): ReturnType<typeof readTrendQuery> =>
  readTrendQuery(new URLSearchParams(query), NOW);

test('the address says the time and the place; without, or with what cannot be, it is the last 30 days', () => {
  const month = { days: { from: '2026-10-30', to: '2026-11-28' }, region: null, category: null };
  expect(read('')).toEqual(month);
  expect(read('from=2026-11-28&to=2026-11-01&days=8&region=x&category=DROP')).toEqual(month);
  expect(read('from=2020-01-01&to=2026-11-01')).toEqual(month);
  expect(read('days=7').days).toEqual({ from: '2026-11-22', to: '2026-11-28' });
  expect(read('from=2026-01-01&to=2026-06-30&region=320612&category=TORT')).toEqual({
    days: { from: '2026-01-01', to: '2026-06-30' },
    region: '320612',
    category: 'TORT',
  });
});

test('counties are shown, and streets within one of them', () => {
  expect(levelOf(read('region=3206'))).toBe('COUNTY');
  expect(levelOf(read('region=320612'))).toBe('STREET');
});

test('rates are asked for over six stretches that make up the time, and over all of it', () => {
  const query = read('from=2026-11-01&to=2026-11-28&category=TORT');
  const { whole, first, sixth } = ratesVariables(query);
  expect(whole).toEqual({
    from: '2026-11-01T00:00:00+08:00',
    to: '2026-11-29T00:00:00+08:00',
    category: ['TORT'],
  });
  expect([first.from, sixth.to]).toEqual([whole.from, whole.to]);
  expect(stretchesOf(read('from=2026-11-01&to=2026-11-02'))).toHaveLength(2);
});
