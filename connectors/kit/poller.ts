import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { DeadLetter } from '../../schema/topics/dead-letter.ts';
import type { SourceRecord } from '../../schema/topics/envelope.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { isAborted, pause } from './abort.ts';
import { deadLetterFrom, faultOfRecord, placeOfBytes } from './dead-letters.ts';
import { OverlapMemory } from './overlap-memory.ts';
import type { Source, SourceContext } from './source.ts';

/** One page of an `updated since` interface; items keep their original bytes. */
export interface Page {
  readonly items: readonly Uint8Array[];
  /** Opaque token of the next page, null on the last. */
  readonly next: string | null;
  /** The server's clock when it answered, ms since 1970. */
  readonly serverTimeMs: number;
}

export interface PollerOptions {
  readonly feed: FeedName;
  readonly eventType: string;
  readonly eventSource: string;
  /** As envelopes carry it; unless told, `application/json`. */
  contentTypeOf?(bytes: Uint8Array): string;
  /** Mapping profile, for feeds that have several. */
  readonly profile?: string;
  readonly intervalMs: number;
  /** How far each poll reads back behind the watermark, because rows commit later than their own time. */
  readonly overlapMs: number;
  /** Items updated at or after `sinceMs`, ordered by their time. @throws HubError HUB_SOURCE_UNAVAILABLE when it is worth trying again. */
  fetchPage(sinceMs: number, page: string | null, signal: AbortSignal): Promise<Page>;
  /** @throws HubError as `Feed.toDraft`: the item becomes a dead letter. */
  toDraft(bytes: Uint8Array): Pick<RecordDraft, 'sourceId' | 'sourceTime'>;
  /** Where items go; unless told, into the feed's topic. */
  emit?(records: readonly SourceRecord[]): Promise<void>;
  /** Origin of dead letters; unless told, `poll/<feed>`. */
  readonly letterOrigin?: string;
}

const CursorSchema = z.object({ watermarkMs: z.number(), seen: z.array(z.string()) });

/** First pause of a source that has brought nothing yet; the next ones are half as long again each, up to the interval. */
const FIRST_PAUSE_MS = 1_000;
const LONGER = 1.5;
const MEMORY_MOST = 100_000;
/** During a long catch-up the cursor is saved from time to time, not after each page: the memory is saved with it. */
const SAVE_EVERY_MS = 2_000;
const PAGES_MOST = 100_000;
/** As of rows of files: no record of an agency comes near it, and a broker would refuse it in the end, and everything behind it. */
export const ITEM_MAX_BYTES = 1024 * 1024;

/**
 * Polls with a watermark and an overlap.
 *
 * The watermark is the latest time among the items seen, but never later than the server's clock at the start of the poll that saw them:
 * an item stamped in the future must not move it past rows that are still uncommitted, and neither must rows read late in a long poll.
 * So a row is lost only when it commits later than `overlapMs` after its own time. Items seen before are told by their hash and not
 * emitted again; the memory is saved with the watermark, only after the broker has acknowledged what they cover.
 *
 * A source that has brought nothing yet is asked again sooner than the interval says: a hub and its agencies start together, and a list that is
 * laid down a moment after the first poll must not be missing for a whole long interval.
 */
export function openPoller(options: PollerOptions, context: SourceContext): Source {
  return {
    async run(signal) {
      const poll = new Poll(options, context);
      await poll.restore();
      let emptyMs = FIRST_PAUSE_MS;
      while (!signal.aborted) {
        await poll.once(signal);
        context.contact();
        await pause(poll.isEmpty ? Math.min(emptyMs, options.intervalMs) : options.intervalMs, signal);
        emptyMs *= LONGER;
      }
    },
  };
}

class Poll {
  readonly #options: PollerOptions;
  readonly #context: SourceContext;
  readonly #memory = new OverlapMemory(MEMORY_MOST);
  #watermarkMs: number | null = null;
  #savedAtMs = 0;
  #dirty = false;

  constructor(options: PollerOptions, context: SourceContext) {
    this.#options = options;
    this.#context = context;
  }

  /** Whether no item has ever come that could be mapped. */
  get isEmpty(): boolean {
    return this.#watermarkMs === null;
  }

