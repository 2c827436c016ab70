import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import type { EventReads } from '../access/event-reads.ts';
import { heldPosition, stepForward, type PlacedEvent } from './catch-up.ts';
import { behindBoth, offsetOf, reaches, type LogPosition } from './cursor.ts';
import { fitsEvent, type EventCriteria } from './event-criteria.ts';
import type { EventTail, Waiting } from './event-tail.ts';

/** One item of a stream. `cursor` lies behind `event` and before the next item. */
export interface StreamItem {
  readonly cursor: string;
  /** Null of a bookmark, which only says how far the stream has come. */
  readonly event: HubEvent | null;
}

export interface EventStreamOptions {
  readonly tail: EventTail;
  /** The store as the caller may read it now. */
  readonly store: EventReads;
  readonly criteria: EventCriteria;
  /** Shows a live event as the caller may see it. */
  readonly showing: { showEvent(event: HubEvent): Promise<HubEvent> };
  /** Of a live event: whether the caller may be told. */
  readonly mayTell: (event: HubEvent) => boolean;
  /** Where to go on, or null to begin at the end of the log. */
  readonly after: LogPosition | null;
  readonly seal: (position: LogPosition) => string;
  /** The same for a bookmark, in another text each time: two that are equal would tell that nobody was told anything in between. */
  readonly sealMark: (position: LogPosition) => string;
  /** After so long without an item a bookmark is one. */
  readonly bookmarkMs: number;
  /** Monotonic, in ms. */
  readonly clock: () => number;
}

const OVER: IteratorReturnResult<undefined> = { done: true, value: undefined };

/**
 * The events behind a position, one after the other and for ever: from the store until the position lies within the ring, then from the ring, one
 * path by offset. Ask for the next item when the one before was handed on: nothing is read ahead of a slow reader but one step of the store.
 *
 * Written by hand, because `return()` of an async generator waits behind a `next()` that waits for an event.
 */
