const DAY_MS = 86_400_000;

/** Days of the hub's time zone, as `YYYY-MM-DD`. China has had one zone without daylight saving since 1991. */
export const ZONE_OFFSET_MS = 8 * 3_600_000;
export const ZONE = '+08:00';
/** A day is closed two hours after it is over: what agencies hand over around midnight is there by then. */
const CLOSED_AFTER_MS = 2 * 3_600_000;

/** The day that an instant belongs to. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + ZONE_OFFSET_MS).toISOString().slice(0, 10);
}

export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The last day that is closed at this time. */
export function lastClosedDay(now: Date): string {
  return dayAfter(dayOf(new Date(now.getTime() - CLOSED_AFTER_MS)), -1);
}

/** Bounds for times written with any offset, as text: a day wider on either side. */
export function around(first: string, last: string): { readonly $gte: string; readonly $lt: string } {
  return { $gte: dayAfter(first, -1), $lt: dayAfter(last, 2) };
}
