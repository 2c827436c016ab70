import type { CanonicalRecord } from '../schema/canonical/record.ts';
import { blockKeysOf } from '../streams/stages/link/block-keys.ts';
import { BlockCollector } from '../streams/stages/link/candidates.ts';
import { clusters, NO_CONSTRAINTS, type Clustering } from '../streams/stages/link/clusters.ts';
import { weighPair } from '../streams/stages/link/compare-pair.ts';
import { linkableOf, type Linkable } from '../streams/stages/link/linkable.ts';
import { decide, type ScoredPair } from '../streams/stages/link/pair-score.ts';
import type { LinkWeights } from '../streams/stages/link/weights.ts';

/** Records folded, with their block keys and who meets whom. */
export interface Blocked {
  readonly linkables: readonly Linkable[];
  readonly keys: readonly (readonly string[])[];
  readonly pairs: readonly (readonly [number, number])[];
  readonly foldMs: number;
  readonly blockMs: number;
}

export function blocked(records: readonly CanonicalRecord[]): Blocked {
  const started = performance.now();
  const linkables = records.map(linkableOf);
  const keys = linkables.map(blockKeysOf);
  const folded = performance.now();
  const collector = new BlockCollector();
  for (const one of keys) collector.add(one);
  const pairs: [number, number][] = [];
  collector.finish().forEach((later, earlier) => pairs.push([later, earlier]));
  return { linkables, keys, pairs, foldMs: folded - started, blockMs: performance.now() - folded };
}

export interface Linked {
  readonly clustering: Clustering;
  readonly scored: readonly ScoredPair[];
  readonly compareMs: number;
  readonly clusterMs: number;
}

export function linked({ linkables, pairs }: Blocked, weights: LinkWeights): Linked {
  const started = performance.now();
  const scored: ScoredPair[] = [];
  for (const [i, j] of pairs) {
    const [a, b] = [linkables[i], linkables[j]];
    if (a === undefined || b === undefined) continue;
    const { probability, weight, rule } = weighPair(a, b, weights);
    const score = { probability, weight, rule, fields: [], version: weights.version };
    if (decide(score) !== 'NOTHING') scored.push({ a: a.id, b: b.id, score });
  }
  const compared = performance.now();
  const records = new Map(linkables.map((one) => [one.id, one]));
  const clustering = clusters(records, scored, NO_CONSTRAINTS);
  return {
    clustering,
    scored,
    compareMs: compared - started,
    clusterMs: performance.now() - compared,
  };
}
