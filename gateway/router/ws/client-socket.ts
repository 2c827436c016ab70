import type { WebSocket } from 'ws';
import type { StreamLimits } from '../subscribe/stream-limits.ts';
import { tooSlow } from '../subscribe/stream-error.ts';
import type { FrameSink } from '../subscribe/delivery.ts';

/** Closed because the client did not read. */
export const CLOSE_TOO_SLOW = 4508;
const CHECK_MS = 50;
const LONGEST_REASON_BYTES = 123;

/** One WebSocket with a bounded buffer, for all operations that run over it. */
export class ClientSocket {
  readonly #socket: WebSocket;
  readonly #limits: StreamLimits;
  /** Of each operation the cursor of its last frame. */
  readonly #cursors = new Map<string, string | null>();
  #draining: Promise<void> | undefined;

  constructor(socket: WebSocket, limits: StreamLimits) {
    this.#socket = socket;
    this.#limits = limits;
  }

  get operations(): number {
    return this.#cursors.size;
  }

  cursorOf(id: string): string | null {
    return this.#cursors.get(id) ?? null;
  }

  begin(id: string): void {
    this.#cursors.set(id, null);
  }

  end(id: string): void {
    this.#cursors.delete(id);
  }

  /** Writes results of one operation, which may be one text for many clients, under the client's own id. */
  sinkFor(id: string): FrameSink {
    const head = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
    return {
      write: (payload, cursor) => {
        if (this.#socket.readyState !== this.#socket.OPEN) return undefined;
        this.#socket.send(`${head}${payload}}`);
        this.#cursors.set(id, cursor);
        return this.#socket.bufferedAmount > this.#limits.maxBufferedBytes ? this.drained() : undefined;
      },
    };
  }

  /** Resolves when half of the buffer is free. @throws HubError HUB_TOO_SLOW after `stallMs` without. */
  drained(): Promise<void> {
    this.#draining ??= this.#waitForDrain().finally(() => {
      this.#draining = undefined;
    });
    return this.#draining;
  }

  /** Ends the connection; a client that reads nothing is cut off, so that its buffer is freed. */
  close(code: number, reason: string): void {
    const cursor = this.#cursors.size === 1 ? [...this.#cursors.values()][0] : null;
    const withCursor = cursor == null ? reason : `${reason} ${cursor}`;
    this.#socket.close(code, Buffer.byteLength(withCursor) <= LONGEST_REASON_BYTES ? withCursor : reason);
    setTimeout(() => {
      this.#socket.terminate();
    }, this.#limits.cutOffMs).unref();
  }

  async #waitForDrain(): Promise<void> {
    const { maxBufferedBytes, stallMs } = this.#limits;
    const until = performance.now() + stallMs;
    while (this.#socket.bufferedAmount > maxBufferedBytes / 2) {
      if (this.#socket.readyState !== this.#socket.OPEN) return;
      if (performance.now() > until) throw tooSlow(stallMs);
      await new Promise((resolve) => setTimeout(resolve, CHECK_MS));
    }
  }
}
