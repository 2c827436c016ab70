/** The least history that a limit is learned from: for a feed that never pauses long, and for one that keeps office hours. */
const STEADY_HISTORY_MS = 24 * 3_600_000;
const FULL_HISTORY_MS = 7 * 86_400_000;
const STEADY_GAP_MS = 3_600_000;
const LEAST_BUSY_MINUTES = 30;
const SHORTEST_LIMIT_MS = 10 * 60_000;
const MARGIN = 2;

/** How far back the learning looks. */
export const SILENCE_HISTORY_MS = 14 * 86_400_000;

/**
 * How long a feed may be silent before it is alarming, learned from the minutes in which something came during the last 14 days: twice the
 * longest pause among them, at least 10 minutes. Null while that cannot be told: before 24 hours of history for a feed that never paused
 * for more than an hour, before 7 days for any other (so that a night and a weekend are in it), or with fewer than 30 such minutes.
 */
export function learnedSilenceMs(busyMinutes: readonly Date[]): number | null {
  const times = busyMinutes.map((minute) => minute.getTime()).sort((one, other) => one - other);
  const first = times[0];
  const last = times.at(-1);
  if (first === undefined || last === undefined || times.length < LEAST_BUSY_MINUTES) return null;
  let longestMs = 0;
  for (const [index, time] of times.entries()) {
    if (index > 0) longestMs = Math.max(longestMs, time - (times[index - 1] ?? time));
  }
  const historyMs = last - first;
  if (historyMs < (longestMs <= STEADY_GAP_MS ? STEADY_HISTORY_MS : FULL_HISTORY_MS)) return null;
  return Math.max(SHORTEST_LIMIT_MS, MARGIN * longestMs);
}
