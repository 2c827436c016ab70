import type { EventTailReads, KeptEvent } from '../access/event-reads.ts';
import { windowsBehind } from '../access/event-reads.ts';
import type { Logger } from '../../runtime/log.ts';
import { BEGINNING, inOneOrder, type PlacedEvent } from './catch-up.ts';
import type { EventLogDoc } from '../../schema/store/event-log.ts';
import { reaches, type LogPosition } from './cursor.ts';
import { EventRing } from './event-ring.ts';

/** Whoever waits for what comes next. */
export interface Waiting {
  /** Events were added, whosever they are; or the hub's clock ticked, which it does whatever is added. */
  wake(by: 'EVENTS' | 'TICK'): void;
}

export interface EventTailOptions {
  /** Throw HUB_STORE_UNAVAILABLE while the store is not there. */
  readonly reads: EventTailReads;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** Events that stay in memory. */
  readonly ringSize?: number;
  /** Memory that they take at most, about. */
  readonly ringBytes?: number;
  /** Looks at the store at least so often, told or not. */
  readonly pollMs?: number;
}

const RING_SIZE = 4_096;
/** 4,096 events of 16 KB; one event of a dispute with many records can be far larger. */
const RING_BYTES = 64 * 1_024 * 1_024;
const POLL_MS = 500;
const EVENTS_A_READ = 500;
/** Events that are in the ring from the start, about: all who were at a gateway that has just ended come back to where these are. */
const EVENTS_AT_START = 2_048;

/**
 * The end of the log as this process has read it. A change stream only wakes it: it then reads what lies behind its position, partition by
 * partition in the order of offsets, and puts it into the ring that all subscribers share. A stream that breaks, or a store that is away for
 * a while, delays it and loses nothing.
 */
export class EventTail {
  readonly ring: EventRing;
  readonly #options: EventTailOptions;
  readonly #waiting = new Set<Waiting>();
  #started: Promise<void> | undefined;
  #ready = false;
  #closed = false;
  #reading: Promise<void> | undefined;
  #again = false;
  #warned = false;
  #timer: NodeJS.Timeout | undefined;
  #unwatch: (() => Promise<void>) | undefined;

  constructor(options: EventTailOptions) {
    this.#options = options;
    this.ring = new EventRing(
      { size: options.ringSize ?? RING_SIZE, maxBytes: options.ringBytes ?? RING_BYTES },
      BEGINNING,
    );
  }

  /** Null when the end of the log is known, else what is waited for. */
  waitsFor(): string | null {
    return this.#ready ? null : 'waiting for the log of events';
  }

  /** The position behind everything that was read. */
  get position(): LogPosition {
    return this.ring.endPosition;
  }

  /** Begins at the end of the log. Resolves once that is known; later calls wait for the same. */
  start(): Promise<void> {
    this.#started ??= this.#begin();
    return this.#started;
  }

  /** Reads what was kept until now. */
  async refresh(): Promise<void> {
    await this.#read();
  }

  wait(waiting: Waiting): void {
    this.#waiting.add(waiting);
  }

  stopWaiting(waiting: Waiting): void {
    this.#waiting.delete(waiting);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#unwatch?.().catch(() => undefined);
    await this.#reading;
    this.#wakeAll('TICK');
  }

  get closed(): boolean {
    return this.#closed;
  }

  async #begin(): Promise<void> {
    while (!this.#ready && !this.#closed) {
      try {
        const { reads } = this.#options;
        const log = await reads.eventLog();
        if (log === null) this.ring.restart(BEGINNING);
        else await this.#readEnd(log);
        this.#ready = true;
      } catch (error) {
        this.#warnOnce(error);
        await new Promise((resolve) => setTimeout(resolve, this.#options.pollMs ?? POLL_MS));
      }
    }
    this.#tick();
  }

  /** Fills the ring with the last events of the log. */
  async #readEnd(log: EventLogDoc): Promise<void> {
    const head = await this.#options.reads.eventHead(log);
    const events = Math.min(EVENTS_AT_START, this.#options.ringSize ?? RING_SIZE);
    const each = Math.floor(events / Math.max(1, head.offsets.length));
    this.ring.restart({
      epoch: head.epoch,
      offsets: head.offsets.map((offset, partition) =>
        Math.max(offset - each, log.removedThrough[partition] ?? -1),
      ),
    });
    while (!this.#closed && !reaches(this.position, head)) if (!(await this.#readSome())) break;
  }

  #tick(): void {
    if (this.#closed) return;
    this.#watch();
    void this.#read().finally(() => {
      this.#wakeAll('TICK');
      if (!this.#closed) {
        this.#timer = setTimeout(() => {
          this.#tick();
        }, this.#options.pollMs ?? POLL_MS);
      }
    });
  }

  #watch(): void {
    if (this.#unwatch !== undefined) return;
    try {
      this.#unwatch = this.#options.reads.watchEvents({
        changed: () => {
          void this.#read();
        },
        ended: () => {
          this.#unwatch = undefined;
        },
      });
    } catch (error) {
      this.#warnOnce(error);
    }
  }

  /** One read at a time; a call during one makes it look again. */
  #read(): Promise<void> {
    this.#again = true;
    this.#reading ??= this.#readUntilEnd().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readUntilEnd(): Promise<void> {
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        while (await this.#readSome()) if (this.#isClosed()) return;
      }
      this.#warned = false;
    } catch (error) {
      this.#warnOnce(error);
    }
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  /** False when there was nothing more. */
  async #readSome(): Promise<boolean> {
    const { reads } = this.#options;
    const { position } = this;
    const known = position.offsets.length;
    const behind = (partitions: number): Promise<readonly (readonly KeptEvent[])[]> =>
      reads.eventWindows(windowsBehind(position, partitions, EVENTS_A_READ), null);
    const [log, early] = await Promise.all([reads.eventLog(), known === 0 ? [] : behind(known)]);
    if (log === null) return false;
    const isNewEpoch = log.epoch !== position.epoch;
    // What is left of the epoch before comes first: nothing is added to it any more, once the log is known to be of another.
    const found =
      isNewEpoch || log.partitions > known ? await behind(Math.max(log.partitions, known)) : early;
    const events = inOneOrder(position, found);
    if (events.length > 0) {
      this.#append(events);
      return isNewEpoch || found.some((list) => list.length === EVENTS_A_READ);
    }
    if (!isNewEpoch) return false;
    this.ring.moveTo({ epoch: log.epoch, offsets: log.removedThrough });
    this.#options.log.info({ epoch: log.epoch }, 'the log of events was made anew');
    return true;
  }

  #append(events: readonly PlacedEvent[]): void {
    this.ring.append(events);
    this.#wakeAll('EVENTS');
  }

  #wakeAll(by: 'EVENTS' | 'TICK'): void {
    for (const waiting of [...this.#waiting]) waiting.wake(by);
  }

  #warnOnce(error: unknown): void {
    if (!this.#warned)
      this.#options.log.warn({ err: error }, 'the log of events cannot be read; trying again');
    this.#warned = true;
  }
}
