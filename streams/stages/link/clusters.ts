import type { Linkable } from './linkable.ts';
import { decide, type PairScore, type ScoredPair } from './pair-score.ts';

/** What people decided, as pairs of record ids: outlives every score. */
export interface Constraints {
  readonly mustLink: readonly (readonly [string, string])[];
  readonly cannotLink: readonly (readonly [string, string])[];
}

export const NO_CONSTRAINTS: Constraints = { mustLink: [], cannotLink: [] };

/** A pair that people must look at, and why: its probability, or a cluster that would grow too large with it. */
export interface PairForReview extends ScoredPair {
  readonly reason: 'UNCERTAIN' | 'CLUSTER_CAP';
}

export interface Clustering {
  readonly clusters: readonly Cluster[];
  readonly reviews: readonly PairForReview[];
}

/** Records that are about one dispute. */
export interface Cluster {
  /** Records that hold it together, earliest registered first. */
  readonly core: readonly Linkable[];
  /** Evidence (nature OTHER) and withdrawn records: each hangs on one core record and connects nothing. */
  readonly leaves: readonly Linkable[];
}

/**
 * Partitions records into clusters. Core records that are linked, directly or through other core records, are one cluster. A cluster is a
 * dispute when it holds a DISPUTE, or a POSSIBLE that a link to another core record confirms. A leaf joins the dispute of its best
 * partner: largest weight, then earliest registered. The result depends on the records, pairs and constraints only, not on their order.
 */
export function clusters(
  records: ReadonlyMap<string, Linkable>,
  pairs: readonly ScoredPair[],
  constraints: Constraints,
): Clustering {
  const apart = new Set(constraints.cannotLink.flatMap(([a, b]) => [`${a}|${b}`, `${b}|${a}`]));
  const allowed = pairs.filter(({ a, b }) => !apart.has(`${a}|${b}`));
  const partners = partnersOf(allowed.filter(({ score }) => decide(score) === 'LINK'));
  const together = Map.groupBy(
    constraints.mustLink.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]),
    ([from]) => from,
  );
  const clusterOf = new Map<string, { core: Linkable[]; leaves: Linkable[] } | null>();
  const ordered = [...records.values()].sort((a, b) => (a.registered < b.registered ? -1 : 1));
  const found: { core: Linkable[]; leaves: Linkable[] }[] = [];
  for (const start of ordered) {
    if (!start.isCore || clusterOf.has(start.id)) continue;
    const cluster = { core: [] as Linkable[], leaves: [] as Linkable[] };
    const queue = [start];
    clusterOf.set(start.id, cluster);
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      cluster.core.push(next);
      const met = [
        ...(partners.get(next.id) ?? []).map(({ id }) => id),
        ...(together.get(next.id) ?? []).map(([, id]) => id),
      ];
      for (const id of met) {
        const other = records.get(id);
        if (other?.isCore === true && !clusterOf.has(id)) {
          clusterOf.set(id, cluster);
          queue.push(other);
        }
      }
    }
    cluster.core.sort((a, b) => (a.registered < b.registered ? -1 : 1));
    if (isDispute(cluster.core)) found.push(cluster);
    else for (const { id } of cluster.core) clusterOf.set(id, null);
  }
  for (const leaf of ordered) {
    if (leaf.isCore) continue;
    const best = bestPartner(leaf, partners, records, ({ id }) => clusterOf.get(id) != null);
    if (best !== null) clusterOf.get(best.partner.id)?.leaves.push(leaf);
  }
  const reviews = allowed
    .filter(({ score }) => decide(score) === 'REVIEW')
    .map((pair): PairForReview => ({ ...pair, reason: 'UNCERTAIN' }));
  return { clusters: found, reviews };
}

function isDispute(core: readonly Linkable[]): boolean {
  return core.length > 1 || core[0]?.record.nature === 'DISPUTE';
}

export type Partners = ReadonlyMap<string, readonly { readonly id: string; readonly score: PairScore }[]>;

export function partnersOf(pairs: readonly ScoredPair[]): Partners {
  const partners = new Map<string, { id: string; score: PairScore }[]>();
  const add = (from: string, to: string, score: PairScore): void => {
    const list = partners.get(from);
    if (list === undefined) partners.set(from, [{ id: to, score }]);
    else list.push({ id: to, score });
  };
  for (const { a, b, score } of pairs) {
    add(a, b, score);
    add(b, a, score);
  }
  return partners;
}

/** The partner that best explains why a record is where it is: largest weight, then earliest registered. */
export function bestPartner(
  of: Linkable,
  partners: Partners,
  records: ReadonlyMap<string, Linkable>,
  accept: (other: Linkable) => boolean,
): { readonly partner: Linkable; readonly score: PairScore } | null {
  let best: { partner: Linkable; score: PairScore } | null = null;
  for (const { id, score } of partners.get(of.id) ?? []) {
    const partner = records.get(id);
    if (partner === undefined || !accept(partner)) continue;
    const better =
      best === null ||
      score.weight > best.score.weight ||
      (score.weight === best.score.weight && partner.registered < best.partner.registered);
    if (better) best = { partner, score };
  }
  return best;
}
