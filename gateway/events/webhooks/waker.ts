/** Lets a loop sleep until there is something to do. A call while nobody sleeps is not lost. */
export class Waker {
  #called = false;
  #wake: (() => void) | undefined;

  call(): void {
    this.#called = true;
    this.#wake?.();
  }

  /** Resolves when called, after `ms`, or when the signal aborts. */
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#called && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', end);
          this.#wake = undefined;
          resolve();
        };
        const timer = setTimeout(end, ms);
        signal.addEventListener('abort', end);
        this.#wake = end;
      });
    }
    this.#called = false;
  }
}

/** Asks anew: the compiler would take `signal.aborted` for unchanged after an await. */
export function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
