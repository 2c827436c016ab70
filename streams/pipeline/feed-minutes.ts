import type { KeyField } from '../../schema/canonical/key-fields.ts';
import { updateAll } from '../../schema/store/bulk-command.ts';
import type { Store } from '../../schema/store/models.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';

const EVERY_MS = 1_000;
const MINUTE_MS = 60_000;
const UPDATE_BYTES = 4_096;
/** What a store that stays away may pile up: a day of all feeds. */
const MOST_WAITING = 10_000;
const CODE = /^[A-Z][A-Z0-9_]{0,60}$/;

/** A version that was stored, as far as the minutes count it. */
export interface StoredVersion {
  readonly filled: readonly KeyField[];
  readonly sourceToReceivedMs: number;
  readonly receivedToStoredMs: number;
}

/** One feed's minute as it is being added up: increments by path. */
interface Tally {
  readonly feed: FeedName;
  readonly minuteMs: number;
  readonly counts: Map<string, number>;
}

/**
 * Adds up `feedMinutes` in memory and writes the increments about once a second. They are no part of the accounting: a process that is
 * killed forgets up to a second, and a write whose answer is lost may count twice. A write that fails is tried again with the next.
 */
export class FeedMinutes {
  readonly #store: Store;
  readonly #onError: (error: unknown) => void;
  #tallies = new Map<string, Tally>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: Store, onError: (error: unknown) => void) {
    this.#store = store;
    this.#onError = onError;
  }

  stored(feed: FeedName, version: StoredVersion, at: Date): void {
    const { counts } = this.#tally(feed, at);
    add(counts, 'stored', 1);
    for (const field of version.filled) add(counts, `filled.${field}`, 1);
    add(counts, 'sourceToReceivedMs', version.sourceToReceivedMs);
    add(counts, 'receivedToStoredMs', version.receivedToStoredMs);
  }

  repeated(feed: FeedName, count: number, at: Date): void {
    if (count > 0) add(this.#tally(feed, at).counts, 'repeats', count);
  }

  refused(feed: FeedName, code: string, at: Date): void {
    // Letters of foreign tools may carry any text as a code.
    add(this.#tally(feed, at).counts, `refused.${CODE.test(code) ? code : 'OTHER'}`, 1);
  }

  /** Writes what is left. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#writing;
    await this.#write();
  }

  #tally(feed: FeedName, at: Date): Tally {
    const minuteMs = at.getTime() - (at.getTime() % MINUTE_MS);
    const id = `${feed}|${new Date(minuteMs).toISOString().slice(0, 16)}Z`;
    let tally = this.#tallies.get(id);
    if (tally === undefined) {
      tally = { feed, minuteMs, counts: new Map() };
      this.#tallies.set(id, tally);
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#writing = this.#writing.then(() => this.#write());
    }, EVERY_MS);
    return tally;
  }

  async #write(): Promise<void> {
    const tallies = this.#tallies;
    if (tallies.size === 0) return;
    this.#tallies = new Map();
    try {
      await updateAll(
        this.#store.feedMinutes,
        [...tallies].map(([id, { feed, minuteMs, counts }]) => ({
          bytes: UPDATE_BYTES,
          write: {
            q: { _id: id },
            u: {
              $inc: Object.fromEntries(counts),
              $setOnInsert: { feed, minute: new Date(minuteMs) },
            },
            upsert: true,
          },
        })),
      );
    } catch (error) {
      this.#onError(error);
      if (tallies.size < MOST_WAITING) this.#takeBack(tallies);
    }
  }

  #takeBack(tallies: ReadonlyMap<string, Tally>): void {
    for (const [id, tally] of tallies) {
      const later = this.#tallies.get(id);
      if (later === undefined) this.#tallies.set(id, tally);
      else for (const [path, count] of tally.counts) add(later.counts, path, count);
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#writing = this.#writing.then(() => this.#write());
    }, EVERY_MS);
  }
}

function add(counts: Map<string, number>, path: string, count: number): void {
  counts.set(path, (counts.get(path) ?? 0) + count);
}
