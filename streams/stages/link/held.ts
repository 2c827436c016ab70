import type { Dispute } from '../../../schema/canonical/dispute.ts';
import type { HumanConstraints } from './human-constraints.ts';
import type { Linkable } from './linkable.ts';
import { isSettledForMachines } from './standing.ts';
import type { Ties } from './ties.ts';

/** What disputes in people's hands hold together and apart (rule 6). */
export interface Held {
  /** People's decisions first, then the members of each such dispute. */
  readonly ties: Ties;
  /** The earliest registered active member, by dispute id. */
  readonly anchors: ReadonlyMap<string, string>;
  /** The dispute in people's hands, by each active record that it holds. */
  readonly heldIn: ReadonlyMap<string, Dispute>;
  /** The dispute that no machine changes, by each record that is in it, also by people's decision. */
  readonly settledIn: ReadonlyMap<string, Dispute>;
}

/**
 * Members of a dispute with a workflow stay together, unless people parted them or undid what had brought them in; the members of two such
 * disputes stay apart, unless people joined them.
 */
export function heldOf(
  disputes: Iterable<Dispute>,
  records: ReadonlyMap<string, Linkable>,
  human: HumanConstraints,
): Held {
  const all = [...disputes];
  const handled = all
    .filter(({ workflow, state }) => workflow !== null && state !== 'MERGED')
    .sort((a, b) => (a.foundingKey < b.foundingKey ? -1 : 1));
  const ties = human.ties.copy();
  const anchors = new Map<string, string>();
  const heldIn = new Map<string, Dispute>();
  for (const dispute of returningOf(all, records, human)) {
    const founder = foundingRecordOf(dispute);
    anchors.set(dispute.id, founder);
    heldIn.set(founder, dispute);
  }
  for (const dispute of handled) {
    const active = dispute.members
      .flatMap(({ recordId }) => records.get(recordId) ?? [])
      .filter(({ id, record }) => record.state === 'ACTIVE' && !heldIn.has(id))
      .sort((a, b) => (a.registered < b.registered ? -1 : 1));
    const [anchor, ...others] = active;
    if (anchor === undefined) continue;
    anchors.set(dispute.id, anchor.id);
    heldIn.set(anchor.id, dispute);
    // While what people joined and parted again is still merged, its records go where they belong by themselves.
    const returning = all.some(({ mergedInto }) => mergedInto === dispute.id);
    for (const { id } of others) {
      if (returning && human.released.has(id)) continue;
      if (ties.tie(anchor.id, id)) heldIn.set(id, dispute);
    }
  }
  const ends = [...anchors.values()];
  for (const [n, a] of ends.entries()) for (const b of ends.slice(n + 1)) ties.part(a, b);
  const settledIn = new Map<string, Dispute>();
  for (const dispute of handled.filter(isSettledForMachines)) {
    const anchor = anchors.get(dispute.id);
    if (anchor === undefined) continue;
    for (const id of records.keys()) if (ties.areTogether(anchor, id)) settledIn.set(id, dispute);
  }
  return { ties, anchors, heldIn, settledIn };
}

/** Disputes that people had in hand, joined to another and parted again, and that are still merged: each returns around its founding record. */
function returningOf(
  disputes: readonly Dispute[],
  records: ReadonlyMap<string, Linkable>,
  human: HumanConstraints,
): Dispute[] {
  return disputes.filter((dispute) => {
    if (dispute.state !== 'MERGED' || dispute.workflow === null) return false;
    const founder = foundingRecordOf(dispute);
    const tied = human.mustLink.some((pair) => pair.includes(founder));
    return records.get(founder)?.record.state === 'ACTIVE' && human.released.has(founder) && !tied;
  });
}

/** The record in a founding key, `<instant>|<record>` or `<instant>|<record>#<n>`. */
function foundingRecordOf({ foundingKey }: Dispute): string {
  return foundingKey.slice(foundingKey.indexOf('|') + 1).replace(/#\d+$/, '');
}
