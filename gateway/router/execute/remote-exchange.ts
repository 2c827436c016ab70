import type { Dispatcher } from 'undici';
import type { Cancellation } from './cancellation.ts';

/** What a server sent, not yet looked at. */
export interface RawAnswer {
  readonly bytes: Buffer;
  readonly status: number;
}

/** An answer that is of no use, in words that go on from "subgraph NAME". */
export class UnusableAnswer extends Error {}

/**
 * One request and the whole of its answer. A handler of its own, because undici's `request` makes a stream, an iterator over it and listeners of a signal
 * for each: more than the rest of a fetch costs.
 *
 * Rejects with UnusableAnswer when there are more than `maxBytes`: the rest is not read; with the reason of the cancellation, at once; with undici's errors.
 */
export function exchange(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  maxBytes: number,
  cancellation: Cancellation,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(options, new AnswerReader(maxBytes, cancellation, resolve, reject));
  });
}

class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #maxBytes: number;
  readonly #cancellation: Cancellation;
  readonly #resolve: (answer: RawAnswer) => void;
  readonly #reject: (error: Error) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #size = 0;
  /** Most answers are one piece. */
  #first: Buffer | undefined;
  #rest: Buffer[] | undefined;

  constructor(
    maxBytes: number,
    cancellation: Cancellation,
    resolve: (answer: RawAnswer) => void,
    reject: (error: Error) => void,
  ) {
    this.#maxBytes = maxBytes;
    this.#cancellation = cancellation;
    this.#resolve = resolve;
    this.#reject = reject;
    cancellation.listen((reason) => {
      reject(reason);
      this.#controller?.abort(reason);
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    const { reason } = this.#cancellation;
    // It was cancelled while it waited for a connection.
    if (reason !== undefined) controller.abort(reason);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.byteLength;
    if (this.#size > this.#maxBytes) {
      controller.abort(new UnusableAnswer(`answered more than ${this.#maxBytes} bytes`));
    } else if (this.#first === undefined) this.#first = chunk;
    else (this.#rest ??= [this.#first]).push(chunk);
  }

  onResponseEnd(): void {
    this.#cancellation.listen(undefined);
    const bytes = this.#rest === undefined ? (this.#first ?? NOTHING) : Buffer.concat(this.#rest, this.#size);
    this.#resolve({ bytes, status: this.#status });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#cancellation.listen(undefined);
    this.#reject(error);
  }
}

const NOTHING = Buffer.alloc(0);
