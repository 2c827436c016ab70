import type { Edges } from '../average-linkage.ts';

/** Pairs of rows with a weight, in arrays that grow: 16 bytes a pair. */
export class EdgeList implements Edges {
  a = new Uint32Array(1_024);
  b = new Uint32Array(1_024);
  weight = new Float64Array(1_024);
  size = 0;

  add(a: number, b: number, weight: number): void {
    if (this.size === this.a.length) this.grow();
    this.a[this.size] = a;
    this.b[this.size] = b;
    this.weight[this.size] = weight;
    this.size += 1;
  }

  forEach(visit: (a: number, b: number, weight: number) => void): void {
    for (let edge = 0; edge < this.size; edge += 1) {
      visit(this.a[edge] ?? 0, this.b[edge] ?? 0, this.weight[edge] ?? 0);
    }
  }

  private grow(): void {
    const [a, b, weight] = [this.a, this.b, this.weight];
    this.a = new Uint32Array(2 * this.size);
    this.b = new Uint32Array(2 * this.size);
    this.weight = new Float64Array(2 * this.size);
    this.a.set(a);
    this.b.set(b);
    this.weight.set(weight);
  }
}
