import type {
  DecisionProgressDoc,
  DisputeDoc,
  LinkDecisionDoc,
  LinkDoc,
  RecordDoc,
} from '../../../schema/store/documents.ts';
import type { Store } from '../../../schema/store/models.ts';
import { link, linkDecision, record } from './fixtures.ts';

/** A record that looks like more of a dispute which is closed. */
export const RECURRING = record('police110', 'J3206122026121500001');

interface LinkDocuments {
  readonly links: LinkDoc[];
  readonly decisions: LinkDecisionDoc[];
  readonly progress: DecisionProgressDoc[];
}

/**
 * What tells of the links between a dispute's first two records and beyond it, every field filled: evidence, reviews, and three decisions of
 * which the last undoes the one before. `n` tells several disputes apart.
 */
export function linksOf(
  { _id: disputeId }: DisputeDoc,
  first: RecordDoc,
  second: RecordDoc,
  n = 0,
): LinkDocuments {
  const between = link([first, second]);
  const confirmed = linkDecision(3 * n + 1, { together: [between.recordIds], note: '同一起漏水' });
  const rejected = linkDecision(3 * n + 2, { apart: [between.recordIds] });
  const undoing = linkDecision(3 * n + 3, { recordIds: rejected.recordIds, undoes: rejected._id });
  const { _id: decisionId, kind, partner, actor, note, at } = confirmed;
  const disputeIds = [disputeId];
  const stray = record('hotline12345', `${second.sourceId}-stray`);
  return {
    links: [
      {
        ...between,
        status: 'CONFIRMED',
        disputeIds,
        decidedBy: { decisionId, kind, partner, actor, note, at },
      },
      link([first, RECURRING], {
        status: 'REVIEW',
        reason: 'STANDING_DISPUTE',
        probability: 0.97,
        disputeIds,
      }),
      link([second, stray], { status: 'REVIEW', reason: 'UNCERTAIN', probability: 0.7, disputeIds }),
    ],
    decisions: [confirmed, rejected, undoing],
    progress: [{ _id: confirmed._id, appliedAt: at, outcome: 'APPLIED', disputeIds }],
  };
}

export async function storeLinks(store: Store, { links, decisions, progress }: LinkDocuments): Promise<void> {
  await store.links.insertMany(links);
  await store.linkDecisions.insertMany(decisions);
  await store.decisionProgress.insertMany(progress);
}
