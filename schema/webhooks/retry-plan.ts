/** How long and how often one delivery is tried again. */
export interface RetryPlan {
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** Given up when the next try would begin later than this after the first. */
  readonly giveUpAfterMs: number;
}

const MOST_DOUBLINGS = 30;

/** The pause after the n-th failure (from 1): between half and all of `firstDelayMs · 2ⁿ⁻¹`, at most `longestDelayMs`. */
export function delayAfter(
  failures: number,
  plan: Pick<RetryPlan, 'firstDelayMs' | 'longestDelayMs'>,
  random: () => number,
): number {
  const wholeMs = Math.min(
    plan.longestDelayMs,
    plan.firstDelayMs * 2 ** Math.min(failures - 1, MOST_DOUBLINGS),
  );
  return wholeMs / 2 + (wholeMs / 2) * random();
}

export interface Failed {
  /** Tries so far, the one that failed included. */
  readonly attempts: number;
  readonly firstTryMs: number;
  readonly nowMs: number;
  /** What the receiver asked for (`Retry-After`), ms; null when it said nothing. */
  readonly waitMs: number | null;
}

/** When to try again, ms since 1970; null when it is time to give up. A receiver that asks for patience is never tried earlier. */
export function nextTryMs(
  { attempts, firstTryMs, nowMs, waitMs }: Failed,
  plan: RetryPlan,
  random: () => number,
): number | null {
  const atMs = nowMs + Math.max(delayAfter(attempts, plan, random), waitMs ?? 0);
  return atMs - firstTryMs > plan.giveUpAfterMs ? null : atMs;
}
