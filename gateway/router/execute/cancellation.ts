/**
 * Tells those who work on something that nobody waits for it any more: an AbortSignal for one listener, without the cost of events, which every
 * fetch would pay.
 */
export class Cancellation {
  #reason: Error | undefined;
  #listener: ((reason: Error) => void) | undefined;

  /** Why; undefined as long as somebody waits. */
  get reason(): Error | undefined {
    return this.#reason;
  }

  /** Once; later calls change nothing. */
  cancel(reason: Error): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#listener?.(reason);
  }

  /** Told once, at once when it is over already. A new listener takes the place of the one before; undefined: nobody listens. */
  listen(listener: ((reason: Error) => void) | undefined): void {
    this.#listener = listener;
    if (this.#reason !== undefined) listener?.(this.#reason);
  }
}
