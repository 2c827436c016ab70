import { filledFields } from '../../schema/canonical/key-fields.ts';
import type { Store } from '../../schema/store/models.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { ColumnWatch } from './column-watch.ts';
import { FeedFreshness } from './feed-freshness.ts';
import { FeedMinutes } from './feed-minutes.ts';
import type { NormaliseOutcome } from './normalise-step.ts';
import type { KeptVersions } from './repeats.ts';

/** What the pipeline tells of its feeds' quality while it works; nothing of it holds up or fails a record. */
export class FeedWatch {
  readonly #onError: (error: unknown, what: string) => void;
  readonly #freshness: FeedFreshness;
  readonly #minutes: FeedMinutes;
  readonly #columns: ColumnWatch;

  constructor(store: Store, now: () => Date, onError: (error: unknown, what: string) => void) {
    this.#onError = onError;
    this.#freshness = new FeedFreshness(store, (error) => {
      onError(error, 'freshness of feeds not written');
    });
    this.#minutes = new FeedMinutes(store, (error) => {
      onError(error, 'minutes of feeds not written');
    });
    this.#columns = new ColumnWatch(store, now, (error) => {
      onError(error, 'columns of feeds not written');
    });
  }

  /** A batch was made durable. */
  handled(outcomes: readonly NormaliseOutcome[], kept: KeptVersions, at: Date): void {
    try {
      this.#count(outcomes, kept, at);
    } catch (error) {
      this.#onError(error, 'quality of feeds not counted');
    }
  }

  #count(outcomes: readonly NormaliseOutcome[], kept: KeptVersions, at: Date): void {
    const fresh = new Set(kept.fresh);
    const atMs = at.getTime();
    const instant = at.toISOString();
    const feeds = new Set<FeedName>();
    for (const { raw, record, columns } of outcomes) {
      if (raw === null || record === null) continue;
      const { feed, versionKey } = record;
      feeds.add(feed);
      const receivedMs = Date.parse(record.receivedAt);
      this.#freshness.stored(feed, {
        source: versionKey.slice(0, versionKey.indexOf('|')),
        received: new Date(receivedMs).toISOString(),
        stored: instant,
      });
      if (!fresh.has(raw)) continue;
      this.#minutes.stored(
        feed,
        {
          filled: filledFields(record),
          sourceToReceivedMs: Math.max(0, receivedMs - Date.parse(record.sourceTime)),
          receivedToStoredMs: Math.max(0, atMs - receivedMs),
        },
        at,
      );
      if (columns !== null) {
        const { contentType, profile } = raw;
        this.#columns.see(
          { feed, recordId: record.id, contentType, profile, columns, flags: record.flags },
          at,
        );
      }
    }
    for (const feed of feeds) this.#freshness.arrived(feed, instant);
    for (const [feed, repeats] of Map.groupBy(kept.repeats, (raw) => raw.feed)) {
      this.#minutes.repeated(feed, repeats.length, at);
    }
  }

  /** A dead letter was kept for the first time. */
  refused(feed: FeedName, code: string, at: Date): void {
    this.#minutes.refused(feed, code, at);
    this.#freshness.arrived(feed, at.toISOString());
  }

  /** Writes what is left. */
  async stop(): Promise<void> {
    await Promise.all([this.#freshness.stop(), this.#minutes.stop(), this.#columns.stop()]);
  }
}
