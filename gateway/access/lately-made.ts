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

/** As `LatelyMade`, of what is made of a value in one of few ways: neither is put together with the other to be looked up. */
export class LatelyMadeBy<Made> {
  readonly #most: number;
  #count = 0;
  readonly #made = new Map<string, Map<string, Made>>();

  constructor(most: number) {
    this.#most = most;
  }

  of(way: string, value: string, make: () => Made): Made {
    let ofWay = this.#made.get(way);
    const known = ofWay?.get(value);
    if (known !== undefined || ofWay?.has(value) === true) return known as Made;
    const made = make();
    if (this.#count >= this.#most) {
      this.#made.clear();
      this.#count = 0;
      ofWay = undefined;
    }
    if (ofWay === undefined) {
      ofWay = new Map();
      this.#made.set(way, ofWay);
    }
    ofWay.set(value, made);
    this.#count += 1;
    return made;
  }
}
