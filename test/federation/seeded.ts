/** Random choices that are the same for the same seed (mulberry32). */
export class Seeded {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.int(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** At most `count` of the items, in their order. */
  some<Item>(items: readonly Item[], count: number): Item[] {
    const keep = new Set<number>();
    while (keep.size < Math.min(count, items.length)) keep.add(this.int(0, items.length - 1));
    return items.filter((_, index) => keep.has(index));
  }
}

/** A moment of 2026 with one of several offsets. */
export function momentOf(random: Seeded): string {
  const two = (low: number, high: number): string => String(random.int(low, high)).padStart(2, '0');
  return `2026-${two(1, 9)}-${two(1, 28)}T${two(0, 23)}:${two(0, 59)}:00${random.pick(['+08:00', '-05:00', 'Z'])}`;
}
