import { z } from 'zod';
import { HubError } from './hub-error.ts';

/** RFC 3339 date-time with an offset, e.g. `2026-03-01T12:03:22+08:00`. Every time in a canonical record carries its offset. */
export const DateTimeSchema = z.iso.datetime({ offset: true });

/** Offset of China Standard Time (Asia/Shanghai has had no daylight saving since 1991). */
export const CHINA_OFFSET = '+08:00';

const LOCAL =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Reads a source's time, with or without an offset, into RFC 3339 with an offset; `defaultOffset` is used when the text has none.
 * @throws HubError HUB_RECORD_INVALID when the text is no time or the day does not exist (2026-02-30).
 */
export function readDateTime(text: string, defaultOffset: string, field: string): string {
  const match = LOCAL.exec(text.trim());
  if (match === null) {
    throw new HubError(
      'HUB_RECORD_INVALID',
      `${field}: "${text.slice(0, 40)}" is not a time; write it as 2026-03-01 12:03:22`,
      { field },
    );
  }
  const [, year = '', month = '', day = '', hour = '0', minute = '00', second = '00', fraction = '', zone] =
    match;
  const pad = (part: string): string => part.padStart(2, '0');
  const wall = `${year}-${pad(month)}-${pad(day)}T${pad(hour)}:${minute}:${second}`;
  // By arithmetic: a record has half a dozen times, and Date would take longer for them than all the rest of its mapping.
  if (!exists(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second))) {
    throw new HubError(
      'HUB_RECORD_INVALID',
      `${field}: ${text.trim()} does not exist in the calendar; correct the day or the hour`,
      { field },
    );
  }
  return `${wall}${fraction}${offsetOf(zone, defaultOffset)}`;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function exists(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): boolean {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = (DAYS[month - 1] ?? 0) + (leap ? 1 : 0);
  return day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60;
}

function offsetOf(zone: string | undefined, defaultOffset: string): string {
  if (zone === undefined) return defaultOffset;
  if (zone === 'Z') return '+00:00';
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}

/** The instant of an RFC 3339 time as fixed-width UTC (`2026-03-01T04:03:22.000Z`): these sort as text in order of time. */
export function toUtcInstant(dateTime: string): string {
  return new Date(dateTime).toISOString();
}
