import type { PlacedEvent } from './catch-up.ts';
import type { LogPosition } from './cursor.ts';

/**
 * The newest events of the log in the order in which they were read, each with a number that goes up by one. Between `startPosition` and
 * `endPosition` nothing is missing.
 */
export class EventRing {
  readonly #size: number;
  readonly #slots: (PlacedEvent | undefined)[];
  #start = 0;
  #end = 0;
  #startPosition: LogPosition;
  #endPosition: LogPosition;

  constructor(size: number, position: LogPosition) {
    this.#size = size;
    this.#slots = new Array<PlacedEvent | undefined>(size);
    this.#startPosition = position;
    this.#endPosition = position;
  }

  /** Number of the oldest event that is there. */
  get start(): number {
    return this.#start;
  }

  /** Number that the next event will have. */
  get end(): number {
    return this.#end;
  }

  /** The position before the oldest event that is there. */
  get startPosition(): LogPosition {
    return this.#startPosition;
  }

  /** The position behind the newest one. */
  get endPosition(): LogPosition {
    return this.#endPosition;
  }

  at(number: number): PlacedEvent | undefined {
    return number < this.#start || number >= this.#end ? undefined : this.#slots[number % this.#size];
  }

  append(events: readonly PlacedEvent[]): void {
    for (const event of events) {
      if (this.#end - this.#start === this.#size) {
        this.#startPosition = this.at(this.#start)?.after ?? this.#startPosition;
        this.#start += 1;
      }
      this.#slots[this.#end % this.#size] = event;
      this.#end += 1;
      this.#endPosition = event.after;
    }
  }

  /** The log was made anew: what comes next has its place there. What is in the ring stays for those who have not read it. */
  moveTo(position: LogPosition): void {
    this.#endPosition = position;
    if (this.#start === this.#end) this.#startPosition = position;
  }

  /** Empty, at another position. Numbers go on, so that whoever has read to the end has still done so. */
  restart(position: LogPosition): void {
    this.#slots.fill(undefined);
    this.#start = this.#end;
    this.#startPosition = position;
    this.#endPosition = position;
  }
}
