import type { PlacedEvent } from './catch-up.ts';
import type { LogPosition } from './cursor.ts';

export interface EventRingBounds {
  /** Events that are held at most. */
  readonly size: number;
  /** Memory that they take at most, as `estimatedBytesOf` tells it. The newest event is held however large it is. */
  readonly maxBytes: number;
}

interface Slot {
  readonly event: PlacedEvent;
  readonly bytes: number;
}

/**
 * The newest events of the log in the order in which they were read, each with a number that goes up by one. Between `startPosition` and
 * `endPosition` nothing is missing. Whoever needs an older one reads the store.
 */
export class EventRing {
  readonly #size: number;
  readonly #maxBytes: number;
  readonly #slots: (Slot | undefined)[];
  #bytes = 0;
  #start = 0;
  #end = 0;
  #startPosition: LogPosition;
  #endPosition: LogPosition;

  constructor({ size, maxBytes }: EventRingBounds, position: LogPosition) {
    this.#size = size;
    this.#maxBytes = maxBytes;
    this.#slots = new Array<Slot | undefined>(size);
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

  /** Estimated memory of the events that are there. */
  get bytes(): number {
    return this.#bytes;
  }

  at(number: number): PlacedEvent | undefined {
    return number < this.#start || number >= this.#end ? undefined : this.#slots[number % this.#size]?.event;
  }

  append(events: readonly PlacedEvent[]): void {
    for (const event of events) {
      const bytes = estimatedBytesOf(event);
      while (
        this.#end - this.#start === this.#size ||
        (this.#end > this.#start && this.#bytes + bytes > this.#maxBytes)
      ) {
        this.#dropOldest();
      }
      this.#slots[this.#end % this.#size] = { event, bytes };
      this.#bytes += bytes;
      this.#end += 1;
      this.#endPosition = event.after;
    }
  }

  #dropOldest(): void {
    const at = this.#start % this.#size;
    const oldest = this.#slots[at];
    this.#slots[at] = undefined;
    this.#startPosition = oldest?.event.after ?? this.#startPosition;
    this.#bytes -= oldest?.bytes ?? 0;
    this.#start += 1;
  }

  /** The log was made anew: what comes next has its place there. What is in the ring stays for those who have not read it. */
  moveTo(position: LogPosition): void {
    this.#endPosition = position;
    if (this.#start === this.#end) this.#startPosition = position;
  }

  /** Empty, at another position. Numbers go on, so that whoever has read to the end has still done so. */
  restart(position: LogPosition): void {
    this.#slots.fill(undefined);
    this.#bytes = 0;
    this.#start = this.#end;
    this.#startPosition = position;
    this.#endPosition = position;
  }
}

const BYTES_A_CHARACTER = 2;
const BYTES_A_VALUE = 16;
/** What an object or list takes beside what is in it. */
const BYTES_A_HOLDER = 56;

/** What an event takes in memory, about: a walk over its values, which writes no text. */
export function estimatedBytesOf(value: unknown): number {
  if (typeof value === 'string') return BYTES_A_VALUE + value.length * BYTES_A_CHARACTER;
  if (typeof value !== 'object' || value === null) return BYTES_A_VALUE;
  let bytes = BYTES_A_HOLDER;
  for (const inner of Object.values(value)) bytes += estimatedBytesOf(inner);
  return bytes;
}
