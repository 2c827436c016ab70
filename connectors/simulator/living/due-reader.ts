import { isAborted, pause } from '../../kit/abort.ts';
import type { CityVersion } from '../timeline/city-of.ts';

/** Longest sleep, so that a changed system clock is noticed. */
const SLEEP_MOST_MS = 5_000;
/** A long history is generated in slices, so that the process goes on answering. */
const SLICE = 200;

/** Reads a timeline as time goes by: nothing is given before the clock has reached it. */
export class DueReader<T extends CityVersion> {
  readonly #versions: Iterator<CityVersion, unknown>;
  readonly #wanted: (version: CityVersion) => version is T;
  readonly #now: () => number;
  #next: T | null = null;
  #over = false;
  #read = 0;

  constructor(
    versions: Iterable<CityVersion>,
    wanted: (version: CityVersion) => version is T,
    now: () => number,
  ) {
    this.#versions = versions[Symbol.iterator]();
    this.#wanted = wanted;
    this.#now = now;
  }

  /** Passes over what was delivered before a restart. */
  async skip(count: number): Promise<void> {
    for (let left = count; left > 0 && (await this.#peek()) !== null; left -= 1) this.#next = null;
  }

  /**
   * Waits until one is due and gives what is due then, at most `most`; with `gatherMs` it waits that much longer for more. Empty when the
   * signal aborted or the timeline is over.
   */
  async take(most: number, signal: AbortSignal, gatherMs = 0): Promise<readonly T[]> {
    let next = await this.#peek();
    while (next !== null && next.visibleMs > this.#now() && !isAborted(signal)) {
      await pause(Math.min(next.visibleMs - this.#now(), SLEEP_MOST_MS), signal);
    }
    if (next === null || isAborted(signal)) return [];
    const due: T[] = [];
    for (let gathered = false; ; gathered = true) {
      while (next !== null && next.visibleMs <= this.#now() && due.length < most) {
        due.push(next);
        this.#next = null;
        next = await this.#peek();
      }
      if (gathered || gatherMs === 0 || due.length >= most || next === null) return due;
      await pause(gatherMs, signal);
    }
  }

  async #peek(): Promise<T | null> {
    while (this.#next === null && !this.#over) {
      const step = this.#versions.next();
      if (step.done === true) this.#over = true;
      else if (this.#wanted(step.value)) this.#next = step.value;
      this.#read += 1;
      if (this.#read % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    return this.#next;
  }
}
