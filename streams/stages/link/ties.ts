/**
 * What must be together and what apart, so far: a tie that contradicts those before it is refused. Give the strongest first. Together is
 * transitive; apart holds for all that either record is together with.
 */
export class Ties {
  readonly #parent = new Map<string, string>();
  readonly #apart: (readonly [string, string])[] = [];

  /** Name of the group of a record. */
  groupOf(id: string): string {
    let root = id;
    for (let next = this.#parent.get(root); next !== undefined; next = this.#parent.get(root)) root = next;
    for (let at = id; at !== root;) {
      const next = this.#parent.get(at) ?? root;
      this.#parent.set(at, root);
      at = next;
    }
    return root;
  }

  areTogether(a: string, b: string): boolean {
    return this.groupOf(a) === this.groupOf(b);
  }

  areApart(a: string, b: string): boolean {
    const [one, other] = [this.groupOf(a), this.groupOf(b)];
    return this.#apart.some(([x, y]) => {
      const [p, q] = [this.groupOf(x), this.groupOf(y)];
      return (p === one && q === other) || (p === other && q === one);
    });
  }

  /** False when they are held apart. */
  tie(a: string, b: string): boolean {
    if (this.areTogether(a, b)) return true;
    if (this.areApart(a, b)) return false;
    this.#parent.set(this.groupOf(b), this.groupOf(a));
    return true;
  }

  /** False when they are together. */
  part(a: string, b: string): boolean {
    if (this.areTogether(a, b)) return false;
    this.#apart.push([a, b]);
    return true;
  }

  /** A copy to go on from. */
  copy(): Ties {
    const copy = new Ties();
    for (const [from, to] of this.#parent) copy.#parent.set(from, to);
    copy.#apart.push(...this.#apart);
    return copy;
  }
}
