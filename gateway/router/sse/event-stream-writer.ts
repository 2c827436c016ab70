import type { ServerResponse } from 'node:http';
import type { GraphQLError } from 'graphql';
import type { FrameSink } from '../subscribe/delivery.ts';
import { tooSlow } from '../subscribe/stream-error.ts';
import type { StreamLimits } from '../subscribe/stream-limits.ts';

const CHECK_MS = 50;
const DESTROY_AFTER_MS = 2_000;

/** Writes one stream of server-sent events with a bounded buffer. */
export class EventStreamWriter implements FrameSink {
  readonly #response: ServerResponse;
  readonly #limits: StreamLimits;
  #keepAlive: NodeJS.Timeout | undefined;
  readonly #begun = Promise.withResolvers<undefined>();
  #hasBegun = false;
  #cursor: string | null = null;
  #over = false;

  constructor(response: ServerResponse, limits: StreamLimits) {
    this.#response = response;
    this.#limits = limits;
  }

  /** Of the last event that was written. */
  get cursor(): string | null {
    return this.#cursor;
  }

  /** The head is written: some clients wait for a first byte, and proxies close what is silent. */
  begin(): void {
    this.#response.write(':\n\n');
    this.#hasBegun = true;
    this.#begun.resolve(undefined);
    this.#keepAlive = setInterval(() => {
      if (this.#response.writableLength === 0) this.#response.write(':\n\n');
    }, this.#limits.keepAliveMs);
  }

  write(payload: string, cursor: string | null): Promise<void> | undefined {
    if (this.#over) return undefined;
    // The first item may be there before the head is written.
    if (!this.#hasBegun) return this.#begun.promise.then(() => this.write(payload, cursor));
    const id = cursor === null ? '' : `id: ${cursor}\n`;
    // JSON has no line ends.
    this.#response.write(`event: next\n${id}data: ${payload}\n\n`);
    this.#cursor = cursor;
    return this.#response.writableLength > this.#limits.maxBufferedBytes ? this.#drained() : undefined;
  }

  /** The stream ended with this: told as a last result, as the protocol has no message for it. */
  fail(errors: readonly GraphQLError[]): void {
    if (this.#over) return;
    this.#response.write(`event: next\ndata: ${JSON.stringify({ errors })}\n\n`);
    this.end();
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    clearInterval(this.#keepAlive);
    this.#response.end('event: complete\ndata:\n\n');
    setTimeout(() => {
      this.#response.destroy();
    }, DESTROY_AFTER_MS).unref();
  }

  async #drained(): Promise<void> {
    const { maxBufferedBytes, stallMs } = this.#limits;
    const until = performance.now() + stallMs;
    while (this.#response.writableLength > maxBufferedBytes / 2) {
      if (this.#response.destroyed) return;
      if (performance.now() > until) throw tooSlow(stallMs);
      await new Promise((resolve) => setTimeout(resolve, CHECK_MS));
    }
  }
}
