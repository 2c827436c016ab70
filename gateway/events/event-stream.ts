import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import type { StreamReads } from '../access/stream-reads.ts';
import type { SourceItem } from '../router/subscribe/source.ts';
import { heldPosition, stepForward, type PlacedEvent } from './catch-up.ts';
import { behindBoth, offsetOf, reaches, type LogPosition } from './cursor.ts';
import { fitsEvent, type EventCriteria } from './event-criteria.ts';
import type { EventTail, Waiting } from './event-tail.ts';
import { patiently, type Patience } from './patience.ts';

/** One item of a stream. `cursor` lies behind `event` and before the next item. */
export class StreamItem implements SourceItem {
  readonly cursor: string;
  /** Null of a bookmark, which only says how far the stream has come. */
  readonly event: HubEvent | null;

  constructor(cursor: string, event: HubEvent | null) {
    this.cursor = cursor;
    this.event = event;
  }

  get key(): string {
    return this.event === null ? 'bookmark' : this.event.id;
  }

  itemWith(cursor: string | null): unknown {
    return { cursor, event: this.event };
  }
}

/** What streams with the same access have in common. */
export interface EventFeed extends Patience {
  readonly tail: EventTail;
  readonly reads: StreamReads;
  /** Of a live event: whether the caller may be told. */
  readonly mayTell: (event: HubEvent) => boolean;
  readonly seal: (position: LogPosition, filterHash: string) => string;
  /** The same for a bookmark, in another text each time: two that are equal would tell that nobody was told anything in between. */
  readonly sealMark: (position: LogPosition, filterHash: string) => string;
  /** After so long without an item a bookmark is one. */
  readonly bookmarkMs: number;
}

/** Which events of a feed a stream brings. */
export interface EventFilter {
  readonly criteria: EventCriteria;
  readonly hash: string;
}

const NOTHING: readonly PlacedEvent[] = [];
const OVER: IteratorReturnResult<undefined> = { done: true, value: undefined };

/**
 * The events behind a position, one after the other and for ever: from the store until the position lies within the ring, then from the ring, one
 * path by offset. Ask for the next item when the one before was handed on: nothing is read ahead of a slow reader but one step of the store.
 *
 * Written by hand, because `return()` of an async generator waits behind a `next()` that waits for an event.
 */
export class EventStream implements AsyncIterableIterator<StreamItem, undefined>, Waiting {
  readonly #feed: EventFeed;
  readonly #filter: EventFilter;
  #position: LogPosition;
  /** Number in the ring that comes next, null while the store is read. */
  #next: number | null;
  /** From the store, not yet handed on. */
  #fetched: readonly PlacedEvent[] = NOTHING;
  #handedOn = 0;
  /** Through here the store was looked at, once all of `#fetched` is handed on. */
  #fetchedThrough: LogPosition;
  #beginWithBookmark: boolean;
  #lastItemAt: number;
  /** The hub's clock has ticked since a bookmark was last thought of. */
  #ticked = false;
  #over = false;
  #wake: (() => void) | undefined;

  /** @param after where to go on, or null to begin at the end of the log */
  constructor(feed: EventFeed, filter: EventFilter, after: LogPosition | null) {
    this.#feed = feed;
    this.#filter = filter;
    const { ring } = feed.tail;
    this.#position = after ?? ring.endPosition;
    this.#next = after === null ? ring.end : null;
    this.#fetchedThrough = this.#position;
    this.#beginWithBookmark = after === null;
    this.#lastItemAt = feed.clock();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** @throws HubError HUB_CURSOR_EXPIRED, or HUB_STORE_UNAVAILABLE when the store was away for longer than a stream waits: the stream is over then. */
  async next(): Promise<IteratorResult<StreamItem, undefined>> {
    try {
      while (!this.#isOver()) {
        // What the store gives is shown as the caller may see it; what the ring holds is not yet.
        const isLive = this.#next !== null;
        const item = this.#takeItem() ?? this.#takeBookmark();
        if (item !== null) {
          this.#lastItemAt = this.#feed.clock();
          const { event } = item;
          if (!isLive || event === null) return { done: false, value: item };
          const shown = await this.#patiently(() => this.#feed.reads.showEvent(event));
          return { done: false, value: shown === event ? item : new StreamItem(item.cursor, shown) };
        }
        if (this.#next !== null) await this.#untilWoken();
        else if (!this.#joinRing()) await this.#catchUp();
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

  wake(by: 'EVENTS' | 'TICK'): void {
    this.#ticked ||= by === 'TICK';
    this.#wake?.();
  }

  #isOver(): boolean {
    return this.#over || this.#feed.tail.closed;
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
    return new StreamItem(this.#feed.seal(placed.after, this.#filter.hash), placed.event);
  }

  #takeFromRing(from: number): StreamItem | null {
    const { tail, mayTell, seal } = this.#feed;
    const { criteria, hash } = this.#filter;
    const { ring } = tail;
    if (from < ring.start) {
      // Others were faster than this reader by a whole ring: the store has what it missed.
      this.#next = null;
      this.#fetched = NOTHING;
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
        return new StreamItem(seal(this.#position, hash), placed.event);
      }
    }
    this.#position = this.#behind(ring.endPosition);
    return null;
  }

  /** By the clock alone: what is kept for others wakes this stream too, and must not show. */
  #takeBookmark(): StreamItem | null {
    const { clock, bookmarkMs, sealMark } = this.#feed;
    const isLive = this.#next !== null;
    const isTime = !isLive || this.#ticked;
    this.#ticked = false;
    const isDue = isTime && clock() - this.#lastItemAt >= bookmarkMs;
    if (!this.#beginWithBookmark && !isDue) return null;
    this.#beginWithBookmark = false;
    return new StreamItem(sealMark(this.#position, this.#filter.hash), null);
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
    const { ring } = this.#feed.tail;
    const { epoch } = this.#position;
    if (epoch === ring.endPosition.epoch && reaches(this.#position, ring.endPosition)) this.#next = ring.end;
    else if (epoch === ring.startPosition.epoch && reaches(this.#position, ring.startPosition)) {
      this.#next = ring.start;
    }
    return this.#next !== null;
  }

  async #catchUp(): Promise<void> {
    const hasRead = await this.#patiently(() => this.#readStore());
    if (!hasRead) await this.#untilWoken();
  }

  /** False where this process does not know the end of the log yet. */
  async #readStore(): Promise<boolean> {
    const { reads, tail } = this.#feed;
    const { criteria, hash } = this.#filter;
    const seal = (position: LogPosition): string => this.#feed.seal(position, hash);
    if (this.#position.epoch !== tail.position.epoch) {
      const log = await reads.eventLog();
      if (log !== null) this.#position = heldPosition(this.#position, log, seal);
      // What this process knows as the end may be of another epoch than the log for a moment.
      if (this.#position.epoch !== tail.position.epoch) await tail.refresh();
      if (this.#position.epoch !== tail.position.epoch) return false;
    }
    const step = await stepForward(reads, criteria, this.#position, tail.position, seal);
    this.#fetched = step.events;
    this.#handedOn = 0;
    this.#fetchedThrough = step.position;
    return true;
  }

  #patiently<Value>(work: () => Promise<Value>): Promise<Value> {
    return patiently(this.#feed, work, () => this.#isOver());
  }

  async #untilWoken(): Promise<void> {
    const { tail } = this.#feed;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      tail.wait(this);
    });
    this.#wake = undefined;
    tail.stopWaiting(this);
  }
}
