/** A day as days since 1970-01-01; what was written and is written again. */
export interface ReadDate {
  readonly day: number;
  /** The file names weeks (`2026-W07`), not days. */
  readonly isWeek: boolean;
}

const DAY = /^(\d{4})([-/.]?)(\d{2})\2(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/;
const WEEK = /^(\d{4})-?W(\d{2})(?:-?1)?$/;
const DAY_MS = 86_400_000;

/** `2026-02-09`, `2026/02/09`, `20260209`, or a week of ISO 8601 (`2026-W07`), which is its Monday. Null when it is no date. */
export function readDate(text: string): ReadDate | null {
  const day = DAY.exec(text);
  if (day !== null) {
    const number = dayNumber(Number(day[1]), Number(day[3]), Number(day[4]));
    return number === null ? null : { day: number, isWeek: false };
  }
  const week = WEEK.exec(text);
  if (week === null) return null;
  const [year, number] = [Number(week[1]), Number(week[2])];
  const first = firstMonday(year);
  if (number < 1 || first + 7 * (number - 1) >= firstMonday(year + 1)) return null;
  return { day: first + 7 * (number - 1), isWeek: true };
}

export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** `2026-W07` of a Monday. */
export function weekText(monday: number): string {
  const year = new Date((monday + 3) * DAY_MS).getUTCFullYear();
  return `${year}-W${String((monday - firstMonday(year)) / 7 + 1).padStart(2, '0')}`;
}

/** 1970-01-01 was a Thursday. */
export function mondayOf(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7);
}

function dayNumber(year: number, month: number, day: number): number | null {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() / DAY_MS : null;
}

/** The Monday of the week that has January 4. */
function firstMonday(year: number): number {
  return mondayOf(dayNumber(year, 1, 4) ?? 0);
}
