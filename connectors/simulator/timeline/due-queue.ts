/** Binary heap of things with a time; on equal times the one added first comes first, so that the order is the same every run. */
export class DueQueue<T> {
  readonly #heap: { readonly dueMs: number; readonly order: number; readonly item: T }[] = [];
  #added = 0;

  add(dueMs: number, item: T): void {
    const heap = this.#heap;
    let at = heap.push({ dueMs, order: this.#added, item }) - 1;
    this.#added += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  nextDueMs(): number {
    return this.#heap[0]?.dueMs ?? Infinity;
  }

  take(): T | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first?.item;
    heap[0] = last;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      let least = at;
      if (left < heap.length && this.#before(left, least)) least = left;
      if (left + 1 < heap.length && this.#before(left + 1, least)) least = left + 1;
      if (least === at) return first.item;
      this.#swap(at, least);
      at = least;
    }
  }

  #before(left: number, right: number): boolean {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (a === undefined || b === undefined) return false;
    return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);
  }

  #swap(left: number, right: number): void {
    const heap = this.#heap;
    const kept = heap[left];
    const moved = heap[right];
    if (kept === undefined || moved === undefined) return;
    heap[left] = moved;
    heap[right] = kept;
  }
}