export class EventStream implements AsyncIterableIterator<StreamItem, undefined> {
  readonly #options: EventStreamOptions;
  #position: LogPosition;
  /** Number in the ring that comes next, null while the store is read. */
  #next: number | null;
  /** From the store, not yet handed on. */
  #fetched: readonly PlacedEvent[] = [];
  #handedOn = 0;
  /** Through here the store was looked at, once all of `#fetched` is handed on. */
  #fetchedThrough: LogPosition;
  #beginWithBookmark: boolean;
  #lastItemAt: number;
  /** The hub's clock has ticked since a bookmark was last thought of. */
  #ticked = false;
  #over = false;
  #wake: (() => void) | undefined;
  readonly #waiting: Waiting = {
    wake: (by) => {
      this.#ticked ||= by === 'TICK';
      this.#wake?.();
    },
  };

  constructor(options: EventStreamOptions) {
    this.#options = options;
    const { ring } = options.tail;
    this.#position = options.after ?? ring.endPosition;
    this.#next = options.after === null ? ring.end : null;
    this.#fetchedThrough = this.#position;
    this.#beginWithBookmark = options.after === null;
    this.#lastItemAt = options.clock();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** @throws HubError HUB_CURSOR_EXPIRED, HUB_STORE_UNAVAILABLE while it reads the store: the stream is over then. */
  async next(): Promise<IteratorResult<StreamItem, undefined>> {
    try {
      while (!this.#isOver()) {
        // What the store gives is shown as the caller may see it; what the ring holds is not yet.
        const isLive = this.#next !== null;
        const item = this.#takeItem() ?? this.#takeBookmark();
        if (item !== null) {
          this.#lastItemAt = this.#options.clock();
          const event =
            isLive && item.event !== null ? await this.#options.showing.showEvent(item.event) : item.event;
          return { done: false, value: { cursor: item.cursor, event } };
        }
        if (this.#next !== null) await this.#untilWoken();
        else if (!this.#joinRing()) await this.#readStore();
      }
      return OVER;
    } catch (error) {
      this.#over = true;
      throw error;
    }
  }

  return(): Promise<IteratorReturnResult<undefined>> {
    this.#over = true;
    this.#wake?.();
    return Promise.resolve(OVER);
  }

  #isOver(): boolean {
    return this.#over || this.#options.tail.closed;
  }

  #takeItem(): StreamItem | null {
    return this.#next === null ? this.#takeFetched() : this.#takeFromRing(this.#next);
  }

  #takeFetched(): StreamItem | null {
    const placed = this.#fetched[this.#handedOn];
    if (placed === undefined) {
      this.#position = this.#fetchedThrough;
      return null;
    }
    this.#handedOn += 1;
    this.#position = placed.after;
    return { cursor: this.#options.seal(placed.after), event: placed.event };
  }

  #takeFromRing(from: number): StreamItem | null {
    const { tail, criteria, mayTell, seal } = this.#options;
    const { ring } = tail;
    if (from < ring.start) {
      // Others were faster than this reader by a whole ring: the store has what it missed.
      this.#next = null;
      this.#fetched = [];
      this.#handedOn = 0;
      this.#fetchedThrough = this.#position;
      return null;
    }
    for (let number = from; number < ring.end; number += 1) {
      const placed = ring.at(number);
      if (placed === undefined) break;
      this.#next = number + 1;
      if (this.#knows(placed)) continue;
      this.#position = this.#behind(placed.after);
      if (fitsEvent(criteria, placed.event) && mayTell(placed.event)) {
        return { cursor: seal(this.#position), event: placed.event };
      }
    }
    this.#position = this.#behind(ring.endPosition);
    return null;
  }

  /** By the clock alone: what is kept for others wakes this stream too, and must not show. */
  #takeBookmark(): StreamItem | null {
    const { clock, bookmarkMs, sealMark } = this.#options;
    const isLive = this.#next !== null;
    const isTime = !isLive || this.#ticked;
    this.#ticked = false;
    const isDue = isTime && clock() - this.#lastItemAt >= bookmarkMs;
    if (!this.#beginWithBookmark && !isDue) return null;
    this.#beginWithBookmark = false;
    return { cursor: sealMark(this.#position), event: null };
  }

  /** A client may come from a gateway that had read further than this one: then the ring holds what it has seen. */
  #knows({ epoch, partition, offset }: PlacedEvent): boolean {
    if (epoch !== this.#position.epoch) return epoch < this.#position.epoch;
    return offset <= offsetOf(this.#position, partition);
  }

  #behind(position: LogPosition): LogPosition {
    const own = this.#position;
    // As a rule the ring's own position is behind: it is shared by all who read there.
    if (position.epoch > own.epoch || (position.epoch === own.epoch && reaches(position, own)))
      return position;
    return position.epoch < own.epoch ? own : behindBoth(own, position);
  }

  #joinRing(): boolean {
    const { ring } = this.#options.tail;
    const { epoch } = this.#position;
    if (epoch === ring.endPosition.epoch && reaches(this.#position, ring.endPosition)) this.#next = ring.end;
    else if (epoch === ring.startPosition.epoch && reaches(this.#position, ring.startPosition)) {
      this.#next = ring.start;
    }
    return this.#next !== null;
  }

  async #readStore(): Promise<void> {
    const { store, criteria, tail, seal } = this.#options;
    const log = await store.eventLog();
    if (log !== null) this.#position = heldPosition(this.#position, log, seal);
    // What this process knows as the end may be of another epoch than the log for a moment.
    if (this.#position.epoch !== tail.position.epoch) await tail.refresh();
    if (this.#position.epoch !== tail.position.epoch) {
      await this.#untilWoken();
      return;
    }
    const step = await stepForward(store, criteria, this.#position, tail.position, seal);
    this.#fetched = step.events;
    this.#handedOn = 0;
    this.#fetchedThrough = step.position;
  }

  async #untilWoken(): Promise<void> {
    const { tail } = this.#options;
    const woken = Promise.withResolvers<undefined>();
    this.#wake = () => {
      woken.resolve(undefined);
    };
    tail.wait(this.#waiting);
    await woken.promise;
    this.#wake = undefined;
    tail.stopWaiting(this.#waiting);
  }
}
