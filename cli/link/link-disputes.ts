import { BlockCollector, type Candidates } from '../../streams/stages/link/candidates.ts';
import { blockKeysOf } from '../../streams/stages/link/block-keys.ts';
import { clusters, NO_CONSTRAINTS } from '../../streams/stages/link/clusters.ts';
import { comparePair } from '../../streams/stages/link/compare-pair.ts';
import { fitWeights } from '../../streams/stages/link/fit-weights.ts';
import type { Linkable } from '../../streams/stages/link/linkable.ts';
import { decide, type ScoredPair } from '../../streams/stages/link/pair-score.ts';
import type { LinkWeights } from '../../streams/stages/link/weights.ts';
import type { LinkedRecord, LinkSummary } from './linked-record.ts';

/** Of more records every n-th one's candidates are fitted on. */
const FITTED_RECORDS = 100_000;

/** Links records of disputes by the hub's own comparison, weights and clustering. The result does not depend on their order. */
export class DisputeLinker {
  private readonly records: readonly Linkable[];
  private readonly candidates: Candidates;

  constructor(records: readonly Linkable[]) {
    // A block looks back at the records reported just before.
    this.records = [...records].sort((a, b) => (a.registered < b.registered ? -1 : 1));
    const collector = new BlockCollector();
    for (const record of this.records) collector.add(blockKeysOf(record));
    this.candidates = collector.finish();
  }

  /** Weights estimated from these records; their version is told by how many and when they were reported. */
  fit(fittedOn: string, version: string): LinkWeights {
    const every = Math.ceil(this.records.length / FITTED_RECORDS);
    const pairs: [number, number][] = [];
    this.candidates.forEach((later, earlier) => {
      if (later % every === 0) pairs.push([later, earlier]);
    });
    return fitWeights(this.records, pairs, { version, fittedOn });
  }

  link(weights: LinkWeights): { readonly linked: LinkedRecord[]; readonly summary: LinkSummary } {
    const pairs: ScoredPair[] = [];
    const best = new Map<string, number>();
    let compared = 0;
    this.candidates.forEach((later, earlier) => {
      const [a, b] = [this.records[later], this.records[earlier]];
      if (a === undefined || b === undefined) return;
      compared += 1;
      const score = comparePair(a, b, weights);
      for (const { id } of [a, b]) best.set(id, Math.max(best.get(id) ?? 0, score.probability));
      if (decide(score) !== 'NOTHING') pairs.push({ a: a.id, b: b.id, score });
    });
    const clusterOf = this.clusterOf(pairs);
    const within = new Map<string, number>();
    let uncertain = 0;
    for (const { a, b, score } of pairs) {
      if (clusterOf.get(a) === clusterOf.get(b)) {
        for (const id of [a, b]) within.set(id, Math.max(within.get(id) ?? 0, score.probability));
      } else uncertain += 1;
    }
    const linked = this.records.map(({ id }): LinkedRecord => {
      const probability = within.get(id) ?? 1 - (best.get(id) ?? 0);
      return { id, cluster: clusterOf.get(id) ?? id, probability };
    });
    const distinct = new Set(linked.map(({ cluster }) => cluster)).size;
    return { linked, summary: { records: linked.length, clusters: distinct, compared, uncertain } };
  }

  /** Each connected component by itself, as the hub does; a cluster is named by its smallest id. */
  private clusterOf(pairs: readonly ScoredPair[]): ReadonlyMap<string, string> {
    const byId = new Map(this.records.map((record) => [record.id, record]));
    const found = new Map<string, string>();
    for (const component of componentsOf(pairs)) {
      const ids = new Set(component.flatMap(({ a, b }) => [a, b]));
      const records = new Map<string, Linkable>();
      for (const id of ids) {
        const record = byId.get(id);
        if (record !== undefined) records.set(id, record);
      }
      for (const { core, leaves } of clusters(records, component, NO_CONSTRAINTS).clusters) {
        const members = [...core, ...leaves].map(({ id }) => id);
        const name = members.reduce((least, id) => (id < least ? id : least));
        for (const id of members) found.set(id, name);
      }
    }
    return found;
  }
}

/** The pairs of each connected component. */
function componentsOf(pairs: readonly ScoredPair[]): ScoredPair[][] {
  const parent = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    for (let node = id; node !== root;) {
      const up = parent.get(node) ?? root;
      parent.set(node, root);
      node = up;
    }
    return root;
  };
  for (const { a, b } of pairs) {
    const [one, other] = [rootOf(a), rootOf(b)];
    if (one !== other) parent.set(other, one);
  }
  return [...Map.groupBy(pairs, ({ a }) => rootOf(a)).values()];
}
