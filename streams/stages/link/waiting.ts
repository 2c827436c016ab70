import type { Recurrence } from '../../../schema/canonical/link.ts';
import { bestPartner, type Cluster, type Partners } from './clusters.ts';
import type { Linkable } from './linkable.ts';
import type { Partition } from './partition.ts';

/**
 * Records that would belong to a dispute which no machine changes, by its id: each is attached there instead of founding a dispute of its
 * own, unless its dispute has a code already. `attachedAt` is left empty.
 */
export function recurrencesOf(
  partition: Partition,
  partners: Partners,
  isClaimed: (cluster: Cluster) => boolean,
): ReadonlyMap<string, readonly Recurrence[]> {
  const { free, placed, records, held } = partition;
  const found = new Map<string, Recurrence[]>();
  if (held.settledIn.size === 0) return found;
  const attach = (one: Linkable, among: readonly Linkable[]): void => {
    const best = bestPartner(one, partners, records, (other) => held.settledIn.has(other.id));
    const to = best?.partner ?? among.find(({ id }) => held.settledIn.has(id));
    const dispute = to === undefined ? undefined : held.settledIn.get(to.id);
    if (to === undefined || dispute === undefined) return;
    const list = found.get(dispute.id) ?? [];
    found.set(dispute.id, list);
    if (list.some(({ recordId }) => recordId === one.id)) return;
    list.push({
      recordId: one.id,
      feed: one.record.feed,
      linkedTo: to.id,
      probability: (best ?? bestPartner(one, partners, records, () => true))?.score.probability ?? 0,
      attachedAt: '',
    });
    list.sort((a, b) => (a.recordId < b.recordId ? -1 : 1));
  };
  for (const { core, leaves } of free) {
    const all = [...core, ...leaves];
    if (!all.some(({ id }) => held.settledIn.has(id))) continue;
    for (const one of all) {
      const own = placed(one.id);
      if (held.settledIn.has(one.id) || one.record.state !== 'ACTIVE') continue;
      if (own !== undefined && isClaimed(own)) continue;
      for (const other of own === undefined ? [one] : [...own.core, ...own.leaves]) attach(other, all);
    }
  }
  return found;
}

/** Clusters that found no dispute by themselves: what recurs, and the excess of a dispute that is as large as a machine makes them. */
export function waitingClusters(
  { placed, questions, clusters }: Partition,
  recurrences: ReadonlyMap<string, readonly Recurrence[]>,
  isClaimed: (cluster: Cluster) => boolean,
): ReadonlySet<Cluster> {
  const waiting = new Set<Cluster>();
  const recurring = new Set([...recurrences.values()].flat().map(({ recordId }) => recordId));
  for (const cluster of clusters) {
    if (!isClaimed(cluster) && cluster.core.some(({ id }) => recurring.has(id))) waiting.add(cluster);
  }
  for (const [id, reason] of questions) {
    if (reason !== 'CLUSTER_CAP') continue;
    const [a, b] = id.split('|').map(placed);
    if (a === undefined || b === undefined || a === b) continue;
    const lesser = isLesser(a, b) ? a : b;
    if (!isClaimed(lesser)) waiting.add(lesser);
  }
  return waiting;
}

function isLesser(a: Cluster, b: Cluster): boolean {
  if (a.core.length !== b.core.length) return a.core.length < b.core.length;
  return (a.core[0]?.registered ?? '') > (b.core[0]?.registered ?? '');
}
