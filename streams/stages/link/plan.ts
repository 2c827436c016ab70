import { canonicalJson } from '../../../schema/canonical/canonical-json.ts';
import type { Dispute, DisputeMember } from '../../../schema/canonical/dispute.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { disputeIdOf } from '../../../schema/canonical/ids.ts';
import type { Recurrence } from '../../../schema/canonical/link.ts';
import { partnersOf, type Cluster } from './clusters.ts';
import { codeChoicesOf } from './code-characters.ts';
import { derivedFieldsOf } from '../../../schema/linking/dispute-fields.ts';
import { linkChangesOf, type LinkChanges } from './link-changes.ts';
import { membersOf, withdrawnMembersOf, type Membership } from './members.ts';
import { foundingSeeds, type Neighbourhood } from './neighbourhood.ts';
import { partitionOf, type Partition } from './partition.ts';
import { recurrencesOf, waitingClusters } from './waiting.ts';

/** A dispute as it should be. */
export interface DisputeWrite {
  /** The whole dispute; `code` is empty for a new one until one of `codeChoices` is assigned. */
  readonly dispute: Dispute;
  /** What it replaces, as it is stored; null for a new dispute. */
  readonly before: Dispute | null;
  /** For new disputes, in order of choice. */
  readonly codeChoices: readonly string[];
  /** Members that the stored dispute has and this one has not: they must be stored elsewhere before they are taken out here. */
  readonly losing: readonly DisputeMember[];
  /** True when it was merged away and stands by itself again. */
  readonly returns: boolean;
}

/** What must change around some records; both empty when all is as it should be. */
export interface LinkPlan {
  readonly disputes: readonly DisputeWrite[];
  readonly links: LinkChanges;
}

/**
 * Compares the disputes and links that are stored with what the records, people's decisions and the work in hand say they should be. Each
 * cluster of records is one dispute: a stored one belongs to the cluster with the earliest registered record of those it had (so after a split
 * that part keeps the code); of several that claim one cluster one with a workflow, else the one with the smallest founding key, survives and
 * absorbs the others; a cluster without one founds one, unless it waits for people: as a recurrence of a dispute that no machine changes, or as
 * the excess of one that is as large as a machine makes them. A dispute that no cluster supports any more is WITHDRAWN. Pure, and idempotent:
 * applied to its own result it is empty.
 */
export function planLinks(around: Neighbourhood, now: Date): LinkPlan {
  const partition = partitionOf(around);
  const stored = [...around.disputes.values()].sort(bySurvival);
  const claims = Map.groupBy(
    stored.filter(({ state }) => state !== 'MERGED'),
    (dispute) => ownerOf(dispute, around, partition),
  );
  const partners = partnersOf(around.pairs);
  const isClaimed = (cluster: Cluster): boolean => claims.has(cluster);
  const recurrences = recurrencesOf(partition, partners, isClaimed);
  const waiting = waitingClusters(partition, recurrences, isClaimed);
  const placed = (id: string): Cluster | undefined => {
    const cluster = partition.placed(id);
    return cluster === undefined || waiting.has(cluster) ? undefined : cluster;
  };
  const context: Context = {
    around,
    partition,
    placed,
    partners,
    recurrences,
    at: now.toISOString(),
  };
  const writes: DisputeWrite[] = [];
  const taken = new Set(stored.map(({ id }) => id));
  for (const cluster of partition.clusters) {
    if (waiting.has(cluster)) continue;
    const [survivor, ...absorbed] = claims.get(cluster) ?? [];
    const write =
      survivor === undefined
        ? foundDispute(cluster, context, taken)
        : standingDispute(survivor, absorbed, cluster, context);
    writes.push(write);
  }
  for (const dispute of claims.get(undefined) ?? []) writes.push(withdrawnDispute(dispute, context));
  const placedIn = new Map(around.edgeDisputes);
  for (const [id, list] of recurrences) for (const { recordId } of list) placedIn.set(recordId, id);
  for (const { dispute } of writes) {
    if (dispute.state !== 'ACTIVE') continue;
    for (const { recordId } of dispute.members) placedIn.set(recordId, dispute.id);
  }
  return {
    disputes: writes.filter(changesSomething),
    links: linkChangesOf(around, partition, (id) => placedIn.get(id) ?? null, context.at),
  };
}

interface Context extends Membership {
  readonly partition: Partition;
  readonly recurrences: ReadonlyMap<string, readonly Recurrence[]>;
}

/** Of two that prove to be one, that with a workflow survives: people know it under its code. Else the smaller founding key. */
function bySurvival(a: Dispute, b: Dispute): number {
  if ((a.workflow === null) !== (b.workflow === null)) return a.workflow === null ? 1 : -1;
  return a.foundingKey === b.foundingKey ? (a.id < b.id ? -1 : 1) : a.foundingKey < b.foundingKey ? -1 : 1;
}

