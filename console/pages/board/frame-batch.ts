/**
 * Collects what comes and hands it on together when a frame is given for it. Beyond `most` the oldest are dropped: a tab in the background is given
 * no frames.
 */
export class FrameBatch<Item> {
  readonly #apply: (items: readonly Item[]) => void;
  readonly #request: (draw: () => void) => () => void;
  readonly #most: number;
  #waiting: Item[] = [];
  #callOff: (() => void) | null = null;

  constructor(options: {
    readonly apply: (items: readonly Item[]) => void;
    /** Asks for a frame, and answers how to call it off. */
    readonly request: (draw: () => void) => () => void;
    readonly most: number;
  }) {
    this.#apply = options.apply;
    this.#request = options.request;
    this.#most = options.most;
  }

  add(items: readonly Item[]): void {
    if (items.length === 0) return;
    this.#waiting.push(...items);
    if (this.#waiting.length > this.#most) this.#waiting.splice(0, this.#waiting.length - this.#most);
    this.#callOff ??= this.#request(() => {
      this.#callOff = null;
      const items = this.#waiting;
      this.#waiting = [];
      this.#apply(items);
    });
  }

  end(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#waiting = [];
  }
}
