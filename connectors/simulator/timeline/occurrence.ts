import { NOISE_MODEL } from '../noise/model.ts';
import type { Random } from '../noise/random.ts';
import { CHINA_OFFSET_MS, DAY_MS, HOUR_MS, MINUTE_MS } from '../writing/time.ts';
import type { EverydayMatter, QuarrelMatter, RecordPlan } from './plan.ts';

const NIGHT_ENDS_HOUR = 6;
const SHIFT_MS = 7 * HOUR_MS;

/**
 * When it happened that is reported now: minutes or hours ago, or days by the noise model's share. Nobody who calls in the daytime
 * tells of the small hours: such a time moves to the evening before or the morning after.
 */
export function occurrenceOf(reportedMs: number, random: Random): { occurredMs: number; daysAgo: boolean } {
  const { occurredDaysAgo, occurredDaysAgoMost } = NOISE_MODEL.arrival;
  if (random.chance(occurredDaysAgo)) {
    const ms = wholeMinute(reportedMs - random.low(1, occurredDaysAgoMost) * DAY_MS);
    return { occurredMs: isNight(ms) ? ms + SHIFT_MS : ms, daysAgo: true };
  }
  const ms = wholeMinute(reportedMs - random.low(3, 600) * MINUTE_MS);
  return { occurredMs: isNight(ms) && !isNight(reportedMs) ? ms - SHIFT_MS : ms, daysAgo: false };
}

interface Occurrence {
  /** What the column says; null where the event is too long ago to be put there. */
  readonly occurredMs: number | null;
  /** What the text speaks of. */
  readonly spokenMs: number;
  /** The noise: reported days after it happened. Later contacts about an event are later by nature. */
  readonly daysAgo: boolean;
}

/** When the matter of this record happened: at the quarrel's event, this very minute, or some time before. */
export function occurrenceFor(
  { reportedMs }: RecordPlan,
  matter: QuarrelMatter | EverydayMatter,
  random: Random,
): Occurrence {
  if (matter.type === 'quarrel' && matter.quarrel.kind.eventful !== undefined) {
    const { eventMs, eventDaysAgo } = matter.quarrel;
    const spokenMs = Math.min(eventMs, reportedMs);
    const tooOld = reportedMs - spokenMs > NOISE_MODEL.arrival.occurredDaysAgoMost * DAY_MS;
    return { occurredMs: tooOld ? null : spokenMs, spokenMs, daysAgo: eventDaysAgo && matter.contact === 0 };
  }
  if (matter.type === 'everyday' && matter.topic.urgent === true) {
    const spokenMs = wholeMinute(reportedMs - random.low(1, 25) * MINUTE_MS);
    return { occurredMs: spokenMs, spokenMs, daysAgo: false };
  }
  const { occurredMs, daysAgo } = occurrenceOf(reportedMs, random);
  return { occurredMs, spokenMs: occurredMs, daysAgo };
}

function isNight(ms: number): boolean {
  return ((ms + CHINA_OFFSET_MS) % DAY_MS) / HOUR_MS < NIGHT_ENDS_HOUR;
}

function wholeMinute(ms: number): number {
  return Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}
