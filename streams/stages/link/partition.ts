import { linkIdOf } from '../../../schema/canonical/link.ts';
import type { RecordPair } from '../../../schema/canonical/link-decision.ts';
import { clusters, type Cluster, type Clustering, type PairForReview } from './clusters.ts';
import { heldOf, type Held } from './held.ts';
import { humanConstraintsOf, type HumanConstraints } from './human-constraints.ts';
import type { Linkable } from './linkable.ts';
import type { Neighbourhood } from './neighbourhood.ts';
import type { PairScore, ScoredPair } from './pair-score.ts';

/** Which records belong together, all considered: what the records say, what people decided, and what people have in hand. */
export interface Partition {
  readonly clusters: readonly Cluster[];
  /** The cluster of a record, as core or as leaf. */
  readonly placed: (recordId: string) => Cluster | undefined;
  /** Records as linking took them: where people confirmed that they are disputes, they are. */
  readonly records: ReadonlyMap<string, Linkable>;
  /** The same of records on the edge. */
  readonly edge: ReadonlyMap<string, Linkable>;
  readonly human: HumanConstraints;
  readonly held: Held;
  /** By the records and what people decided about them, as if nobody had anything in hand. */
  readonly free: readonly Cluster[];
  readonly freelyPlaced: (recordId: string) => Cluster | undefined;
  /** What clustering itself asks people, by link id. */
  readonly questions: ReadonlyMap<string, PairForReview['reason']>;
}

/**
 * Partitions a neighbourhood by rule 6 of the rules of correctness. Strongest first: what people decided; then, members of a dispute that
 * people have in hand stay together, and two such disputes apart; then the records' own scores. A dispute that is closed, confirmed or
 * litigated takes no part: its records are a cluster of their own, to which only people add.
 */
export function partitionOf(around: Neighbourhood): Partition {
  const human = humanConstraintsOf([...around.decisions.values()]);
  const held = heldOf(around.disputes.values(), around.records, human);
  const records = new Map(around.records);
  const edge = new Map(around.edge);
  for (const id of [...human.confirmed, ...held.anchors.values()]) confirm(records, id);
  for (const id of human.confirmed) confirm(edge, id);
  const free = clustering(records, around.pairs, human.mustLink, human.cannotLink);
  const pinned = held.anchors.size === 0 ? free : pinnedClustering(records, around.pairs, human, held);
  const settled = [...Map.groupBy(held.settledIn.keys(), (id) => held.ties.groupOf(id)).values()].map((ids) =>
    clusterOf(ids.flatMap((id) => records.get(id) ?? [])),
  );
  const all = [...settled, ...pinned.clusters];
  return {
    clusters: all,
    placed: placing(all),
    records,
    edge,
    human,
    held,
    free: free.clusters,
    freelyPlaced: placing(free.clusters),
    questions: new Map(pinned.reviews.map(({ a, b, reason }) => [linkIdOf(a, b), reason])),
  };
}

function pinnedClustering(
  all: ReadonlyMap<string, Linkable>,
  pairs: readonly ScoredPair[],
  human: HumanConstraints,
  { ties, anchors, heldIn, settledIn }: Held,
): Clustering {
  const moving = new Map([...all].filter(([id]) => !settledIn.has(id)));
  const pins = [...heldIn].flatMap(([id, { id: dispute }]): RecordPair[] => {
    const anchor = anchors.get(dispute) ?? id;
    return anchor === id ? [] : [[anchor, id]];
  });
  const ends = [...anchors.values()];
  const apart = ends.flatMap((a, n) =>
    ends.slice(n + 1).flatMap((b): RecordPair[] => (ties.areTogether(a, b) ? [] : [[a, b]])),
  );
  return clustering(
    moving,
    pairs.filter(({ a, b }) => moving.has(a) && moving.has(b)),
    [...human.mustLink, ...pins],
    [...human.cannotLink, ...apart],
  );
}

/** Evidence past all weights: people decided it, or have it in hand. */
const DECIDED: PairScore = { probability: 1, weight: 1_000, fields: [], rule: null, version: '' };

/** Records that hold disputes together are tied by constraints; one that only hangs on another is drawn by a pair past all others. */
function clustering(
  records: ReadonlyMap<string, Linkable>,
  pairs: readonly ScoredPair[],
  mustLink: readonly RecordPair[],
  cannotLink: readonly RecordPair[],
): Clustering {
  const here = (ids: RecordPair): boolean => ids.every((id) => records.has(id));
  const isCore = (id: string): boolean => records.get(id)?.isCore === true;
  const present = mustLink.filter(here);
  const drawn = present.filter((ids) => !ids.every(isCore)).map(([a, b]) => ({ a, b, score: DECIDED }));
  return clusters(records, [...pairs, ...drawn], {
    mustLink: present.filter((ids) => ids.every(isCore)),
    cannotLink: cannotLink.filter(here),
  });
}

function confirm(records: Map<string, Linkable>, id: string): void {
  const one = records.get(id);
  if (one?.record.state !== 'ACTIVE' || one.record.nature === 'DISPUTE') return;
  records.set(id, { ...one, isCore: true, record: { ...one.record, nature: 'DISPUTE' } });
}

function clusterOf(records: readonly Linkable[]): Cluster {
  const ordered = records.toSorted((a, b) => (a.registered < b.registered ? -1 : 1));
  return {
    core: ordered.filter(({ isCore }) => isCore),
    leaves: ordered.filter(({ isCore }) => !isCore),
  };
}

function placing(list: readonly Cluster[]): (recordId: string) => Cluster | undefined {
  const clusterOfCore = new Map(list.flatMap((one) => one.core.map(({ id }) => [id, one] as const)));
  const clusterOfLeaf = new Map(list.flatMap((one) => one.leaves.map(({ id }) => [id, one] as const)));
  return (id) => clusterOfCore.get(id) ?? clusterOfLeaf.get(id);
}