  async restore(): Promise<void> {
    const saved = CursorSchema.safeParse(await this.#context.cursor.load());
    if (!saved.success) return;
    this.#watermarkMs = saved.data.watermarkMs;
    this.#memory.load(saved.data.seen);
  }

  async once(signal: AbortSignal): Promise<void> {
    try {
      await this.#readPages(signal);
    } catch (error) {
      // What was acknowledged before the fault is remembered; the fault itself is what the worker must hear of.
      await this.#save(0).catch(() => undefined);
      throw error;
    }
    await this.#save(0);
  }

  async #readPages(signal: AbortSignal): Promise<void> {
    const { overlapMs } = this.#options;
    const sinceMs = this.#watermarkMs === null ? 0 : this.#watermarkMs - overlapMs;
    let token: string | null = null;
    let startedAtMs: number | null = null;
    for (let pages = 0; pages < PAGES_MOST; pages += 1) {
      const page: Page = await this.#options.fetchPage(sinceMs, token, signal);
      startedAtMs ??= page.serverTimeMs;
      await this.#takePage(page, startedAtMs);
      if (page.next === null || isAborted(signal)) break;
      if (page.next === token) {
        throw new HubError(
          'HUB_SOURCE_UNAVAILABLE',
          'the source names the page as its own next page; polling again',
        );
      }
      token = page.next;
      await this.#save(SAVE_EVERY_MS);
    }
  }

  async #takePage(page: Page, startedAtMs: number): Promise<void> {
    const records: SourceRecord[] = [];
    const letters: DeadLetter[] = [];
    const taken: { hash: string; timeMs: number }[] = [];
    for (const bytes of page.items) {
      const hash = OverlapMemory.hashOf(bytes);
      if (this.#memory.has(hash)) continue;
      try {
        const draft = this.#options.toDraft(withinLimit(bytes));
        records.push(this.#recordOf(draft, bytes));
        taken.push({ hash, timeMs: Date.parse(draft.sourceTime) });
      } catch (error) {
        letters.push(this.#letterOf(faultOfRecord(error), bytes));
        // Its own time cannot be relied on: remember it from now on.
        taken.push({ hash, timeMs: startedAtMs });
      }
    }
    if (taken.length === 0) return;
    await (this.#options.emit?.(records) ?? this.#context.emit(records));
    await this.#context.deadLetter(letters);
    for (const { hash, timeMs } of taken) this.#memory.add(hash, timeMs);
    const latestMs = Math.max(...records.map(({ sourceTime }) => Date.parse(sourceTime)), -Infinity);
    const reachedMs = Math.min(latestMs, startedAtMs);
    if (Number.isFinite(reachedMs)) this.#watermarkMs = Math.max(this.#watermarkMs ?? 0, reachedMs);
    this.#dirty = true;
  }

  async #save(everyMs: number): Promise<void> {
    const nowMs = this.#context.now().getTime();
    if (!this.#dirty || this.#watermarkMs === null || nowMs - this.#savedAtMs < everyMs) return;
    this.#memory.forgetBefore(this.#watermarkMs - this.#options.overlapMs);
    await this.#context.cursor.save({ watermarkMs: this.#watermarkMs, seen: this.#memory.save() });
    this.#savedAtMs = nowMs;
    this.#dirty = false;
  }

  #recordOf(draft: Pick<RecordDraft, 'sourceId' | 'sourceTime'>, bytes: Uint8Array): SourceRecord {
    return {
      feed: this.#options.feed,
      sourceId: draft.sourceId,
      sourceTime: draft.sourceTime,
      receivedAt: this.#context.now().toISOString(),
      contentType: this.#options.contentTypeOf?.(bytes) ?? 'application/json',
      bytes,
      eventId: placeOfBytes(bytes),
      eventSource: this.#options.eventSource,
      eventType: this.#options.eventType,
      connector: this.#context.name,
      profile: this.#options.profile ?? null,
    };
  }

  #letterOf(error: HubError, bytes: Uint8Array): DeadLetter {
    return deadLetterFrom(error, {
      feed: this.#options.feed,
      connector: this.#context.name,
      at: this.#context.now(),
      bytes: bytes.subarray(0, ITEM_MAX_BYTES),
      sourceId: null,
      origin: {
        name: this.#options.letterOrigin ?? `poll/${this.#options.feed}`,
        place: placeOfBytes(bytes),
      },
    });
  }
}

/** @throws HubError HUB_RECORD_TOO_LARGE */
function withinLimit(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= ITEM_MAX_BYTES) return bytes;
  throw new HubError(
    'HUB_RECORD_TOO_LARGE',
    `the record is longer than ${ITEM_MAX_BYTES} bytes, of which only the first are kept here; shorten it at its source`,
  );
}
