import type { Dispute } from '../../schema/canonical/dispute.ts';
import type { LinkDecision } from '../../schema/canonical/link-decision.ts';
import type { DisputeDoc, LinkDecisionDoc, LinkDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { CandidateLookup, LinkMark } from '../stages/link/neighbourhood.ts';
import { BlockLookup } from './block-lookup.ts';
import { RecordCache } from './record-cache.ts';

/** The store as linking looks things up in it. It remembers records by their versions: to be kept as long as linking goes on. */
export function storeLookup(store: Store, records = new RecordCache(store)): CandidateLookup {
  const blocks = new BlockLookup(store);
  return {
    records: (ids) => records.current(ids),
    recordIdsNear: (questions) => blocks.idsNear(questions),
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
    async placements(recordIds) {
      if (recordIds.length === 0) return new Map();
      const among = { $in: [...recordIds] };
      const found = await storing(
        store.disputes
          .find(
            {
              $or: [{ 'members.recordId': among }, { 'recurrences.recordId': { ...among, $gt: '' } }],
            },
            { state: 1, 'members.recordId': 1, 'recurrences.recordId': 1 },
          )
          .lean<PlacementDoc[]>(),
      );
      const asked = new Set(recordIds);
      const places = new Map<string, string>();
      for (const { _id, recurrences = [] } of found) {
        for (const { recordId } of recurrences) if (asked.has(recordId)) places.set(recordId, _id);
      }
      for (const { _id, members, state } of found) {
        if (state !== 'ACTIVE') continue;
        for (const { recordId } of members) if (asked.has(recordId)) places.set(recordId, _id);
      }
      return places;
    },
    decisions: (recordIds) => decisionsAbout(store, recordIds),
  };
}

/** Decisions of people about any of these records, also those that were undone, and the undoings. */
export async function decisionsAbout(
  store: Store,
  recordIds: Iterable<string>,
): Promise<readonly LinkDecision[]> {
  const among = [...recordIds];
  if (among.length === 0) return [];
  const found = await storing(store.linkDecisions.find({ recordIds: { $in: among } } as never).lean());
  return found.map(decisionOf);
}

type MarkDoc = Pick<
  LinkDoc,
  '_id' | 'recordIds' | 'versionKeys' | 'status' | 'reason' | 'disputeIds' | 'version'
> & { readonly decidedBy: { readonly decisionId: string } | null };

/** Disputes of before there were recurrences have none. */
type PlacementDoc = Pick<DisputeDoc, '_id' | 'state' | 'members'> & Partial<Pick<DisputeDoc, 'recurrences'>>;

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
