import { canonicalJson } from '../canonical/canonical-json.ts';
import type { Dispute, DisputeMember } from '../canonical/dispute.ts';
import { digest } from '../canonical/ids.ts';
import type { Recurrence } from '../canonical/link.ts';

/**
 * Which records a dispute has had since when and why, after one change of that: a row of `decisions`. Records say what belongs together today;
 * which of several disputes goes on under its code, what people's work in hand holds together, and where a record stood when it was withdrawn
 * follow from what was there before. Insert-only, and written before the dispute, so that a rebuild knows at least what readers know.
 */
export interface DisputePlacedDoc {
  /** `placed:<dispute>:<rev>:<hash of the rest>`: two workers who race for one `rev` leave a row each. */
  _id: string;
  kind: 'DISPUTE_PLACED';
  disputeId: string;
  /** `rev` that the dispute gets by the write; of STORED, that it had. */
  rev: number;
  /** PLANNED: about to be written. STORED: read after a race was lost; says which of the rows with one `rev` became true. */
  certainty: 'PLANNED' | 'STORED';
  foundingKey: string;
  state: Dispute['state'];
  mergedInto: string | null;
  members: readonly DisputeMember[];
  recurrences: readonly Recurrence[];
  at: string;
}

/** What a placement is made of. */
export type Placeable = Pick<
  Dispute,
  'id' | 'rev' | 'foundingKey' | 'state' | 'mergedInto' | 'members' | 'recurrences'
>;

export function placementOf(
  dispute: Placeable,
  certainty: DisputePlacedDoc['certainty'],
  at: string,
): DisputePlacedDoc {
  const { id, rev, foundingKey, state, mergedInto, members, recurrences } = dispute;
  const hash = digest(certainty, placedAs(dispute)).slice(0, 16);
  return {
    _id: `placed:${id}:${rev}:${hash}`,
    kind: 'DISPUTE_PLACED',
    disputeId: id,
    rev,
    certainty,
    foundingKey,
    state,
    mergedInto,
    members,
    recurrences,
    at,
  };
}

/** Text that is equal when two disputes have the same records for the same reasons. */
export function placedAs({ state, mergedInto, members, recurrences }: Omit<Placeable, 'id' | 'rev'>): string {
  return canonicalJson({ state, mergedInto, members, recurrences });
}
