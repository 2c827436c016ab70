/** Something that must not take longer than until `dueMs` (`performance.now()`). */
export interface Due {
  readonly dueMs: number;
  /** Called once when it is late, unless it was dropped before. */
  expire(): void;
}

/**
 * One timer for everything that waits. To set and clear one for each fetch costs as much as many a fetch in this process takes; here a fetch
 * that ends in time costs a place in a set.
 */
export class Deadlines {
  readonly #waiting = new Set<Due>();
  #timer: NodeJS.Timeout | undefined;
  #timerDueMs = Infinity;

  add(due: Due): void {
    this.#waiting.add(due);
    if (due.dueMs < this.#timerDueMs) this.#setTimer(due.dueMs);
  }

  /** @returns whether it was still in time */
  drop(due: Due): boolean {
    return this.#waiting.delete(due);
  }

  #setTimer(dueMs: number): void {
    clearTimeout(this.#timer);
    this.#timerDueMs = dueMs;
    // It may stand after all have ended, and must not keep a process that wants to go.
    this.#timer = setTimeout(
      () => {
        this.#expire();
      },
      Math.max(0, Math.ceil(dueMs - performance.now())),
    ).unref();
  }

  #expire(): void {
    this.#timer = undefined;
    this.#timerDueMs = Infinity;
    const nowMs = performance.now();
    let nextMs = Infinity;
    for (const due of this.#waiting) {
      if (due.dueMs > nowMs) nextMs = Math.min(nextMs, due.dueMs);
      else {
        this.#waiting.delete(due);
        due.expire();
      }
    }
    if (nextMs < this.#timerDueMs) this.#setTimer(nextMs);
  }
}
