import { isAborted, pause } from '../../kit/abort.ts';
import type { CityVersion } from '../timeline/city-of.ts';
import type { Branch } from './shared-timeline.ts';

/** Longest sleep, so that a changed system clock is noticed. */
const SLEEP_MOST_MS = 5_000;

/** Reads a part of the timeline as time goes by: nothing is given before the clock has reached it. */
export class DueReader<T extends CityVersion> {
  readonly #branch: Branch<T>;
  readonly #now: () => number;
  #next: T | null = null;

  constructor(branch: Branch<T>, now: () => number) {
    this.#branch = branch;
    this.#now = now;
  }

  /** Passes over what was delivered before a restart. */
  async skip(count: number, signal: AbortSignal): Promise<void> {
    for (let left = count; left > 0 && (await this.#peek(signal)) !== null; left -= 1) this.#next = null;
  }

  /**
   * Waits until one is due and gives what is due then, at most `most`; with `gatherMs` the first may wait that long for company. Empty when
   * the signal aborted or the timeline is over.
   */
  async take(most: number, signal: AbortSignal, gatherMs = 0): Promise<readonly T[]> {
    let next = await this.#peek(signal);
    while (next !== null && next.visibleMs > this.#now() && !isAborted(signal)) {
      await pause(Math.min(next.visibleMs - this.#now(), SLEEP_MOST_MS), signal);
    }
    if (next === null || isAborted(signal)) return [];
    const due: T[] = [];
    for (;;) {
      while (next !== null && next.visibleMs <= this.#now() && due.length < most) {
        due.push(next);
        this.#next = null;
        next = await this.#peek(signal);
      }
      if (isAborted(signal)) return [];
      const leftMs = (due[0]?.visibleMs ?? 0) + gatherMs - this.#now();
      if (leftMs <= 0 || due.length >= most || next === null) return due;
      await pause(Math.min(leftMs, SLEEP_MOST_MS), signal);
    }
  }

  async #peek(signal: AbortSignal): Promise<T | null> {
    this.#next ??= await this.#branch.next(signal);
    return this.#next;
  }
}
