import { agglomerate, type Agglomeration } from './agglomerate.ts';
import { crowdedPairs, mayCrowd } from './crowds.ts';
import type { Linkable } from './linkable.ts';
import { decide, type PairScore, type ScoredPair } from './pair-score.ts';
import { Ties } from './ties.ts';

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

/** Past this many records a machine adds none: a group quarrel that large is put before people. */
export const CLUSTER_CAP = 200;
/** No single pair outweighs all others, in bits. */
const MOST_BITS = 8;

/**
 * Partitions records into clusters. Core records join by average linkage over the pairs that a machine may link and those of a crowd
 * (`crowds.ts`), up to `cap` records; what people joined are one cluster, each with all that belongs to it by itself; other pairs that are likely make none. What people
 * parted is never in one cluster. A cluster is a dispute when it holds a DISPUTE, or a POSSIBLE that another core record confirms. A
 * leaf joins the dispute of its best partner: largest weight, then earliest registered. Likely pairs that end apart are for review. The
 * result depends on the records, pairs and constraints only, not on their order.
 */
export function clusters(
  records: ReadonlyMap<string, Linkable>,
  pairs: readonly ScoredPair[],
  constraints: Constraints,
  cap = CLUSTER_CAP,
): Clustering {
  const ordered = [...records.values()].sort((a, b) => (a.registered < b.registered ? -1 : 1));
  const apart = new Set(constraints.cannotLink.flatMap(([a, b]) => [`${a}|${b}`, `${b}|${a}`]));
  const known = pairs.filter(
    ({ a, b, score }) =>
      decide(score) !== 'NOTHING' && records.has(a) && records.has(b) && !apart.has(`${a}|${b}`),
  );
  const crowd = crowdedPairs(records, known);
  const linking = known.filter((pair) => decide(pair.score) === 'LINK' || crowd.has(pair));
  const { groups, capped } = coreGroups(ordered, known, new Set(linking), constraints, cap);
  const clusterOf = new Map<string, MutableCluster | null>();
  const found: MutableCluster[] = [];
  for (const ids of groups) {
    const core = ids
      .flatMap((id) => records.get(id) ?? [])
      .sort((a, b) => (a.registered < b.registered ? -1 : 1));
    const cluster = isDispute(core) ? { core, leaves: [] } : null;
    if (cluster !== null) found.push(cluster);
    for (const id of ids) clusterOf.set(id, cluster);
  }
  const partners = partnersOf(linking);
  for (const leaf of ordered) {
    if (leaf.isCore) continue;
    const best = bestPartner(leaf, partners, records, ({ id }) => clusterOf.get(id) != null);
    const cluster = best === null ? null : (clusterOf.get(best.partner.id) ?? null);
    cluster?.leaves.push(leaf);
    clusterOf.set(leaf.id, cluster);
  }
  const groupOf = new Map(groups.flatMap((ids, index) => ids.map((id) => [id, index] as const)));
  return { clusters: found, reviews: reviewsOf(known, records, groupOf, capped, crowd) };
}

interface MutableCluster {
  readonly core: Linkable[];
  readonly leaves: Linkable[];
}

/**
 * Core records in groups: by average linkage, then those groups are one that people tied together. Two groups join only where no two records
 * would then be together that people parted, and where all that people tied to them has room with them.
 */
function coreGroups(
  ordered: readonly Linkable[],
  known: readonly ScoredPair[],
  linking: ReadonlySet<ScoredPair>,
  { mustLink, cannotLink }: Constraints,
  cap: number,
): Agglomeration {
  const core = new Set(ordered.filter(({ isCore }) => isCore).map(({ id }) => id));
  const within = ({ a, b }: ScoredPair): boolean => core.has(a) && core.has(b);
  const ties = new Ties();
  for (const [a, b] of mustLink) ties.tie(a, b);
  for (const [a, b] of cannotLink) ties.part(a, b);
  const sizes = new Map<string, number>();
  const sizeOf = (id: string): number => sizes.get(ties.groupOf(id)) ?? 0;
  for (const id of core) sizes.set(ties.groupOf(id), sizeOf(id) + 1);
  const { groups, capped } = agglomerate(
    [...core],
    known.filter(within).map((pair) => ({
      a: pair.a,
      b: pair.b,
      weight: bitsOf(pair.score, linking.has(pair)),
      joins: linking.has(pair),
    })),
    {
      mayJoin: (a, b) => !ties.areApart(a, b),
      fits: (a, b) => ties.areTogether(a, b) || sizeOf(a) + sizeOf(b) <= cap,
      joined: (a, b) => {
        if (ties.areTogether(a, b)) return;
        const size = sizeOf(a) + sizeOf(b);
        ties.tie(a, b);
        sizes.set(ties.groupOf(a), size);
      },
    },
  );
  const nameOf = (ids: readonly string[] = []): string => ties.groupOf(ids[0] ?? '');
  const tied = Map.groupBy(groups, nameOf);
  const place = new Map([...tied.keys()].map((name, index) => [name, index]));
  const between = capped.map(
    ([i, j]) => [i, j].map((index) => place.get(nameOf(groups[index])) ?? 0) as [number, number],
  );
  return {
    groups: [...tied.values()].map((list) => list.flat()),
    capped: between.flatMap(([i, j]): [number, number][] => (i === j ? [] : [i < j ? [i, j] : [j, i]])),
  };
}

