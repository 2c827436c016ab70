/**
 * What is pending among the values of a list or an object: each is put where its place is when it is there. As `Promise.all` does, but without promises
 * of what is there already, and with the first fault of a value left to whoever knows its place.
 */
export class Waiting<Made> {
  readonly promise: Promise<Made>;
  readonly #values: unknown[];
  readonly #make: (values: unknown[]) => Made;
  #resolve: (made: Made) => void = nothing;
  #reject: (thrown: unknown) => void = nothing;
  #left = 0;

  /** @param values filled until the caller's turn of the event loop ends @param make what becomes of them once all are there */
  constructor(values: unknown[], make: (values: unknown[]) => Made) {
    this.#values = values;
    this.#make = make;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** @param failed answers what stands in the place of a value that cannot be had, or throws what takes all of them */
  add(pending: PromiseLike<unknown>, at: number, failed: (thrown: unknown) => unknown): void {
    this.#left += 1;
    pending.then(
      (value) => {
        this.#put(at, value);
      },
      (thrown: unknown) => {
        this.#lose(at, thrown, failed);
      },
    );
  }

  /** As `add`, of a value that has to be completed. */
  addRaw(
    pending: PromiseLike<unknown>,
    at: number,
    complete: (value: unknown) => unknown,
    failed: (thrown: unknown) => unknown,
  ): void {
    this.#left += 1;
    pending.then(
      (value) => {
        try {
          const completed = complete(value);
          if (completed instanceof Promise) {
            this.#left -= 1;
            this.add(completed, at, failed);
          } else this.#put(at, completed);
        } catch (thrown) {
          this.#lose(at, thrown, failed);
        }
      },
      (thrown: unknown) => {
        this.#lose(at, thrown, failed);
      },
    );
  }

  #put(at: number, value: unknown): void {
    this.#values[at] = value;
    this.#left -= 1;
    if (this.#left === 0) this.#resolve(this.#make(this.#values));
  }

  #lose(at: number, thrown: unknown, failed: (thrown: unknown) => unknown): void {
    let value: unknown;
    try {
      value = failed(thrown);
    } catch (further) {
      this.#reject(further);
      return;
    }
    this.#put(at, value);
  }
}

function nothing(): void {
  // Nobody waits yet.
}

/** Makes something of values once those that are pending are there; rejects as soon as one is lost. */
export function afterPending<Made>(values: unknown[], make: (values: unknown[]) => Made): Promise<Made> {
  let only = -1;
  let count = 0;
  for (let at = 0; at < values.length; at += 1) {
    if (!(values[at] instanceof Promise)) continue;
    only = at;
    count += 1;
  }
  if (count === 1) {
    return (values[only] as Promise<unknown>).then((value) => {
      values[only] = value;
      return make(values);
    });
  }
  const waiting = new Waiting(values, make);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at];
    if (value instanceof Promise) waiting.add(value, at, rethrow);
  }
  return waiting.promise;
}

function rethrow(thrown: unknown): never {
  throw thrown;
}
