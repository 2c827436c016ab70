import type { Dispute } from '../../../schema/canonical/dispute.ts';
import { disputeIdOf } from '../../../schema/canonical/ids.ts';
import type { CanonicalRecord } from '../../../schema/canonical/record.ts';
import { comparePair } from './compare-pair.ts';
import { blockKeysOf, linkableOf, type Linkable } from './linkable.ts';
import { decide, type ScoredPair } from './pair-score.ts';
import { SHIPPED_WEIGHTS } from './weights.ts';

/** How linking looks things up; the pipeline gives it the store, a test a few maps. */
export interface CandidateLookup {
  /** Current versions of these records; those that do not exist are left out. */
  records(ids: readonly string[]): Promise<readonly CanonicalRecord[]>;
  /** Records under each key, the most recently reported first, at most `most` a key. */
  recordIdsByKey(keys: readonly string[], most: number): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Disputes that have one of these records as a member or one of these ids. */
  disputes(recordIds: readonly string[], disputeIds: readonly string[]): Promise<readonly Dispute[]>;
}

/** All that a decision about some records can depend on. */
export interface Neighbourhood {
  readonly records: Map<string, Linkable>;
  /** Pairs that are linked or for review. */
  readonly pairs: ScoredPair[];
  readonly disputes: Map<string, Dispute>;
  /** True when the cap was reached: what lies beyond is left as it is. */
  capped: boolean;
}

/** A phone of a shop or an office has thousands of reports; the newest say enough. */
export const MOST_PER_KEY = 200;
/** Past this many records one component is no dispute any more but a wrong key. */
const MOST_RECORDS = 5_000;
/** How many times one record may found a dispute anew after splits before its ids are exhausted. */
const FOUNDINGS = 3;

/** Ids that disputes founded by a record can have, in order of use: the record's own first, then those of later foundings after splits. */
export function foundingSeeds(recordId: string): readonly string[] {
  return Array.from({ length: FOUNDINGS }, (_, n) => (n === 0 ? recordId : `${recordId}#${n + 1}`));
}

/**
 * Gathers, breadth first from the records that changed, every record that is linked to them directly or through others, and every dispute
 * that has one of them; the members of these disputes are followed as well, because a change may break what held them together.
 */
export async function gather(seeds: readonly string[], lookup: CandidateLookup): Promise<Neighbourhood> {
  const around: Neighbourhood = { records: new Map(), pairs: [], disputes: new Map(), capped: false };
  const asked = new Set<string>();
  const paired = new Set<string>();
  let frontier = [...new Set(seeds)];
  while (frontier.length > 0) {
    for (const id of frontier) asked.add(id);
    const missing = frontier.filter((id) => !around.records.has(id));
    for (const record of await lookup.records(missing)) around.records.set(record.id, linkableOf(record));
    const here = frontier.flatMap((id) => around.records.get(id) ?? []);
    const founded = here
      .filter(({ isCore }) => isCore)
      .flatMap(({ id }) => foundingSeeds(id).map(disputeIdOf));
    const [met, disputes] = await Promise.all([
      meet(here, around, lookup, paired),
      lookup.disputes(frontier, founded),
    ]);
    for (const dispute of disputes) {
      around.disputes.set(dispute.id, dispute);
      for (const { recordId } of dispute.members) met.add(recordId);
    }
    frontier = [...met].filter((id) => !asked.has(id));
    if (around.records.size + frontier.length > MOST_RECORDS) {
      around.capped = true;
      break;
    }
  }
  return around;
}

/** Compares records with everybody they share a key with; answers those they are linked to. */
async function meet(
  here: readonly Linkable[],
  around: Neighbourhood,
  lookup: CandidateLookup,
  paired: Set<string>,
): Promise<Set<string>> {
  const keysOf = new Map(here.map((one) => [one, blockKeysOf(one)]));
  const byKey = await lookup.recordIdsByKey([...new Set([...keysOf.values()].flat())], MOST_PER_KEY);
  const unknown = new Set([...byKey.values()].flat().filter((id) => !around.records.has(id)));
  const candidates = new Map(around.records);
  for (const record of await lookup.records([...unknown])) candidates.set(record.id, linkableOf(record));
  const met = new Set<string>();
  for (const [one, keys] of keysOf) {
    for (const id of new Set(keys.flatMap((key) => byKey.get(key) ?? []))) {
      const other = candidates.get(id);
      const pair = one.id < id ? `${one.id}|${id}` : `${id}|${one.id}`;
      if (other === undefined || id === one.id || paired.has(pair)) continue;
      paired.add(pair);
      const score = comparePair(one, other, SHIPPED_WEIGHTS);
      if (decide(score) === 'NOTHING') continue;
      around.pairs.push({ a: one.id, b: id, score });
      around.records.set(id, other);
      met.add(id);
    }
  }
  return met;
}
