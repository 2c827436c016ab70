/** One after another: PGlite has a single session, so that whoever is in the middle of something must be alone with it. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Waits for its turn. @returns to be called when it is over */
  async take(): Promise<() => void> {
    const before = this.#last;
    let end = (): void => undefined;
    this.#last = new Promise((resolve) => {
      end = resolve;
    });
    await before;
    return end;
  }
}
