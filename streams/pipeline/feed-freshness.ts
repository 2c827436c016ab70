import type { Store } from '../../schema/store/models.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';

/** Fields of `feedStatuses`; UTC instants of fixed width, so that text order is time order. */
interface Seen {
  lastSourceTime?: string;
  lastReceivedAt?: string;
  lastStoredAt?: string;
  lastArrivalAt?: string;
}

/** UTC instants of one version that was stored: of the agency's change, of its reception, of the storing. */
export interface StoredInstants {
  readonly source: string;
  readonly received: string;
  readonly stored: string;
}

/** What only the worker knows. */
const UNKNOWN = { lastContactAt: null, connectorState: null, trace: null };
const EVERY_MS = 250;

/**
 * Keeps the times of `feedStatuses` that the pipeline knows up to date, at most four times a second for all feeds together, and never
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

  /** Notes that a version was stored, new or again. */
  stored(feed: FeedName, { source, received, stored }: StoredInstants): void {
    const seen = this.#of(feed);
    seen.lastSourceTime = later(seen.lastSourceTime, source);
    seen.lastReceivedAt = later(seen.lastReceivedAt, received);
    seen.lastStoredAt = later(seen.lastStoredAt, stored);
  }

  /** Notes that something of the feed was handled, whatever became of it. */
  arrived(feed: FeedName, instant: string): void {
    const seen = this.#of(feed);
    seen.lastArrivalAt = later(seen.lastArrivalAt, instant);
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#writing;
    await this.#write();
  }

  #of(feed: FeedName): Seen {
    let seen = this.#seen.get(feed);
    if (seen === undefined) {
      seen = {};
      this.#seen.set(feed, seen);
    }
    this.#timer ??= setTimeout(() => {
      this.#writing = this.#write();
    }, EVERY_MS);
    return seen;
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

function later(one: string | undefined, other: string): string {
  return one === undefined || other > one ? other : one;
}
