/** What gives way still goes on, so that it falls behind no further than its topic keeps. */
const LONGEST_MS = 5_000;
const LOOK_AGAIN_MS = 50;

/** Work that steps back while others are behind, for at most 5 s from one piece to the next. */
export class GivingWay {
  readonly #areOthersBehind: (() => boolean) | undefined;
  readonly #again: () => void;
  #wentMs = -Infinity;
  #timer: NodeJS.Timeout | null = null;

  /** @param again called soon after it had to step back */
  constructor(areOthersBehind: (() => boolean) | undefined, again: () => void) {
    this.#areOthersBehind = areOthersBehind;
    this.#again = again;
  }

  /** Whether the next piece may be begun now. */
  mayGo(): boolean {
    const nowMs = performance.now();
    if (this.#areOthersBehind?.() !== true || nowMs - this.#wentMs >= LONGEST_MS) {
      this.#wentMs = nowMs;
      return true;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#again();
    }, LOOK_AGAIN_MS);
    return false;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }
}
