import { agglomerate, type Edge } from './agglomerate.ts';

/**
 * Average linkage over pairs that are likely one thing, without a matrix of all: pairs first make components, then each component is
 * clustered with every pair within it scored, so that a chain of likely pairs does not join what is unlike at its ends.
 */

/** Pairs of things by number, as parallel arrays: millions of them take no objects. */
export interface Edges {
  readonly a: ArrayLike<number>;
  readonly b: ArrayLike<number>;
  /** Larger is likelier; orders the pairs. */
  readonly weight: ArrayLike<number>;
  readonly size: number;
}

export interface LinkageOptions {
  /** Probability that two things are one, for any two. */
  readonly probabilityOf: (a: number, b: number) => number;
  /** Two clusters join only if some pair between them reaches this, and all do by a half on average. */
  readonly linkFrom: number;
  /** Larger components are cut at their weakest pairs. */
  readonly largestComponent: number;
}

/** The cluster of each of `things`, by the smallest number in it. The order of the edges does not matter. */
export function averageLinkage(things: number, edges: Edges, options: LinkageOptions): Uint32Array {
  const clusterOf = Uint32Array.from({ length: things }, (_, thing) => thing);
  for (const component of componentsOf(things, edges, options.largestComponent)) {
    for (const cluster of clustersOf(component, options)) {
      const smallest = Math.min(...cluster);
      for (const thing of cluster) clusterOf[thing] = smallest;
    }
  }
  return clusterOf;
}

/** Components of two or more, strongest pairs first, none larger than `largest`. */
function componentsOf(things: number, edges: Edges, largest: number): number[][] {
  const { a, b, weight, size } = edges;
  const at = (list: ArrayLike<number>, index: number): number => list[index] ?? 0;
  const order = Uint32Array.from({ length: size }, (_, edge) => edge).sort(
    (x, y) => at(weight, y) - at(weight, x) || at(a, x) - at(a, y) || at(b, x) - at(b, y),
  );
  const parent = Uint32Array.from({ length: things }, (_, thing) => thing);
  const sizes = new Uint32Array(things).fill(1);
  const rootOf = (thing: number): number => {
    let root = thing;
    for (let up = at(parent, root); up !== root; up = at(parent, root)) root = up;
    for (let node = thing; node !== root;) {
      const up = at(parent, node);
      parent[node] = root;
      node = up;
    }
    return root;
  };
  for (const edge of order) {
    const [one, other] = [rootOf(at(a, edge)), rootOf(at(b, edge))];
    if (one === other || at(sizes, one) + at(sizes, other) > largest) continue;
    const [root, child] = one < other ? [one, other] : [other, one];
    parent[child] = root;
    sizes[root] = at(sizes, one) + at(sizes, other);
  }
  const members = new Map<number, number[]>();
  for (let thing = 0; thing < things; thing += 1) {
    const root = rootOf(thing);
    if (at(sizes, root) === 1) continue;
    const known = members.get(root);
    if (known === undefined) members.set(root, [thing]);
    else known.push(thing);
  }
  return [...members.values()];
}

/** Clusters of one component, every pair in it scored: over half is for, under half against. */
function clustersOf(
  component: readonly number[],
  { probabilityOf, linkFrom }: LinkageOptions,
): readonly (readonly number[])[] {
  const order = component.map(String);
  const edges = component.flatMap((a, i) =>
    component.slice(0, i).map((b): Edge => {
      const probability = probabilityOf(a, b);
      return { a: String(a), b: String(b), weight: probability - 0.5, joins: probability >= linkFrom };
    }),
  );
  const { groups } = agglomerate(order, edges);
  return groups.map((members) => members.map(Number));
}
