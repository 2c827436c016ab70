import type { Payload } from './payloads.ts';
import type { SourceItem, Source } from './source.ts';

/** Where a subscriber's frames go. */
export interface FrameSink {
  /** Takes one result as JSON text. A promise holds the stream back until the client has read; it rejects when the client is too slow. */
  write(payload: string, cursor: string | null): Promise<void> | undefined;
}

export interface Delivery {
  /** Resolves when the source has ended or `stop` was called; rejects with what ended it. */
  readonly done: Promise<void>;
  stop(): void;
}

/** What an item becomes on its way to one subscriber. */
export interface DeliverySteps {
  payloadOf(item: SourceItem): Promise<Payload>;
  /** Told of each frame before it goes. May hold it back by a promise, and ends the stream by throwing or rejecting. */
  sending?(cursor: string | null, seen: Payload['seen']): Promise<void> | undefined;
}

/** Items of one stream that are answered at once; frames keep the order of items. */
const AHEAD = 8;

interface Underway {
  readonly cursor: string | null;
  readonly payload: Promise<Payload>;
}

/** Takes items from a source, has them answered a few ahead, and writes the answers in their order. Reads no further than the client does. */
export function deliver(source: Source, steps: DeliverySteps, sink: FrameSink): Delivery {
  return new Delivering(source, steps, sink);
}

/** One of thousands, nearly all of which wait for an item: what waits is one read of the source and nothing else. */
class Delivering implements Delivery {
  readonly done: Promise<void>;
  readonly #source: Source;
  readonly #steps: DeliverySteps;
  readonly #sink: FrameSink;
  readonly #underway: Underway[] = [];
  readonly #finish: (fault: unknown) => void;
  #isOver = false;
  #isWriting = false;
  #hasRead = false;
  /** Of the source: told behind what it gave before. */
  #fault: unknown = undefined;
  #hasRoom: (() => void) | undefined;

  constructor(source: Source, steps: DeliverySteps, sink: FrameSink) {
    this.#source = source;
    this.#steps = steps;
    this.#sink = sink;
    const ending = Promise.withResolvers<undefined>();
    this.done = ending.promise;
    this.#finish = (fault) => {
      if (fault === undefined) ending.resolve(undefined);
      else ending.reject(fault);
    };
    void this.#read();
  }

  stop(): void {
    this.#end(undefined);
  }

  #end(fault: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    void this.#source.return();
    this.#hasRoom?.();
    this.#finish(fault);
  }

  async #read(): Promise<void> {
    try {
      while (!this.#isStopped()) {
        const { done, value } = await this.#source.next();
        if (done === true || this.#isStopped()) break;
        const payload = this.#steps.payloadOf(value);
        // It is waited for in its turn.
        payload.catch(() => undefined);
        this.#underway.push({ cursor: value.cursor, payload });
        if (!this.#isWriting) void this.#write();
        while (this.#underway.length >= AHEAD && !this.#isStopped()) await this.#room();
      }
    } catch (error) {
      this.#fault = error;
    }
    this.#hasRead = true;
    if (!this.#isWriting) this.#end(this.#fault);
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    try {
      for (let next = this.#underway[0]; next !== undefined; next = this.#underway[0]) {
        const { text, seen } = await next.payload;
        if (this.#isStopped()) return;
        const held = this.#steps.sending?.(next.cursor, seen);
        if (held !== undefined) await held;
        if (this.#isStopped()) return;
        await this.#sink.write(text, next.cursor);
        this.#underway.shift();
        this.#hasRoom?.();
      }
      this.#isWriting = false;
      if (this.#hasRead) this.#end(this.#fault);
    } catch (error) {
      this.#end(error);
    }
  }

  #room(): Promise<void> {
    return new Promise((resolve) => {
      this.#hasRoom = () => {
        this.#hasRoom = undefined;
        resolve();
      };
    });
  }

  #isStopped(): boolean {
    return this.#isOver;
  }
}
