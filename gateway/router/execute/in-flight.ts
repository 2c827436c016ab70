import { Cancellation } from './cancellation.ts';

/** Work under way, shared by all who want the same at the same time, and given up when nobody waits any more. */
export class InFlight<Value> {
  readonly #running = new Map<
    string,
    { readonly value: Promise<Value>; readonly cancellation: Cancellation; waiting: number }
  >();

  /** @param key null: never shared. @param cancellation of this caller alone */
  share(
    key: string | null,
    cancellation: Cancellation,
    work: (cancellation: Cancellation) => Promise<Value>,
  ): Promise<Value> {
    if (key === null) return work(cancellation);
    let running = this.#running.get(key);
    if (running === undefined) {
      const ofAll = new Cancellation();
      const value = work(ofAll).finally(() => this.#running.delete(key));
      running = { value, cancellation: ofAll, waiting: 0 };
      this.#running.set(key, running);
    }
    const shared = running;
    shared.waiting += 1;
    return new Promise((resolve, reject) => {
      shared.value
        .finally(() => {
          cancellation.listen(undefined);
        })
        .then(resolve, reject);
      cancellation.listen((reason) => {
        shared.waiting -= 1;
        if (shared.waiting === 0) {
          this.#running.delete(key);
          shared.cancellation.cancel(reason);
        }
        reject(reason);
      });
    });
  }
}
