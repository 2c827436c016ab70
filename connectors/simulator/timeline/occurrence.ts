import { NOISE_MODEL } from '../noise/model.ts';
import type { Random } from '../noise/random.ts';
import { DAY_MS, MINUTE_MS } from '../writing/time.ts';

/** When it happened that is reported now: minutes or hours ago, or days by the noise model's share. */
export function occurrenceOf(reportedMs: number, random: Random): { occurredMs: number; daysAgo: boolean } {
  const { occurredDaysAgo, occurredDaysAgoMost } = NOISE_MODEL.arrival;
  if (random.chance(occurredDaysAgo)) {
    const days = random.low(1, occurredDaysAgoMost);
    return { occurredMs: wholeMinute(reportedMs - days * DAY_MS), daysAgo: true };
  }
  return { occurredMs: wholeMinute(reportedMs - random.low(3, 600) * MINUTE_MS), daysAgo: false };
}

function wholeMinute(ms: number): number {
  return Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}
