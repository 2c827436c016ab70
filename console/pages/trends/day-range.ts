import { dayText } from '../../language/times.ts';

/** Days of the hub's own clock, `2026-11-24`, both included; null leaves a side open. */
export interface DayRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** A range with both its days. */
export interface WholeDays {
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;
const OFFSET = '+08:00';

export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  );
}

/** The day so many days after another; before it when negative. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Number of days from one to the other, both included. */
export function daysIn({ from, to }: WholeDays): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** Each day of the range. */
export function daysOf(range: WholeDays): readonly string[] {
  return Array.from({ length: daysIn(range) }, (_, index) => daysAfter(range.from, index));
}

/** `DateTimeRange` of the graph: its end is not included. */
export function dayRange({ from, to }: DayRange): { readonly from?: string; readonly to?: string } {
  return {
    ...(from === null ? {} : { from: startOf(from) }),
    ...(to === null ? {} : { to: startOf(daysAfter(to, 1)) }),
  };
}

/** `from` and `to` of an `IndicatorFilter`. */
export function momentsOf({ from, to }: WholeDays): { readonly from: string; readonly to: string } {
  return { from: startOf(from), to: startOf(daysAfter(to, 1)) };
}

/** The last so many days, today included. */
export function lastDays(days: number, now: Date): WholeDays {
  const to = dayText(now);
  return { from: daysAfter(to, 1 - days), to };
}

/** At most `parts` stretches of equal length, the last possibly shorter, that make up the range. */
export function splitDays(range: WholeDays, parts: number): readonly WholeDays[] {
  const length = Math.ceil(daysIn(range) / parts);
  const stretches: WholeDays[] = [];
  for (let from = range.from; from <= range.to; from = daysAfter(from, length)) {
    const last = daysAfter(from, length - 1);
    stretches.push({ from, to: last < range.to ? last : range.to });
  }
  return stretches;
}

function startOf(day: string): string {
  return `${day}T00:00:00${OFFSET}`;
}
