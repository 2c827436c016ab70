import { delayAfter } from '../../../schema/webhooks/retry-plan.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Pauses after the first, second … failure, as Standard Webhooks suggests: ten attempts within three days and a bit. */
export const RETRY_SCHEDULE_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;
export const MOST_TRIES = RETRY_SCHEDULE_MS.length + 1;

/** Up to so much of a pause is added, so that what failed together is not tried together. */
const JITTER_SHARE = 0.2;
/** A receiver that asks for more patience than that is asked again all the same. */
const MOST_PATIENCE_MS = 24 * HOUR_MS;

/** Failures in a row after which the receiver is ill, not a message: it gets rests, then one attempt at a time. */
export const ILL_AFTER = 3;
const REST = { firstDelayMs: SECOND_MS, longestDelayMs: MINUTE_MS };

/**
 * When a delivery is tried again, ms since 1970; null when it is given up.
 * @param tries attempts so far, the one that failed included
 * @param waitMs what the receiver asked for (`Retry-After`): it is never tried earlier
 */
export function nextAttemptMs(
  tries: number,
  waitMs: number | null,
  nowMs: number,
  random: () => number,
): number | null {
  const pauseMs = RETRY_SCHEDULE_MS[tries - 1];
  if (pauseMs === undefined) return null;
  return nowMs + Math.max(pauseMs * (1 + JITTER_SHARE * random()), patience(waitMs));
}

/** How long a receiver that failed so often in a row is left alone, ms. */
export function restMs(failures: number, waitMs: number | null, random: () => number): number {
  const ownMs = failures < ILL_AFTER ? 0 : delayAfter(failures - ILL_AFTER + 1, REST, random);
  return Math.max(ownMs, patience(waitMs));
}

function patience(waitMs: number | null): number {
  return Math.min(waitMs ?? 0, MOST_PATIENCE_MS);
}