/** The cluster to which a dispute belongs: that of its earliest registered member which still holds one together; in hand: that of those it holds. */
function ownerOf(dispute: Dispute, around: Neighbourhood, { placed, held }: Partition): Cluster | undefined {
  const anchor = held.anchors.get(dispute.id);
  const owned = anchor === undefined ? undefined : placed(anchor);
  if (owned !== undefined) return owned;
  const members = dispute.members
    .flatMap(({ recordId }) => around.records.get(recordId) ?? [])
    .sort((a, b) => (a.registered < b.registered ? -1 : 1));
  for (const { id } of members) {
    const cluster = placed(id);
    if (cluster?.core.some((one) => one.id === id) === true) return cluster;
  }
  return undefined;
}

/** A new dispute, or the return of one that was merged away by a link which no longer holds. */
function foundDispute(cluster: Cluster, context: Context, taken: Set<string>): DisputeWrite {
  const { heldIn } = context.partition.held;
  const returning = cluster.core
    .flatMap(({ id }) => heldIn.get(id) ?? [])
    .find(({ state }) => state === 'MERGED');
  if (returning !== undefined) return standingDispute(returning, [], cluster, context);
  for (const founder of cluster.core) {
    for (const seed of foundingSeeds(founder.id)) {
      const id = disputeIdOf(seed);
      const earlier = context.around.disputes.get(id);
      if (earlier?.state === 'MERGED') return standingDispute(earlier, [], cluster, context);
      if (taken.has(id)) continue;
      taken.add(id);
      return {
        dispute: {
          id,
          code: '',
          rev: 1,
          foundingKey: `${founder.registered.slice(0, founder.registered.indexOf('|'))}|${seed}`,
          state: 'ACTIVE',
          mergedInto: null,
          absorbing: [],
          recurrences: [],
          members: membersOf(cluster, [], context),
          ...derivedFieldsOf(id, [...cluster.core, ...cluster.leaves]),
          workflow: null,
          outbox: [],
        },
        before: null,
        codeChoices: codeChoicesOf(seed, founder),
        losing: [],
        returns: false,
      };
    }
  }
  throw new HubError(
    'HUB_INTERNAL',
    `no founding id is left for the records ${cluster.core.map(({ id }) => id).join(', ')}: they were split too often`,
  );
}

function standingDispute(
  survivor: Dispute,
  absorbed: readonly Dispute[],
  cluster: Cluster,
  context: Context,
): DisputeWrite {
  const before = [survivor, ...absorbed].flatMap(({ members }) => members);
  const members = membersOf(cluster, before, context);
  const kept = new Set(members.map(({ recordId }) => recordId));
  const loaded = members.flatMap(({ recordId }) => context.around.records.get(recordId) ?? []);
  const absorbing = new Set([
    ...survivor.absorbing,
    ...absorbed.flatMap((other) => [other.id, ...other.absorbing]),
  ]);
  absorbing.delete(survivor.id);
  return {
    dispute: {
      ...survivor,
      rev: survivor.rev + 1,
      state: 'ACTIVE',
      mergedInto: null,
      absorbing: [...absorbing].sort(),
      members,
      recurrences: recurrencesSince(survivor, context),
      ...derivedFieldsOf(survivor.id, loaded),
    },
    before: survivor,
    codeChoices: [],
    losing: survivor.members.filter(({ recordId }) => !kept.has(recordId)),
    returns: survivor.state === 'MERGED',
  };
}

/** Members that other disputes took are gone; the others stay, so that the history can be read. */
function withdrawnDispute(dispute: Dispute, context: Context): DisputeWrite {
  const { around, placed } = context;
  const kept = withdrawnMembersOf(dispute, context);
  const loaded = kept.flatMap(({ recordId }) => around.records.get(recordId) ?? []);
  return {
    dispute: {
      ...dispute,
      rev: dispute.rev + 1,
      state: 'WITHDRAWN',
      members: kept,
      recurrences: recurrencesSince(dispute, context),
      ...(loaded.length === 0 ? {} : derivedFieldsOf(dispute.id, loaded)),
    },
    before: dispute,
    codeChoices: [],
    losing: dispute.members.filter(({ recordId }) => placed(recordId) !== undefined),
    returns: false,
  };
}

/** The recurrences of a dispute; those that it had already keep the time at which they were attached. */
function recurrencesSince(dispute: Dispute, { recurrences, at }: Context): Recurrence[] {
  const known = new Map(dispute.recurrences.map((one) => [one.recordId, one]));
  return (recurrences.get(dispute.id) ?? []).map((one) => ({
    ...one,
    attachedAt: known.get(one.recordId)?.attachedAt ?? at,
  }));
}

function changesSomething({ before, dispute }: DisputeWrite): boolean {
  return before === null || !sameButRev(before, dispute);
}

/** Most fields of a planned dispute are those of the stored one, untouched: only the others are compared by what is in them. */
function sameButRev(before: Dispute, after: Dispute): boolean {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Dispute>;
  fields.delete('rev');
  return [...fields].every((field) => {
    const [old, planned] = [before[field], after[field]];
    return old === planned || canonicalJson({ old }) === canonicalJson({ old: planned });
  });
}
