/** What was made lately, by what it was made of; all of it is forgotten when there is too much. */
export class LatelyMade<Made> {
  readonly #most: number;
  readonly #made = new Map<string, Made>();

  constructor(most: number) {
    this.#most = most;
  }

  of(key: string, make: () => Made): Made {
    const known = this.#made.get(key);
    if (known !== undefined || this.#made.has(key)) return known as Made;
    const made = make();
    if (this.#made.size >= this.#most) this.#made.clear();
    this.#made.set(key, made);
    return made;
  }
}
