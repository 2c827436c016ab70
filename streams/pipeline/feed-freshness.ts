import type { Store } from '../../schema/store/models.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';

interface Seen {
  lastSourceTime: string;
  lastStoredAt: string;
}

/** What only the worker knows. */
const UNKNOWN = { lastContactAt: null, connectorState: null, trace: null };
const EVERY_MS = 250;

/**
 * Keeps `feedStatuses.lastSourceTime` and `lastStoredAt` up to date, at most four times a second for all feeds together, and never
 * backwards. Freshness is told, not relied upon: a write that fails is left to the next one.
 */
export class FeedFreshness {
  readonly #store: Store;
  readonly #onError: (error: unknown) => void;
  readonly #seen = new Map<FeedName, Seen>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: Store, onError: (error: unknown) => void) {
    this.#store = store;
    this.#onError = onError;
  }

  /** Notes that a version was stored; both are UTC instants of fixed width, so that text order is time order. */
  stored(feed: FeedName, sourceInstant: string, storedInstant: string): void {
    const seen = this.#seen.get(feed);
    if (seen === undefined) {
      this.#seen.set(feed, { lastSourceTime: sourceInstant, lastStoredAt: storedInstant });
    } else {
      if (sourceInstant > seen.lastSourceTime) seen.lastSourceTime = sourceInstant;
      if (storedInstant > seen.lastStoredAt) seen.lastStoredAt = storedInstant;
    }
    this.#timer ??= setTimeout(() => {
      this.#writing = this.#write();
    }, EVERY_MS);
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#writing;
    await this.#write();
  }

  async #write(): Promise<void> {
    this.#timer = null;
    const updates = [...this.#seen].map(([feed, seen]) => ({
      updateOne: {
        filter: { _id: feed },
        update: { $max: { ...seen }, $setOnInsert: UNKNOWN },
        upsert: true,
      },
    }));
    this.#seen.clear();
    if (updates.length === 0) return;
    try {
      await this.#store.feedStatuses.collection.bulkWrite(updates as never, { ordered: false });
    } catch (error) {
      this.#onError(error);
    }
  }
}
