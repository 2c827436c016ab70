import { averageLinkage } from '../average-linkage.ts';
import { LINK_FROM, REVIEW_FROM } from '../pair-score.ts';
import { PersonComparer } from './compare-persons.ts';
import { EdgeList } from './edge-list.ts';
import { fitPersons, type ForEachCandidate } from './fit-persons.ts';
import { personCandidates } from './person-candidates.ts';
import type { PersonTable } from './person-table.ts';
import { personWeightsOf, type PersonWeights } from './person-weights.ts';
import { PersonScorer, probabilityOf } from './score-persons.ts';

const LARGEST_COMPONENT = 250;

export interface PersonClusters {
  /** The cluster of each row, by the row that comes first in it. */
  readonly clusterOf: Uint32Array;
  /**
   * Of a row with others: how likely its likeliest pair within the cluster is. Of a row alone: how likely it is that it is alone, one less
   * its likeliest pair.
   */
  readonly probabilityOf: Float64Array;
  readonly candidates: number;
  /** Pairs in review: from 0.5, below the threshold. */
  readonly uncertain: number;
}

/** Links the persons of one finished table. The result depends on its rows and the weights alone, not on the order of reading. */
export class PersonLinker {
  private readonly table: PersonTable;
  private readonly comparer: PersonComparer;
  private readonly forEachCandidate: ForEachCandidate;

  constructor(table: PersonTable) {
    this.table = table;
    this.comparer = new PersonComparer(table);
    this.forEachCandidate = personCandidates(table);
  }

  /** Weights estimated from the table itself. */
  fit(fittedOn: string): PersonWeights {
    return personWeightsOf(fitPersons(this.comparer, this.table.size, this.forEachCandidate), fittedOn);
  }

  scorer(weights: PersonWeights): PersonScorer {
    return new PersonScorer(this.table, this.comparer, weights);
  }

  /** @param linkFrom probability from which two records are one person */
  cluster(weights: PersonWeights, linkFrom = LINK_FROM): PersonClusters {
    const scorer = this.scorer(weights);
    const rows = this.table.size;
    const edges = new EdgeList();
    const best = new Float64Array(rows).fill(-Infinity);
    let candidates = 0;
    let uncertain = 0;
    this.forEachCandidate((a, b) => {
      candidates += 1;
      const weight = scorer.weightOf(a, b);
      best[a] = Math.max(best[a] ?? -Infinity, weight);
      best[b] = Math.max(best[b] ?? -Infinity, weight);
      const probability = probabilityOf(weight);
      if (probability >= linkFrom) edges.add(a, b, weight);
      else if (probability >= REVIEW_FROM) uncertain += 1;
    });
    const clusterOf = averageLinkage(rows, edges, {
      probabilityOf: (a, b) => probabilityOf(scorer.weightOf(a, b)),
      linkFrom,
      largestComponent: LARGEST_COMPONENT,
    });
    return { clusterOf, probabilityOf: certainty(clusterOf, edges, best), candidates, uncertain };
  }
}

function certainty(clusterOf: Uint32Array, edges: EdgeList, best: Float64Array): Float64Array {
  const within = new Float64Array(clusterOf.length).fill(-Infinity);
  edges.forEach((a, b, weight) => {
    if (clusterOf[a] !== clusterOf[b]) return;
    within[a] = Math.max(within[a] ?? -Infinity, weight);
    within[b] = Math.max(within[b] ?? -Infinity, weight);
  });
  return within.map((weight, row) =>
    weight === -Infinity ? 1 - probabilityOf(best[row] ?? -Infinity) : probabilityOf(weight),
  );
}
