/** An entry that the chain was given: one for all the streams that it tells of. */
export class EntryOnItsWay {
  /** Rejects when it could not be written in time. */
  readonly durable: Promise<void>;
  readonly #sinceMs = performance.now();
  #isDurable = false;
  #fault: Error | undefined;

  constructor(written: Promise<void>) {
    this.durable = written;
    written.then(
      () => {
        this.#isDurable = true;
      },
      (error: unknown) => {
        this.#fault = error instanceof Error ? error : new Error(String(error));
      },
    );
  }

  get isDurable(): boolean {
    return this.#isDurable;
  }

  /** What to wait for when it has been on its way for so long. @throws what kept it from being written. */
  isLate(afterMs: number): Promise<void> | undefined {
    if (this.#fault !== undefined) throw this.#fault;
    return this.#isDurable || performance.now() - this.#sinceMs < afterMs ? undefined : this.durable;
  }
}
