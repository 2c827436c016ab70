/** Something that must not take longer than until `dueMs` (`performance.now()`). */
export interface Due {
  readonly dueMs: number;
  /** Called once when it is late, unless it was dropped before. */
  expire(): void;
}

/** The place of something that waits: a link of a chain. */
export class Place {
  due: Due | undefined;
  before: Place | undefined;
  after: Place | undefined;

  constructor(due: Due) {
    this.due = due;
  }
}

/**
 * One timer for everything that waits. To set and clear one for each fetch costs as much as many a fetch in this process takes; here a fetch
 * that ends in time costs a link of a chain. No Set: its table is made anew every few additions, and each old one leads to all that waited then until old
 * space is collected (V8), so that every request outlived it.
 */
export class Deadlines {
  #last: Place | undefined;
  #timer: NodeJS.Timeout | undefined;
  #timerDueMs = Infinity;

  /** @returns to be dropped when it has ended */
  add(due: Due): Place {
    const place = new Place(due);
    const before = this.#last;
    if (before !== undefined) {
      before.after = place;
      place.before = before;
    }
    this.#last = place;
    if (due.dueMs < this.#timerDueMs) this.#setTimer(due.dueMs);
    return place;
  }

  /** @returns whether it was still in time */
  drop(place: Place): boolean {
    if (place.due === undefined) return false;
    const { before, after } = place;
    if (before !== undefined) before.after = after;
    if (after !== undefined) after.before = before;
    else this.#last = before;
    // Whoever holds it still shall hold nothing else.
    place.due = undefined;
    place.before = undefined;
    place.after = undefined;
    return true;
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
    const late: Due[] = [];
    let place = this.#last;
    while (place !== undefined) {
      const { before, due } = place;
      if (due !== undefined && due.dueMs <= nowMs) {
        this.drop(place);
        late.push(due);
      } else if (due !== undefined) nextMs = Math.min(nextMs, due.dueMs);
      place = before;
    }
    if (nextMs < this.#timerDueMs) this.#setTimer(nextMs);
    for (const due of late.reverse()) due.expire();
  }
}
