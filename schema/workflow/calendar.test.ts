import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HubError } from '../canonical/hub-error.ts';
import { workingCalendar } from './calendar.ts';
import { SHIPPED_CALENDAR as calendar } from './shipped-deadlines.ts';

const DAY_MS = 86_400_000;
const ms = (text: string): number => Date.parse(text);
const shifted = (from: string, days: number): string =>
  new Date(calendar.shift(ms(from), days * DAY_MS)).toISOString();

describe('working days', () => {
  test.each([
    ['a Friday', '2026-09-18T12:00:00+08:00', true],
    ['a Saturday', '2026-09-19T12:00:00+08:00', false],
    ['a Sunday that is worked for a holiday', '2026-09-20T12:00:00+08:00', true],
    ['a Thursday in the holidays', '2026-10-01T12:00:00+08:00', false],
    ['the last moment of the holidays', '2026-10-07T23:59:59.999+08:00', false],
    ['the first moment after them', '2026-10-08T00:00:00+08:00', true],
    ['a day on the clock of the place, not of UTC', '2026-10-07T16:30:00Z', true],
    ['a Sunday after the last known day', '2027-01-03T12:00:00+08:00', false],
  ])('%s', (_, instant, worked) => {
    expect(calendar.isWorked(ms(instant))).toBe(worked);
  });

  test.each([
    ['within a week, at the same hour', '2026-03-02T09:15:00+08:00', 2, '2026-03-04T01:15:00.000Z'],
    ['over a weekend', '2026-03-06T09:15:00+08:00', 1, '2026-03-09T01:15:00.000Z'],
    [
      'from a rest day: the days begin with the next working day',
      '2026-03-07T15:00:00+08:00',
      1,
      '2026-03-09T16:00:00.000Z',
    ],
    [
      'over the Spring Festival and its worked Saturdays',
      '2026-02-13T10:00:00+08:00',
      2,
      '2026-02-24T02:00:00.000Z',
    ],
    ['back over a weekend', '2026-03-09T09:15:00+08:00', -1, '2026-03-06T01:15:00.000Z'],
  ])('%s', (_, from, days, to) => {
    expect(shifted(from, days)).toBe(to);
  });
});

/** Any instant of three years around the calendar's. */
const instant = fc.integer({ min: ms('2025-06-01T00:00:00Z'), max: ms('2028-06-01T00:00:00Z') });
const span = fc.integer({ min: -40 * DAY_MS, max: 40 * DAY_MS });

describe('counting', () => {
  test('never goes back: a later start, or a longer time, ends no earlier', () => {
    fc.assert(
      fc.property(instant, instant, span, span, (a, b, one, two) => {
        const [from, later] = a < b ? [a, b] : [b, a];
        const [short, long] = one < two ? [one, two] : [two, one];
        expect(calendar.shift(from, short)).toBeLessThanOrEqual(calendar.shift(later, short));
        expect(calendar.shift(from, short)).toBeLessThanOrEqual(calendar.shift(from, long));
      }),
    );
  });

  test('what is shifted is that far away in working time', () => {
    fc.assert(
      fc.property(instant, span, (from, by) => {
        expect(calendar.workingMs(from, calendar.shift(from, by))).toBe(by);
      }),
    );
  });

  test('adds up', () => {
    fc.assert(
      fc.property(instant, instant, instant, (a, b, c) => {
        expect(calendar.workingMs(a, b) + calendar.workingMs(b, c)).toBe(calendar.workingMs(a, c));
      }),
    );
  });
});

describe('a calendar file', () => {
  const sound = { version: 'x-1', utcOffset: '+08:00', restDays: ['SUNDAY'], knownUntil: '2026-12-31' };
  test.each([
    ['has a day that does not exist', { ...sound, workedDays: ['2026-02-30'] }, 'workedDays'],
    [
      'rests every day',
      { ...sound, restDays: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] },
      'one day of the week',
    ],
    [
      'ends a holiday before it begins',
      { ...sound, holidays: [{ name: 'x', from: '2026-05-05', to: '2026-05-01' }] },
      'ends before it begins',
    ],
    [
      'works on a holiday',
      {
        ...sound,
        holidays: [{ name: 'x', from: '2026-05-01', to: '2026-05-05' }],
        workedDays: ['2026-05-02'],
      },
      '2026-05-02',
    ],
    ['has a key that nobody reads', { ...sound, holliday: [] }, 'holliday'],
    ['is empty', null, 'object'],
  ])('that %s is refused in words', (_, file, named) => {
    expect(() => workingCalendar(file, 'calendar.yaml')).toThrow(HubError);
    expect(() => workingCalendar(file, 'calendar.yaml')).toThrow(named);
  });
});
