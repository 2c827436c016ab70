import { HubError } from '../../schema/canonical/hub-error.ts';
import { deadLetterHeaders, type DeadLetter } from '../../schema/topics/dead-letter.ts';
import { headersOf, type SourceRecord } from '../../schema/topics/envelope.ts';
import type { Topics } from '../../schema/topics/topics.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';

/** What the emitter needs of the producer in `streams/kafka`; that one puts everything that waits into one request. */
export interface Sending {
  send(
    topic: string,
    messages: readonly {
      readonly key: string | Uint8Array | null;
      readonly value: Uint8Array;
      readonly headers: Readonly<Record<string, string>>;
    }[],
  ): Promise<void>;
}

export interface EmitterOptions {
  readonly producer: Sending;
  readonly topics: Topics;
  /** Whoever waits is told after this long at the latest that the broker is away, also when requests before it still hang. */
  readonly answerWithinMs: number;
  /** Null when topics are there, else what is waited for. */
  waitingFor(): string | null;
  /** Told after each request: null when it was acknowledged, else why not. */
  onOutcome(fault: string | null): void;
}

/**
 * Puts source records and dead letters into their topics. Versions of one record keep their order: the key is the source's id, and the
 * producer sends in the order of the calls.
 */
export class Emitter {
  readonly #options: EmitterOptions;

  constructor(options: EmitterOptions) {
    this.#options = options;
  }

  /** Resolves once the broker has acknowledged all. @throws HubError HUB_BROKER_UNAVAILABLE, HUB_RECORD_TOO_LARGE */
  async emit(records: readonly SourceRecord[]): Promise<void> {
    await this.#emitTo((feed) => this.#options.topics.feed(feed), records);
  }

  /** As `emit`, of entries of the agencies' lists; their `sourceId` is `referenceKeyOf(kind, code)`. */
  async emitReference(entries: readonly SourceRecord[]): Promise<void> {
    await this.#emitTo((feed) => this.#options.topics.reference(feed), entries);
  }

  async #emitTo(topicOf: (feed: FeedName) => string, records: readonly SourceRecord[]): Promise<void> {
    const byFeed = Map.groupBy(records, ({ feed }) => feed);
    await this.#all(
      [...byFeed].map(([feed, ofFeed]) => ({
        topic: topicOf(feed),
        messages: ofFeed.map((record) => ({
          key: record.sourceId,
          value: record.bytes,
          headers: headersOf(record),
        })),
      })),
    );
  }

  /** Resolves once the broker has acknowledged all. @throws HubError HUB_BROKER_UNAVAILABLE */
  async deadLetter(letters: readonly DeadLetter[]): Promise<void> {
    const byFeed = Map.groupBy(letters, ({ feed }) => feed);
    await this.#all(
      [...byFeed].map(([feed, ofFeed]) => ({
        topic: this.#options.topics.deadLetters(feed),
        messages: ofFeed.map((letter) => ({
          key: letter.key,
          value: letter.value,
          headers: deadLetterHeaders(letter),
        })),
      })),
    );
  }

  async #all(batches: readonly { topic: string; messages: Parameters<Sending['send']>[1] }[]): Promise<void> {
    if (batches.length === 0) return;
    const waitingFor = this.#options.waitingFor();
    if (waitingFor !== null) throw unavailable(waitingFor);
    try {
      const sends = batches.map(({ topic, messages }) => this.#options.producer.send(topic, messages));
      await this.#inTime(Promise.all(sends));
      this.#options.onOutcome(null);
    } catch (error) {
      if (error instanceof HubError && error.fault === 'transient') this.#options.onOutcome(error.message);
      throw error;
    }
  }

  async #inTime(work: Promise<unknown>): Promise<void> {
    const { answerWithinMs } = this.#options;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(unavailable(`no acknowledgement within ${answerWithinMs} ms`));
      }, answerWithinMs);
    });
    try {
      await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
      // After the time-out nobody waits for it any more.
      work.catch(() => undefined);
    }
  }
}

function unavailable(why: string): HubError {
  return new HubError(
    'HUB_BROKER_UNAVAILABLE',
    `the hub cannot store for the moment (${why}); nothing was accepted, send the same again after a pause`,
  );
}
