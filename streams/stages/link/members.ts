import type { Dispute, DisputeMember } from '../../../schema/canonical/dispute.ts';
import { bestPartner, type Cluster, type Partners } from './clusters.ts';
import type { Linkable } from './linkable.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import type { Partition } from './partition.ts';

/** What the members of disputes are made of. */
export interface Membership {
  readonly around: Neighbourhood;
  readonly partition: Partition;
  /** The cluster whose dispute has a record; none while it waits for people. */
  readonly placed: (recordId: string) => Cluster | undefined;
  readonly partners: Partners;
  /** UTC. */
  readonly at: string;
}

/** The members of a cluster, with why and since when; withdrawn members of before stay although nothing links them any more. */
export function membersOf(
  cluster: Cluster,
  before: readonly DisputeMember[],
  membership: Membership,
): DisputeMember[] {
  const { around, placed, at } = membership;
  const known = new Map(before.map((member) => [member.recordId, member]));
  const inside = new Map([...cluster.core, ...cluster.leaves].map((one) => [one.id, one]));
  const [founder] = cluster.core;
  const members = [...inside.values()].map((one): DisputeMember => ({
    recordId: one.id,
    feed: one.record.feed,
    ...whyOf(one, founder, inside, membership),
    state: one.record.state,
    linkedAt: known.get(one.id)?.linkedAt ?? at,
  }));
  const stays = [...known.values()].filter(({ recordId }) => {
    const one = around.records.get(recordId);
    return !inside.has(recordId) && placed(recordId) === undefined && one?.record.state === 'WITHDRAWN';
  });
  return [...members, ...stays.map((member): DisputeMember => ({ ...member, state: 'WITHDRAWN' }))].sort(
    (a, b) => (a.recordId < b.recordId ? -1 : 1),
  );
}

/** The evidence of its best link; where there is none, that people decided it, or that it stays because they have the dispute in hand. */
function whyOf(
  one: Linkable,
  founder: Linkable | undefined,
  inside: ReadonlyMap<string, Linkable>,
  { partition: { human, records }, partners }: Membership,
): Pick<DisputeMember, 'rule' | 'linkedTo'> {
  if (founder === undefined || one.id === founder.id) return { rule: 'FOUNDER', linkedTo: null };
  const link = bestPartner(one, partners, records, (other) => other.isCore && inside.has(other.id));
  if (link !== null) return { rule: link.score.rule ?? 'LIKENESS', linkedTo: link.partner.id };
  const [decided] = human.mustLink
    .flatMap(([a, b]) => (a === one.id ? [b] : b === one.id ? [a] : []))
    .flatMap((id) => inside.get(id) ?? [])
    .sort((a, b) => (a.registered < b.registered ? -1 : 1));
  if (decided !== undefined) return { rule: 'DECIDED_BY_PEOPLE', linkedTo: decided.id };
  return { rule: 'IN_HAND', linkedTo: founder.id };
}

/** The members that a dispute without a cluster keeps: those that no other dispute took. */
export function withdrawnMembersOf(dispute: Dispute, { around, placed }: Membership): DisputeMember[] {
  return dispute.members
    .filter(({ recordId }) => placed(recordId) === undefined)
    .map((member) => ({
      ...member,
      state: around.records.get(member.recordId)?.record.state ?? member.state,
    }));
}
