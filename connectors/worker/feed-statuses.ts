import type { Logger } from '../../runtime/log.ts';
import type { FeedStatusDoc, Store } from '../../schema/store/models.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';

/** What a worker knows about a feed: the fields of `feedStatuses` that it owns. */
interface Known {
  lastContactAt?: string;
  connectorState?: string;
  trace?: string | null;
}

const WRITE_EVERY_MS = 1_000;
/** Fields that the pipeline writes; they are there, empty, from the first write on. */
const OF_PIPELINE = { lastSourceTime: null, lastStoredAt: null };

/**
 * Tells the store how each feed's connector is doing, at most once a second. A write that fails is tried again with the next: freshness may
 * lag, it must not hold up records.
 */
export class FeedStatuses {
  readonly #store: Promise<Store>;
  readonly #log: Logger;
  readonly #timer: NodeJS.Timeout;
  readonly #changed = new Map<FeedName, Known>();
  #writing: Promise<void> = Promise.resolve();

  constructor(store: Promise<Store>, log: Logger) {
    this.#store = store;
    this.#log = log;
    this.#timer = setInterval(() => {
      this.#writing = this.#writing.then(() => this.#write());
    }, WRITE_EVERY_MS);
    this.#timer.unref();
  }

  note(feed: FeedName, known: Known): void {
    this.#changed.set(feed, { ...this.#changed.get(feed), ...known });
  }

  /** Writes what is left. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    await this.#write();
  }

  async #write(): Promise<void> {
    if (this.#changed.size === 0) return;
    const changed = [...this.#changed];
    this.#changed.clear();
    try {
      const { connection, feedStatuses } = await this.#store;
      await connection.collection<FeedStatusDoc>(feedStatuses.collection.collectionName).bulkWrite(
        changed.map(([feed, known]) => ({
          updateOne: {
            filter: { _id: feed },
            update: {
              $set: known,
              $setOnInsert: { ...OF_PIPELINE, ...emptyUnless(known) },
            },
            upsert: true,
          },
        })),
      );
    } catch (error) {
      this.#log.warn({ err: error }, 'feed statuses were not written; trying again');
      for (const [feed, known] of changed) this.#changed.set(feed, { ...known, ...this.#changed.get(feed) });
    }
  }
}

function emptyUnless(known: Known): Readonly<Record<string, null>> {
  const own: readonly (keyof Known)[] = ['lastContactAt', 'connectorState', 'trace'];
  return Object.fromEntries(own.filter((name) => known[name] === undefined).map((name) => [name, null]));
}
