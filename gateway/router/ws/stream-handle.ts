import type { Delivery } from '../subscribe/delivery.ts';

/**
 * A running stream as graphql-ws's server wants to see one: its frames go straight to the socket, so it yields nothing, ends when the stream
 * ends, and stops the stream when the client completes it or is gone.
 */
export class StreamHandle implements AsyncGenerator<never, undefined, undefined> {
  readonly #delivery: Delivery;

  constructor(delivery: Delivery) {
    this.#delivery = delivery;
    delivery.done.catch(() => undefined);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorReturnResult<undefined>> {
    await this.#delivery.done;
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorReturnResult<undefined>> {
    this.#delivery.stop();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(): Promise<IteratorReturnResult<undefined>> {
    return this.return();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}