/** A number that is quoted is an agency's own word: as many records as a cluster takes, each quoting the first, are one whatever else their pairs say. */
const QUOTE_BITS = 2 * CLUSTER_CAP;
/** Two strangers outside a crowd speak against one dispute. */
const STRANGERS_BITS = -2;
/**
 * A likely pair in which nothing agreed that must: mostly one caller with two quarrels, whose names, telephone and door agree in every pair
 * between them. A link found by mistake between two such quarrels must not carry the rest with it, so the pair speaks against the join.
 */
const NO_RULE_BITS = -2;

/** What a pair adds to the average: its log2 odds, and for a pair of a crowd what its evidence says without the limit for single pairs. */
function bitsOf({ probability, weight, rule }: PairScore, joins: boolean): number {
  if (rule === 'GROUP_QUARREL') return joins ? Math.min(MOST_BITS, weight) : STRANGERS_BITS;
  if (rule === 'QUOTED_NUMBER') return QUOTE_BITS;
  if (rule === null) return NO_RULE_BITS;
  return Math.min(MOST_BITS, Math.log2(probability / Math.max(1e-9, 1 - probability)));
}

/**
 * Likely pairs whose ends are apart; of two strangers only where a crowd begins, because any two customers of a shop look like that. And for two groups that the cap kept apart the one pair that
 * speaks loudest.
 */
function reviewsOf(
  known: readonly ScoredPair[],
  records: ReadonlyMap<string, Linkable>,
  groupOf: ReadonlyMap<string, number>,
  capped: Agglomeration['capped'],
  crowd: ReadonlySet<ScoredPair>,
): PairForReview[] {
  const crowded = new Set([...crowd].flatMap(({ a, b }) => [a, b]));
  const kept = new Set(capped.map(([i, j]) => `${i}|${j}`));
  const loudest = new Map<string, ScoredPair>();
  const reviews: PairForReview[] = [];
  for (const pair of known) {
    const [i, j] = [groupOf.get(pair.a), groupOf.get(pair.b)];
    if (i === undefined || j === undefined) {
      // A leaf that is only likely to belong: linked ones have been placed.
      if (decide(pair.score) === 'REVIEW' && records.has(pair.a))
        reviews.push({ ...pair, reason: 'UNCERTAIN' });
      continue;
    }
    if (i === j) continue;
    const strangers = pair.score.rule === 'GROUP_QUARREL';
    if (strangers && !(mayCrowd(pair.score) && (crowded.has(pair.a) || crowded.has(pair.b)))) continue;
    const between = i < j ? `${i}|${j}` : `${j}|${i}`;
    if (!kept.has(between)) reviews.push({ ...pair, reason: 'UNCERTAIN' });
    else if (speaksLouder(pair, loudest.get(between))) loudest.set(between, pair);
  }
  for (const pair of loudest.values()) reviews.push({ ...pair, reason: 'CLUSTER_CAP' });
  return reviews.sort((x, y) => (pairKey(x) < pairKey(y) ? -1 : 1));
}

function speaksLouder(pair: ScoredPair, than: ScoredPair | undefined): boolean {
  if (than === undefined || pair.score.weight !== than.score.weight) {
    return than === undefined || pair.score.weight > than.score.weight;
  }
  return pairKey(pair) < pairKey(than);
}

function pairKey({ a, b }: ScoredPair): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`;
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
