import type { Dispute } from '../../schema/canonical/dispute.ts';
import type { LinkDecision } from '../../schema/canonical/link-decision.ts';
import type { DisputeDoc, LinkDecisionDoc, LinkDoc, Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { CandidateLookup, LinkMark } from '../stages/link/neighbourhood.ts';
import { idsNear } from './block-lookup.ts';
import { recordOfDocument } from './record-document.ts';

/** The store as linking looks things up in it. */
export function storeLookup(store: Store): CandidateLookup {
  return {
    async records(ids) {
      if (ids.length === 0) return [];
      const found = await storing(store.records.find({ _id: { $in: [...ids] } }).lean());
      return found.map(recordOfDocument);
    },
    recordIdsNear: (questions) => idsNear(store, questions),
    async disputes(recordIds, disputeIds) {
      const recurring = { 'recurrences.recordId': { $in: [...recordIds], $gt: '' } };
      const found = await storing(
        store.disputes
          .find({
            $or: [
              { 'members.recordId': { $in: [...recordIds] } },
              { _id: { $in: [...disputeIds] } },
              recurring,
            ],
          })
          .lean(),
      );
      return found.map(disputeOf);
    },
    async links(recordIds) {
      if (recordIds.length === 0) return [];
      const found = await storing(
        store.links.find({ recordIds: { $in: [...recordIds] } }, LINK_MARK_FIELDS).lean<MarkDoc[]>(),
      );
      return found.map(markOf);
    },
    async decisions(recordIds) {
      if (recordIds.length === 0) return [];
      const found = await storing(
        store.linkDecisions.find({ recordIds: { $in: [...recordIds] } } as never).lean(),
      );
      return found.map(decisionOf);
    },
  };
}

type MarkDoc = Pick<
  LinkDoc,
  '_id' | 'recordIds' | 'versionKeys' | 'status' | 'reason' | 'disputeIds' | 'version'
> & { readonly decidedBy: { readonly decisionId: string } | null };

const LINK_MARK_FIELDS = {
  recordIds: 1,
  versionKeys: 1,
  status: 1,
  reason: 1,
  disputeIds: 1,
  version: 1,
  'decidedBy.decisionId': 1,
} as const;

function markOf(link: MarkDoc): LinkMark {
  const { _id, recordIds, versionKeys, status, reason, disputeIds, version, decidedBy } = link;
  const decisionId = decidedBy?.decisionId ?? null;
  return { id: _id, recordIds, versionKeys, status, reason, disputeIds, version, decisionId };
}

export function decisionOf({ _id, ...fields }: LinkDecisionDoc): LinkDecision {
  return { id: _id, ...fields };
}

/** Disputes of before there was a workflow, or a recurrence, have none. */
export function disputeOf({ _id, ...fields }: DisputeDoc): Dispute {
  const { workflow = null, outbox = [], recurrences = [] } = fields as Partial<DisputeDoc>;
  return { id: _id, ...fields, workflow, outbox, recurrences };
}
