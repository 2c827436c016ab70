import { setTimeout as wait } from 'node:timers/promises';

/** Waits, or returns early when the signal aborts. */
export async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal, ref: true });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Exponential backoff with full jitter, capped: the n-th pause (from 0) lies between half and all of `firstMs · 2ⁿ`, at most `mostMs`. */
export function backoffMs(attempt: number, firstMs: number, mostMs: number, random: () => number): number {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 20));
  return whole / 2 + (whole / 2) * random();
}
