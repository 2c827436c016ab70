/** What is known by id for a while: what is not is read, each once, also when several ask for it at the same time. */
export class KnownById<Value> {
  readonly #read: (ids: readonly string[]) => Promise<(id: string) => Value>;
  readonly #known = new Map<string, Value | Promise<Value>>();

  constructor(read: (ids: readonly string[]) => Promise<(id: string) => Value>) {
    this.#read = read;
  }

  /** What was read elsewhere a moment ago. */
  learn(id: string, value: Value): void {
    this.#known.set(id, value);
  }

  /** Null while it is not known. */
  now(id: string): Value | null {
    const known = this.#known.get(id);
    return known === undefined || known instanceof Promise ? null : known;
  }

  /** By id, for these. */
  async of(ids: Iterable<string>): Promise<ReadonlyMap<string, Value>> {
    const wanted = [...new Set(ids)];
    const unknown = wanted.filter((id) => !this.#known.has(id));
    if (unknown.length > 0) {
      const read = this.#read(unknown);
      for (const id of unknown) this.#await(id, read);
    }
    const known = wanted.map((id) => [id, this.#known.get(id) as Value | Promise<Value>] as const);
    const found = new Map<string, Value>();
    for (const [id, value] of known) found.set(id, value instanceof Promise ? await value : value);
    return found;
  }

  forget(): void {
    this.#known.clear();
  }

  #await(id: string, read: Promise<(id: string) => Value>): void {
    const awaited = read.then((valueOf) => valueOf(id));
    const replace = (instead: () => void): void => {
      if (this.#known.get(id) === awaited) instead();
    };
    awaited.then(
      (value) => {
        replace(() => this.#known.set(id, value));
      },
      // Who comes next tries again.
      () => {
        replace(() => this.#known.delete(id));
      },
    );
    this.#known.set(id, awaited);
  }
}
