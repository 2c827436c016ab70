import type { Page } from 'playwright-core';
import { percentile } from '../percentile.ts';

export interface Frames {
  readonly seconds: number;
  readonly perSecond: number;
  /** Of the times between two frames. */
  readonly p95Ms: number;
  /** Tasks of the main thread that took more than 50 ms. */
  readonly longTasksMs: readonly number[];
}

/** Counts frames and long tasks in the page for so long. */
export async function watchFrames(page: Page, seconds: number): Promise<Frames> {
  await page.evaluate(WATCH);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const { at, longTasksMs } = await page.evaluate<{ at: number[]; longTasksMs: number[] }>(
    'window.endWatching()',
  );
  const [first = 0] = at;
  const took = (at.at(-1) ?? 0) - first;
  const between = at.slice(1).map((one, index) => one - (at[index] ?? 0));
  return {
    seconds: took / 1_000,
    perSecond: between.length / (took / 1_000),
    p95Ms: percentile(between, 95),
    longTasksMs,
  };
}

/** Frames of two stretches as of one. */
export function together(one: Frames, other: Frames): Frames {
  const seconds = one.seconds + other.seconds;
  return {
    seconds,
    perSecond: (one.perSecond * one.seconds + other.perSecond * other.seconds) / seconds,
    p95Ms: Math.max(one.p95Ms, other.p95Ms),
    longTasksMs: [...one.longTasksMs, ...other.longTasksMs],
  };
}

/** A page with nothing but a square that moves: what this browser on this machine can draw at most. */
export const BLANK_PAGE = `<!doctype html><title>blank</title>
<div style="width: 40px; height: 40px; background: #36c; will-change: transform"></div>
<script>
  const square = document.querySelector('div');
  const move = (at) => {
    square.style.transform = 'translateX(' + ((at / 10) % 400) + 'px)';
    requestAnimationFrame(move);
  };
  requestAnimationFrame(move);
</script>`;

const WATCH = `(() => {
  const at = [];
  const longTasksMs = [];
  let isOver = false;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasksMs.push(duration);
  });
  observer.observe({ entryTypes: ['longtask'] });
  const tick = (now) => {
    at.push(now);
    if (!isOver) requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  window.endWatching = () => {
    isOver = true;
    observer.disconnect();
    return { at, longTasksMs };
  };
})()`;
