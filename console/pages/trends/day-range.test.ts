import { expect, test } from 'vitest';
import { dayRange, daysAfter, daysIn, isDay, lastDays, momentsOf, splitDays } from './day-range.ts';

test('days are those of the hub’s clock, wherever the reader is', () => {
  // 23:30 UTC is the next morning in Shanghai.
  expect(lastDays(7, new Date('2026-11-28T23:30:00Z'))).toEqual({ from: '2026-11-23', to: '2026-11-29' });
  expect(momentsOf({ from: '2026-02-27', to: '2026-02-28' })).toEqual({
    from: '2026-02-27T00:00:00+08:00',
    to: '2026-03-01T00:00:00+08:00',
  });
  expect(dayRange({ from: null, to: '2026-12-31' })).toEqual({ to: '2027-01-01T00:00:00+08:00' });
});

test('a day is one of the calendar', () => {
  expect(['2026-02-28', '2028-02-29'].every(isDay)).toBe(true);
  expect(['2026-02-29', '2026-2-1', '2026-00-10', 'today', ''].some(isDay)).toBe(false);
  expect(daysAfter('2026-03-01', -1)).toBe('2026-02-28');
});

test('stretches cover every day once', () => {
  const range = { from: '2026-01-01', to: '2026-01-31' };
  for (const parts of [1, 2, 6, 12, 31, 40]) {
    const stretches = splitDays(range, parts);
    expect(stretches.length).toBeLessThanOrEqual(parts);
    expect(stretches.reduce((sum, stretch) => sum + daysIn(stretch), 0)).toBe(31);
    expect(stretches.at(-1)?.to).toBe('2026-01-31');
    for (const [index, { from }] of stretches.entries())
      if (index > 0) expect(from).toBe(daysAfter(stretches[index - 1]?.to ?? '', 1));
  }
});
