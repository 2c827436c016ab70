/**
 * Seeded pseudo-random numbers (sfc32, seeded by a string hash): the same seed gives the same city on every machine. Forks are
 * independent of how much their parent has been used, so that a change in one record's text does not move any other record.
 */
export class Random {
  readonly #seed: string;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string) {
    this.#seed = seed;
    [this.#a, this.#b, this.#c] = hashOf(seed);
    for (let warmUp = 0; warmUp < 12; warmUp += 1) this.next();
  }

  fork(label: string): Random {
    return new Random(`${this.#seed}/${label}`);
  }

  /** In [0, 1). */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** Whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** From `least` to `most`, small values more often (density falls linearly). */
  low(least: number, most: number): number {
    return least + (1 - Math.sqrt(1 - this.next())) * (most - least);
  }

  pick<T>(list: readonly T[]): T {
    const index = Math.floor(this.next() * list.length);
    if (index >= list.length) throw new RangeError('nothing to pick from: the list is empty');
    return list[index] as T;
  }

  weighted<T>(entries: readonly (readonly [value: T, weight: number])[]): T {
    let total = 0;
    for (const entry of entries) total += entry[1];
    let left = this.next() * total;
    for (const entry of entries) {
      left -= entry[1];
      if (left < 0) return entry[0];
    }
    const last = entries.at(-1);
    if (last === undefined) throw new RangeError('nothing to pick from: the list is empty');
    return last[0];
  }
}

/** Three well-mixed 32-bit words of a text (cyrb128 without its last word). */
function hashOf(text: string): [number, number, number] {
  let first = 1_779_033_703;
  let second = 3_144_134_277;
  let third = 1_013_904_242;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    first = second ^ Math.imul(first ^ unit, 597_399_067);
    second = third ^ Math.imul(second ^ unit, 2_869_860_233);
    third = first ^ Math.imul(third ^ unit, 951_274_213);
  }
  first = Math.imul(third ^ (first >>> 18), 597_399_067);
  second = Math.imul(first ^ (second >>> 22), 2_869_860_233);
  third = Math.imul(second ^ (third >>> 17), 951_274_213);
  return [first | 0, second | 0, third | 0];
}
