import { LINK_RULES, type LinkRule } from './compare-pair.ts';
import type { Linkable } from './linkable.ts';

/** A link found between two loaded records, by their ids. */
export interface Link {
  readonly a: string;
  readonly b: string;
  readonly rule: LinkRule;
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
 * partner: strongest rule, then earliest registered. The result depends on the records and links only, not on their order.
 */
export function clusters(records: ReadonlyMap<string, Linkable>, links: readonly Link[]): Cluster[] {
  const partners = partnersOf(links);
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
      for (const { id } of partners.get(next.id) ?? []) {
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
  return found;
}

function isDispute(core: readonly Linkable[]): boolean {
  return core.length > 1 || core[0]?.record.nature === 'DISPUTE';
}

type Partners = ReadonlyMap<string, readonly { readonly id: string; readonly rule: LinkRule }[]>;

export function partnersOf(links: readonly Link[]): Partners {
  const partners = new Map<string, { id: string; rule: LinkRule }[]>();
  const add = (from: string, to: string, rule: LinkRule): void => {
    const list = partners.get(from);
    if (list === undefined) partners.set(from, [{ id: to, rule }]);
    else list.push({ id: to, rule });
  };
  for (const { a, b, rule } of links) {
    add(a, b, rule);
    add(b, a, rule);
  }
  return partners;
}

/** The partner that best explains why a record is where it is: strongest rule, then earliest registered. */
export function bestPartner(
  of: Linkable,
  partners: Partners,
  records: ReadonlyMap<string, Linkable>,
  accept: (other: Linkable) => boolean,
): { readonly partner: Linkable; readonly rule: LinkRule } | null {
  let best: { partner: Linkable; rule: LinkRule } | null = null;
  for (const { id, rule } of partners.get(of.id) ?? []) {
    const partner = records.get(id);
    if (partner === undefined || !accept(partner)) continue;
    const better =
      best === null ||
      LINK_RULES.indexOf(rule) < LINK_RULES.indexOf(best.rule) ||
      (rule === best.rule && partner.registered < best.partner.registered);
    if (better) best = { partner, rule };
  }
  return best;
}
