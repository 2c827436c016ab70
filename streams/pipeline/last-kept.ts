interface Placed {
  readonly offset: number;
}

type ByPartition = ReadonlyMap<number, readonly Placed[]>;

/** What one keeper has stored last: epoch, and the last offset of each partition, all before which is stored. */
export class LastKept {
  #epoch: number | null = null;
  readonly #through = new Map<number, number>();

  /** Whether these stand directly behind it, in every partition that they are of. */
  isFollowedBy(epoch: number, events: ByPartition): boolean {
    if (epoch !== this.#epoch) return false;
    return [...events].every(([partition, [first]]) => {
      const through = this.#through.get(partition);
      return through !== undefined && first?.offset === through + 1;
    });
  }

  /** What is stored of their partitions is uncertain for now. */
  forget(events: ByPartition): void {
    for (const partition of events.keys()) this.#through.delete(partition);
  }

  /** All of these are stored, and what is before them. */
  note(epoch: number, events: ByPartition): void {
    if (epoch !== this.#epoch) this.#through.clear();
    this.#epoch = epoch;
    for (const [partition, own] of events) {
      const end = own.at(-1);
      if (end !== undefined) this.#through.set(partition, end.offset);
    }
  }
}
