/**
 * Collects what comes and hands it on once a frame, so that a page draws as often as the screen and no more. Beyond `most` the oldest are dropped:
 * a tab in the background is given no frames.
 */
export class FrameBatch<Item> {
  readonly #apply: (items: readonly Item[]) => void;
  readonly #request: (draw: () => void) => number;
  readonly #cancel: (handle: number) => void;
  readonly #most: number;
  #waiting: Item[] = [];
  #handle: number | null = null;

  constructor(options: {
    readonly apply: (items: readonly Item[]) => void;
    readonly request: (draw: () => void) => number;
    readonly cancel: (handle: number) => void;
    readonly most: number;
  }) {
    this.#apply = options.apply;
    this.#request = options.request;
    this.#cancel = options.cancel;
    this.#most = options.most;
  }

  add(items: readonly Item[]): void {
    if (items.length === 0) return;
    this.#waiting.push(...items);
    if (this.#waiting.length > this.#most) this.#waiting.splice(0, this.#waiting.length - this.#most);
    this.#handle ??= this.#request(() => {
      this.#handle = null;
      const items = this.#waiting;
      this.#waiting = [];
      this.#apply(items);
    });
  }

  end(): void {
    if (this.#handle !== null) this.#cancel(this.#handle);
    this.#handle = null;
    this.#waiting = [];
  }
}
