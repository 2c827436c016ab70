import type { Dispute, DisputeMember } from '../../../schema/canonical/dispute.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { disputeIdOf } from '../../../schema/canonical/ids.ts';
import { bestPartner, clusters, NO_CONSTRAINTS, partnersOf, type Cluster } from './clusters.ts';
import { codeChoicesOf } from './code-characters.ts';
import { derivedFieldsOf } from './dispute-fields.ts';
import { foundingSeeds, type Neighbourhood } from './neighbourhood.ts';

/** A dispute as it should be. */
export interface DisputeWrite {
  /** The whole dispute; `code` is empty for a new one until one of `codeChoices` is assigned. */
  readonly dispute: Dispute;
  /** `rev` of what it replaces, null for a new dispute. */
  readonly replaces: number | null;
  /** For new disputes, in order of choice. */
  readonly codeChoices: readonly string[];
  /** Members that the stored dispute has and this one has not: they must be stored elsewhere before they are taken out here. */
  readonly losing: readonly DisputeMember[];
  /** True when it was merged away and stands by itself again. */
  readonly returns: boolean;
}

/** What must change in the disputes around some records; empty when all is as it should be. */
export type LinkPlan = readonly DisputeWrite[];

/**
 * Compares the disputes that are stored with what the records say they should be. Each cluster of records is one dispute: a stored one
 * belongs to the cluster with the earliest registered record of those it had (so after a split that part keeps the code); of several that
 * claim one cluster one with a workflow, else the one with the smallest founding key, survives and absorbs the others; a cluster without one
 * founds one. A dispute that no cluster supports any more is WITHDRAWN. Pure, and idempotent: applied to its own result it is empty.
 */
export function planLinks(around: Neighbourhood, now: Date): LinkPlan {
  const { clusters: found } = clusters(around.records, around.pairs, NO_CONSTRAINTS);
  const clusterOf = new Map(found.flatMap((cluster) => cluster.core.map(({ id }) => [id, cluster] as const)));
  const leafIn = new Map(found.flatMap((cluster) => cluster.leaves.map(({ id }) => [id, cluster] as const)));
  const placed = (id: string): Cluster | undefined => clusterOf.get(id) ?? leafIn.get(id);
  const stored = [...around.disputes.values()].sort(bySurvival);
  const claims = Map.groupBy(
    stored.filter(({ state }) => state !== 'MERGED'),
    (dispute) => ownerOf(dispute, around, clusterOf),
  );
  const context: Context = {
    around,
    found,
    placed,
    partners: partnersOf(around.pairs),
    at: now.toISOString(),
  };
  const writes: DisputeWrite[] = [];
  const taken = new Set(stored.map(({ id }) => id));
  for (const cluster of found) {
    const [survivor, ...absorbed] = claims.get(cluster) ?? [];
    writes.push(
      survivor === undefined
        ? foundDispute(cluster, context, taken)
        : standingDispute(survivor, absorbed, cluster, context),
    );
  }
  for (const dispute of claims.get(undefined) ?? []) writes.push(withdrawnDispute(dispute, context));
  return writes.filter(changesSomething(around));
}

interface Context {
  readonly around: Neighbourhood;
  readonly found: readonly Cluster[];
  readonly placed: (recordId: string) => Cluster | undefined;
  readonly partners: ReturnType<typeof partnersOf>;
  readonly at: string;
}

/** Of two that prove to be one, that with a workflow survives: people know it under its code. Else the smaller founding key. */
function bySurvival(a: Dispute, b: Dispute): number {
  if ((a.workflow === null) !== (b.workflow === null)) return a.workflow === null ? 1 : -1;
  return a.foundingKey === b.foundingKey ? (a.id < b.id ? -1 : 1) : a.foundingKey < b.foundingKey ? -1 : 1;
}

/** The cluster to which a dispute belongs: that of its earliest registered member which still holds one together. */
function ownerOf(
  dispute: Dispute,
  around: Neighbourhood,
  clusterOf: ReadonlyMap<string, Cluster>,
): Cluster | undefined {
  const members = dispute.members
    .flatMap(({ recordId }) => around.records.get(recordId) ?? [])
    .sort((a, b) => (a.registered < b.registered ? -1 : 1));
  for (const { id } of members) {
    const cluster = clusterOf.get(id);
    if (cluster !== undefined) return cluster;
  }
  return undefined;
}

/** A new dispute, or the return of one that was merged away by a link which no longer holds. */
function foundDispute(cluster: Cluster, context: Context, taken: Set<string>): DisputeWrite {
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
        replaces: null,
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
      ...derivedFieldsOf(survivor.id, loaded),
    },
    replaces: survivor.rev,
    codeChoices: [],
    losing: survivor.members.filter(({ recordId }) => !kept.has(recordId)),
    returns: survivor.state === 'MERGED',
  };
}

/** Members that other disputes took are gone; the others stay, so that the history can be read. */
function withdrawnDispute(dispute: Dispute, context: Context): DisputeWrite {
  const { around, placed } = context;
  const kept = dispute.members
    .filter(({ recordId }) => placed(recordId) === undefined)
    .map((member) => ({
      ...member,
      state: around.records.get(member.recordId)?.record.state ?? member.state,
    }));
  const loaded = kept.flatMap(({ recordId }) => around.records.get(recordId) ?? []);
  return {
    dispute: {
      ...dispute,
      rev: dispute.rev + 1,
      state: 'WITHDRAWN',
      members: kept,
      ...(loaded.length === 0 ? {} : derivedFieldsOf(dispute.id, loaded)),
    },
    replaces: dispute.rev,
    codeChoices: [],
    losing: dispute.members.filter(({ recordId }) => placed(recordId) !== undefined),
    returns: false,
  };
}

/** The members of a cluster, with why and since when; withdrawn members of before stay although nothing links them any more. */
function membersOf(cluster: Cluster, before: readonly DisputeMember[], context: Context): DisputeMember[] {
  const { around, placed, partners, at } = context;
  const known = new Map(before.map((member) => [member.recordId, member]));
  const inside = new Map([...cluster.core, ...cluster.leaves].map((one) => [one.id, one]));
  const [founder] = cluster.core;
  const members = [...inside.values()].map((one): DisputeMember => {
    const link =
      one === founder
        ? null
        : bestPartner(one, partners, around.records, (other) => other.isCore && inside.has(other.id));
    return {
      recordId: one.id,
      feed: one.record.feed,
      rule: link?.score.rule ?? 'FOUNDER',
      linkedTo: link?.partner.id ?? null,
      state: one.record.state,
      linkedAt: known.get(one.id)?.linkedAt ?? at,
    };
  });
  const stays = [...known.values()].filter(({ recordId }) => {
    const one = around.records.get(recordId);
    return !inside.has(recordId) && placed(recordId) === undefined && one?.record.state === 'WITHDRAWN';
  });
  return [...members, ...stays.map((member): DisputeMember => ({ ...member, state: 'WITHDRAWN' }))].sort(
    (a, b) => (a.recordId < b.recordId ? -1 : 1),
  );
}

function changesSomething(around: Neighbourhood): (write: DisputeWrite) => boolean {
  return ({ dispute }) => {
    const stored = around.disputes.get(dispute.id);
    return stored === undefined || comparable(stored) !== comparable(dispute);
  };
}

/** Text that is equal when two disputes are, whatever order the store gives their fields back in. */
function comparable(dispute: Dispute): string {
  return JSON.stringify({ ...dispute, rev: 0 }, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
