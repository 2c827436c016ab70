import { describe, expect, it } from 'vitest';
import { isTimeFormat, ZonedTimeReader } from './zoned-time.ts';

const newYork = new ZonedTimeReader('MM/DD/YYYY hh:mm:ss A', 'America/New_York');
const read = (text: string): string => newYork.read(text, 'Created Date').dateTime;

it.each([
  ['01/15/2026 12:00:00 AM', '2026-01-15T00:00:00-05:00'],
  ['01/15/2026 12:00:00 PM', '2026-01-15T12:00:00-05:00'],
  ['07/04/2026 11:30:00 PM', '2026-07-04T23:30:00-04:00'],
  // Clocks went forward on 13 March 2011 at 02:00 and back on 6 November 2011 at 02:00.
  ['03/13/2011 01:59:59 AM', '2011-03-13T01:59:59-05:00'],
  ['03/13/2011 03:00:00 AM', '2011-03-13T03:00:00-04:00'],
  ['11/06/2011 12:59:59 AM', '2011-11-06T00:59:59-04:00'],
  ['11/06/2011 02:00:00 AM', '2011-11-06T02:00:00-05:00'],
])('reads %s in New York as %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

it('takes the first of an hour that came twice, and says so', () => {
  expect(newYork.read('11/01/2026 01:30:00 AM', 'Created Date')).toEqual({
    dateTime: '2026-11-01T01:30:00-04:00',
    doubt: 'AMBIGUOUS',
  });
});

it('keeps an hour that was skipped with the offset before it, and says so', () => {
  expect(newYork.read('03/08/2026 02:30:00 AM', 'Created Date')).toEqual({
    dateTime: '2026-03-08T02:30:00-05:00',
    doubt: 'SKIPPED',
  });
});

it('agrees with the zone data at every hour of a year', () => {
  const local = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/New_York',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  for (let ms = Date.UTC(2026, 0, 1, 5); ms < Date.UTC(2027, 0, 1); ms += 3_600_000) {
    const { dateTime, doubt } = newYork.read(local.format(ms).replace(', ', ' ').replace(/\s/g, ' '), 'x');
    if (doubt === null) expect(Date.parse(dateTime)).toBe(ms);
  }
});

describe('other zones', () => {
  it('knows half hours and the other half of the globe', () => {
    expect(
      new ZonedTimeReader('YYYY-MM-DD HH:mm', 'Asia/Kolkata').read('2026-01-15 08:00', 'x').dateTime,
    ).toBe('2026-01-15T08:00:00+05:30');
    expect(
      new ZonedTimeReader('YYYY-MM-DD HH:mm', 'Australia/Sydney').read('2026-01-15 08:00', 'x').dateTime,
    ).toBe('2026-01-15T08:00:00+11:00');
    expect(new ZonedTimeReader('YYYY-MM-DD', 'Europe/London').read('2026-01-15', 'x').dateTime).toBe(
      '2026-01-15T00:00:00+00:00',
    );
  });
});

it.each([
  '02/30/2026 01:00:00 AM',
  '13/01/2026 01:00:00 AM',
  '07/04/2026 13:00:00 PM',
  '2026-07-04',
  '',
  '07/04/2026',
])('refuses %j naming the column', (text) => {
  expect(() => read(text)).toThrow(/^Created Date: /);
});

it('tells time formats from other words', () => {
  expect(isTimeFormat('MM/DD/YYYY hh:mm:ss A')).toBe(true);
  expect(isTimeFormat('YYYY-MM-DDTHH:mm:ss')).toBe(true);
  expect(isTimeFormat('DD. MMMM YYYY')).toBe(true);
  expect(isTimeFormat('dd/mm/yyyy')).toBe(false);
});

describe('ISO 8601', () => {
  const reader = new ZonedTimeReader(['DD.MM.YYYY HH:mm', 'ISO'], 'Europe/Berlin');
  it.each([
    ['2026-11-24T09:05:00.250Z', '2026-11-24T09:05:00.250+00:00'],
    ['2026-11-24T09:05:00-0500', '2026-11-24T09:05:00-05:00'],
    ['2026-11-24 09:05:00 +01', '2026-11-24T09:05:00+01:00'],
    ['2026-07-04T09:05:00.123456', '2026-07-04T09:05:00.123+02:00'],
    ['2026-11-24T09:05', '2026-11-24T09:05:00+01:00'],
    ['2026-11-24', '2026-11-24T00:00:00+01:00'],
    ['24.11.2026 09:05', '2026-11-24T09:05:00+01:00'],
  ])('reads %s as %s, with the zone where no offset stands', (text, expected) => {
    expect(reader.read(text, 'x').dateTime).toBe(expected);
  });

  it('refuses what has none of the formats, and names them', () => {
    expect(() => reader.read('11/24/2026', 'x')).toThrow(/in the form DD\.MM\.YYYY HH:mm or ISO/);
    expect(() => reader.read('2026-02-30', 'x')).toThrow(/does not exist/);
  });
});
