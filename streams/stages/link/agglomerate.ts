/** A likely pair, in log2 odds from 0. */
export interface Edge {
  readonly a: string;
  readonly b: string;
  readonly weight: number;
  /** Only where such a pair stands between two groups are they joined; others count in the mean. */
  readonly joins: boolean;
}

/** Asked of two groups, by one member of each, before they become one. */
export interface AgglomerateOptions {
  /** False forbids it. */
  readonly mayJoin?: (a: string, b: string) => boolean;
  /** False when the group would be too large, which is told in `capped`. */
  readonly fits?: (a: string, b: string) => boolean;
  /** Told that they have become one. */
  readonly joined?: (a: string, b: string) => void;
}

export interface Agglomeration {
  readonly groups: readonly (readonly string[])[];
  /** Pairs of groups that the cap kept apart, by index into `groups`. */
  readonly capped: readonly (readonly [number, number])[];
}

/** A pair that nothing speaks for counts a little against, so that a chain of single pairs does not grow into one group. */
const ABSENT_WEIGHT = -1;

interface Between {
  sum: number;
  count: number;
  joins: boolean;
}

interface Group {
  readonly rank: number;
  readonly first: string;
  members: string[];
  /** Sum of weights and number of edges to each other group. */
  readonly toward: Map<Group, Between>;
  alive: boolean;
}

interface Offer {
  readonly one: Group;
  readonly other: Group;
  readonly mean: number;
  readonly sizes: number;
}

/**
 * Average linkage: the two groups with the highest mean weight over all pairs between them are joined, again and again, while the mean is
 * above 0. Ties go to the groups whose earliest members come first in `order`, so the result depends on the edges and the order given only.
 */
export function agglomerate(
  order: readonly string[],
  edges: readonly Edge[],
  { mayJoin = always, fits = always, joined = () => undefined }: AgglomerateOptions = {},
): Agglomeration {
  const groupOf = new Map(
    order.map((id, rank): [string, Group] => [
      id,
      { rank, first: id, members: [id], toward: new Map(), alive: true },
    ]),
  );
  const groups = [...groupOf.values()];
  // Sums of floats depend on their order.
  const sorted = [...edges].sort((x, y) => (keyOf(x) < keyOf(y) ? -1 : 1));
  for (const { a, b, weight, joins } of sorted) {
    const [one, other] = [groupOf.get(a), groupOf.get(b)];
    if (one === undefined || other === undefined || one === other) continue;
    add(one, other, { sum: weight, count: 1, joins });
    add(other, one, { sum: weight, count: 1, joins });
  }
  const offers = new OfferHeap();
  const offerAll = (group: Group, wanted: (other: Group) => boolean): void => {
    for (const [other, between] of group.toward) {
      const offer = offerOf(group, other, between);
      if (between.joins && offer.mean > 0 && wanted(other)) offers.push(offer);
    }
  };
  for (const group of groups) offerAll(group, ({ rank: later }) => group.rank < later);
  const refused = new Set<Offer>();
  for (let offer = offers.pop(); offer !== undefined; offer = offers.pop()) {
    const { one, other, sizes } = offer;
    if (!one.alive || !other.alive || one.members.length + other.members.length !== sizes) continue;
    if (!mayJoin(one.first, other.first)) continue;
    if (!fits(one.first, other.first)) {
      refused.add(offer);
      continue;
    }
    const [into, from] = one.rank < other.rank ? [one, other] : [other, one];
    join(into, from);
    joined(into.first, from.first);
    offerAll(into, () => true);
  }
  const left = groups.filter(({ alive }) => alive).sort((a, b) => a.rank - b.rank);
  const indexOf = new Map(left.map((group, index) => [group, index]));
  return {
    groups: left.map(({ members }) => members),
    capped: [...refused].flatMap(({ one, other }): [number, number][] => {
      const [i, j] = [indexOf.get(one), indexOf.get(other)];
      return i === undefined || j === undefined ? [] : [i < j ? [i, j] : [j, i]];
    }),
  };
}

function always(): boolean {
  return true;
}

function keyOf({ a, b }: Edge): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`;
}

function add(from: Group, to: Group, { sum, count, joins }: Between): void {
  const known = from.toward.get(to);
  if (known === undefined) from.toward.set(to, { sum, count, joins });
  else {
    known.sum += sum;
    known.count += count;
    known.joins ||= joins;
  }
}

function offerOf(one: Group, other: Group, { sum, count }: Between): Offer {
  const all = one.members.length * other.members.length;
  return {
    one,
    other,
    mean: (sum + (all - count) * ABSENT_WEIGHT) / all,
    sizes: one.members.length + other.members.length,
  };
}

function join(into: Group, from: Group): void {
  into.members = [...into.members, ...from.members];
  from.alive = false;
  into.toward.delete(from);
  for (const [other, between] of from.toward) {
    other.toward.delete(from);
    if (other === into) continue;
    add(into, other, between);
    add(other, into, between);
  }
}

/** Highest mean first; ties by rank. */
class OfferHeap {
  readonly #offers: Offer[] = [];

  push(offer: Offer): void {
    const heap = this.#offers;
    heap.push(offer);
    for (let at = heap.length - 1; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.#before(at, parent)) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  pop(): Offer | undefined {
    const heap = this.#offers;
    if (heap.length === 0) return undefined;
    this.#swap(0, heap.length - 1);
    const best = heap.pop();
    for (let at = 0; ;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && this.#before(child, least)) least = child;
      }
      if (least === at) return best;
      this.#swap(at, least);
      at = least;
    }
  }

  #before(i: number, j: number): boolean {
    const [x, y] = [this.#offers[i], this.#offers[j]];
    if (x === undefined || y === undefined) return false;
    if (x.mean !== y.mean) return x.mean > y.mean;
    const [xLow, yLow] = [Math.min(x.one.rank, x.other.rank), Math.min(y.one.rank, y.other.rank)];
    if (xLow !== yLow) return xLow < yLow;
    return Math.max(x.one.rank, x.other.rank) < Math.max(y.one.rank, y.other.rank);
  }

  #swap(i: number, j: number): void {
    const [x, y] = [this.#offers[i], this.#offers[j]];
    if (x === undefined || y === undefined) return;
    this.#offers[i] = y;
    this.#offers[j] = x;
  }
}
