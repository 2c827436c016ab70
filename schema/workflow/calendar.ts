import { z } from 'zod';
import { HubError } from '../canonical/hub-error.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** In the order of `Date.getUTCDay`. */
const WEEKDAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const;

const day = z.iso.date('is no day; write it as "2026-10-01"');

/** `calendar.yaml`: which days are worked. Described in docs/workflow.md. */
export const CalendarFileSchema = z.strictObject({
  /** Written into every event beside the rules it was made by: give a new one with every change. */
  version: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'write lower-case letters, digits, dots and hyphens'),
  /** Where the days begin: offset of local time. */
  utcOffset: z.string().regex(/^[+-](?:0\d|1[0-4]):[0-5]\d$/, 'write an offset, e.g. "+08:00"'),
  /** Days of the week that are not worked. */
  restDays: z.array(z.enum(WEEKDAYS)).max(6, 'leave at least one day of the week to work'),
  /** Stretches that are not worked, first and last day included. */
  holidays: z
    .array(
      z
        .strictObject({ name: z.string().min(1), from: day, to: day })
        .refine(({ from, to }) => from <= to, 'ends before it begins; exchange from and to'),
    )
    .default([]),
  /** Rest days that are worked all the same (调休上班). */
  workedDays: z.array(day).default([]),
  /** Last day that the holidays are known for; later days follow the week alone. */
  knownUntil: day,
});
export type CalendarFile = z.infer<typeof CalendarFileSchema>;

/**
 * Which days are worked, and how time counts in them: every working day has 24 hours, from local midnight to the next, and all other days
 * have none. All instants are milliseconds since 1970, UTC.
 */
export interface WorkingCalendar {
  readonly version: string;
  /** Last day, `2026-12-31`, that its holidays are known for. */
  readonly knownUntil: string;
  isWorked(instantMs: number): boolean;
  /** Working time between two instants; negative when `toMs` is the earlier. */
  workingMs(fromMs: number, toMs: number): number;
  /** The instant that has this much working time between it and `fromMs`: the first one ahead, or the last one back when negative. */
  shift(fromMs: number, workingMs: number): number;
}

/** @throws HubError HUB_CONFIG_INVALID naming the field, what is wrong and how to write it. */
export function workingCalendar(file: unknown, source = 'calendar'): WorkingCalendar {
  const parsed = CalendarFileSchema.safeParse(file);
  if (!parsed.success) {
    throw new HubError('HUB_CONFIG_INVALID', `${source}: ${z.prettifyError(parsed.error)}`, {
      cause: parsed.error,
    });
  }
  const { version, utcOffset, restDays, holidays, workedDays, knownUntil } = parsed.data;
  const offsetMs = offsetMsOf(utcOffset);
  const rest = new Set(restDays.map((name) => WEEKDAYS.indexOf(name)));
  const off = new Set(holidays.flatMap(({ from, to }) => daysBetween(dayNumber(from), dayNumber(to))));
  const worked = new Set(workedDays.map(dayNumber));
  const both = workedDays.find((text) => off.has(dayNumber(text)));
  if (both !== undefined) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${source}: workedDays has ${both}, which is also in holidays; take it out of one of them`,
      { field: 'workedDays' },
    );
  }
  const isWorkedDay = (number: number): boolean =>
    worked.has(number) || (!off.has(number) && !rest.has(weekdayOf(number)));
  const dayOf = (ms: number): number => Math.floor((ms + offsetMs) / DAY_MS);
  const startOf = (number: number): number => number * DAY_MS - offsetMs;

  const workingMs = (fromMs: number, toMs: number): number => {
    if (toMs < fromMs) return 0 - workingMs(toMs, fromMs);
    let sum = 0;
    for (let number = dayOf(fromMs); startOf(number) < toMs; number += 1) {
      if (isWorkedDay(number)) {
        sum += Math.min(toMs, startOf(number + 1)) - Math.max(fromMs, startOf(number));
      }
    }
    return sum;
  };
  const ahead = (fromMs: number, wantedMs: number): number => {
    let left = wantedMs;
    for (let number = dayOf(fromMs); ; number += 1) {
      if (!isWorkedDay(number)) continue;
      const start = Math.max(fromMs, startOf(number));
      const there = startOf(number + 1) - start;
      if (left <= there) return start + left;
      left -= there;
    }
  };
  const back = (fromMs: number, wantedMs: number): number => {
    let left = wantedMs;
    for (let number = dayOf(fromMs); ; number -= 1) {
      if (!isWorkedDay(number)) continue;
      const end = Math.min(fromMs, startOf(number + 1));
      const there = end - startOf(number);
      if (left <= there) return end - left;
      left -= there;
    }
  };
  return {
    version,
    knownUntil,
    isWorked: (instantMs) => isWorkedDay(dayOf(instantMs)),
    workingMs,
    shift: (fromMs, byMs) => {
      if (byMs === 0) return fromMs;
      return byMs > 0 ? ahead(fromMs, byMs) : back(fromMs, -byMs);
    },
  };
}

/** Days since 1970-01-01, which was a Thursday. */
function dayNumber(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) / DAY_MS;
}

function weekdayOf(number: number): number {
  return new Date(number * DAY_MS).getUTCDay();
}

function daysBetween(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function offsetMsOf(offset: string): number {
  const sign = offset.startsWith('-') ? -1 : 1;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return sign * (hours * 60 + minutes) * 60_000;
}
