import { isAborted, pause } from '../../kit/abort.ts';
import type { CityVersion } from '../timeline/city-of.ts';

/** A long history is generated in slices, so that the process goes on answering. */
const SLICE = 200;
/** A branch that is so far behind holds the others back, so that a long history does not fill the memory. */
const WAITING_MOST = 20_000;
const HELD_BACK_MS = 50;

/** One agency's part of the timeline, in order. */
export interface Branch<T> {
  /** @returns null when the timeline is over, or the signal aborted first */
  next(signal: AbortSignal): Promise<T | null>;
}

interface Basin {
  readonly length: number;
  readonly offer: (version: CityVersion) => void;
}

/** One reading of the timeline for several agencies, each at its own pace: generating a city costs more than handing it over. */
export class SharedTimeline {
  readonly #versions: Iterator<CityVersion, unknown>;
  readonly #basins: Basin[] = [];
  #over = false;
  #read = 0;

  constructor(versions: Iterable<CityVersion>) {
    this.#versions = versions[Symbol.iterator]();
  }

  /** What an agency reads. To be called before anything is read: a branch begins where the timeline is. */
  branch<T extends CityVersion>(wanted: (version: CityVersion) => version is T): Branch<T> {
    const waiting = new Fifo<T>();
    const basin: Basin = {
      get length() {
        return waiting.length;
      },
      offer: (version) => {
        if (wanted(version)) waiting.add(version);
      },
    };
    this.#basins.push(basin);
    return {
      next: async (signal) => {
        while (waiting.length === 0 && !this.#over && !isAborted(signal)) await this.#readOn(basin, signal);
        return isAborted(signal) ? null : waiting.take();
      },
    };
  }

  async #readOn(reader: Basin, signal: AbortSignal): Promise<void> {
    if (this.#basins.some((basin) => basin !== reader && basin.length >= WAITING_MOST)) {
      await pause(HELD_BACK_MS, signal);
      return;
    }
    const step = this.#versions.next();
    if (step.done === true) {
      this.#over = true;
      return;
    }
    for (const basin of this.#basins) basin.offer(step.value);
    this.#read += 1;
    if (this.#read % SLICE === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A queue that takes in constant time: `shift` of a long array does not. */
class Fifo<T> {
  #items: T[] = [];
  #from = 0;

  get length(): number {
    return this.#items.length - this.#from;
  }

  add(item: T): void {
    this.#items.push(item);
  }

  take(): T | null {
    const item = this.#items[this.#from];
    if (item === undefined) return null;
    this.#from += 1;
    if (this.#from >= 1_000) {
      this.#items = this.#items.slice(this.#from);
      this.#from = 0;
    }
    return item;
  }
}
