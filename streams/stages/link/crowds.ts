import type { Linkable } from './linkable.ts';
import { decide, type PairScore, type ScoredPair } from './pair-score.ts';

/** So many other people who tell the same make a crowd: fewer are customers of one shop with a quarrel each. */
export const CROWD_REPORTERS = 10;
/** What a pair must weigh to count for a crowd, and to bring a record at its edge in. */
const CROWD_BITS = 5;
const EDGE_BITS = 8;

/** True when the two strangers of a pair may stand in a crowd. */
export function mayCrowd({ rule, weight }: PairScore): boolean {
  return rule === 'GROUP_QUARREL' && weight >= CROWD_BITS;
}

/** True when a machine may join two records by this pair, alone or in a crowd; others are asked about, at most. */
export function mayJoin(score: PairScore): boolean {
  return decide(score) === 'LINK' || mayCrowd(score);
}

/**
 * The pairs of a group quarrel: two people's reports against one other side are one dispute when both stand in a crowd, that is, when each
 * meets `CROWD_REPORTERS` others who report the same (density as in DBSCAN). Depends on the pairs only, not on their order.
 */
export function crowdedPairs(
  records: ReadonlyMap<string, Linkable>,
  pairs: readonly ScoredPair[],
): ReadonlySet<ScoredPair> {
  const candidates = pairs.filter(({ score }) => mayCrowd(score));
  const met = new Map<string, Set<string>>();
  const meet = (id: string, other: string): void => {
    const reporter = reporterOf(records.get(other));
    if (reporter !== null) met.set(id, (met.get(id) ?? new Set()).add(reporter));
  };
  for (const { a, b } of candidates) {
    meet(a, b);
    meet(b, a);
  }
  const crowded = (id: string): boolean => (met.get(id)?.size ?? 0) >= CROWD_REPORTERS;
  return new Set(
    candidates.filter(({ a, b, score }) =>
      score.weight >= EDGE_BITS ? crowded(a) || crowded(b) : crowded(a) && crowded(b),
    ),
  );
}

/** Whose report it is, as far as can be told; null for a record that does not hold disputes together. */
function reporterOf(record: Linkable | undefined): string | null {
  if (record?.isCore !== true) return null;
  const name = record.reporters[0];
  return name === undefined
    ? (record.phones[0] ?? record.id)
    : name.pinyin === ''
      ? name.folded
      : name.pinyin;
}
