/** Work under way, shared by all who want the same at the same time, and given up when nobody waits any more. */
export class InFlight<Value> {
  readonly #running = new Map<
    string,
    { readonly value: Promise<Value>; readonly abort: AbortController; waiting: number }
  >();

  /** @param key null: never shared. @param signal of this caller alone */
  share(
    key: string | null,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value> {
    if (key === null) return work(signal);
    let running = this.#running.get(key);
    if (running === undefined) {
      const abort = new AbortController();
      const value = work(abort.signal).finally(() => this.#running.delete(key));
      running = { value, abort, waiting: 0 };
      this.#running.set(key, running);
    }
    const shared = running;
    shared.waiting += 1;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        shared.waiting -= 1;
        if (shared.waiting === 0) {
          this.#running.delete(key);
          shared.abort.abort(signal.reason);
        }
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      shared.value.then(resolve, reject).finally(() => {
        signal.removeEventListener('abort', leave);
      });
    });
  }
}
