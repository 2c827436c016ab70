import { feedPartOf } from '../../../../schema/canonical/ids.ts';
import type { RecordPair } from '../../../../schema/canonical/link-decision.ts';
import type { DisputeDoc, LinkDecisionDoc } from '../../../../schema/store/documents.ts';
import {
  connectionOf,
  pageSizeOf,
  momentAfter,
  type Connection,
  type PageArguments,
} from '../../kit/connection.ts';
import type { DisputesContext } from '../loaders.ts';
import { recordIfThere } from '../../kit/present.ts';

/** A page of what people decided about the records of a dispute, latest first. */
export async function decisionsOfDispute(
  { _id, members }: DisputeDoc,
  args: PageArguments,
  { loaders, store }: DisputesContext,
): Promise<Connection<LinkDecisionDoc>> {
  const listing = store.listing(`${_id}:linkDecisions`);
  const recordIds = members.map(({ recordId }) => recordId);
  const size = pageSizeOf(args);
  const after = momentAfter(listing, args);
  return connectionOf({
    listing,
    found: await loaders.linkDecisionPage.load({ recordIds, after, limit: size + 1 }),
    size,
    isFirst: after === null,
    position: (decision) => [decision.at, decision._id],
    count: () => loaders.linkDecisionCount.load(recordIds),
  });
}

/** The decision that undid this one and holds itself, or null: an undoing that was undone counts for nothing. */
export async function undoingOf(
  { _id }: LinkDecisionDoc,
  context: DisputesContext,
): Promise<LinkDecisionDoc | null> {
  const undoings = await context.loaders.undoingsOfDecision.load(_id);
  const undone = await Promise.all(undoings.map((undoing) => undoingOf(undoing, context)));
  return undoings.find((_, index) => undone[index] === null) ?? null;
}

const progressOf = (
  { _id }: LinkDecisionDoc,
  { loaders }: DisputesContext,
): ReturnType<DisputesContext['loaders']['decisionProgressById']['load']> =>
  loaders.decisionProgressById.load(_id);

export const LINK_DECISION_FIELDS = {
  id: ({ _id }: LinkDecisionDoc) => _id,
  records: ({ recordIds }: LinkDecisionDoc, _: unknown, context: DisputesContext) =>
    recordIds.map((id) => recordIfThere(id, context)),
  feeds: ({ recordIds }: LinkDecisionDoc) => [...new Set(recordIds.map(feedPartOf))],
  together: ({ together }: LinkDecisionDoc) => together.map(pairView),
  apart: ({ apart }: LinkDecisionDoc) => apart.map(pairView),
  inForce: async (decision: LinkDecisionDoc, _: unknown, context: DisputesContext) =>
    (await undoingOf(decision, context)) === null,
  undoneBy: (decision: LinkDecisionDoc, _: unknown, context: DisputesContext) => undoingOf(decision, context),
  undoes: ({ undoes }: LinkDecisionDoc, _: unknown, { loaders }: DisputesContext) =>
    undoes === null ? null : loaders.linkDecisionById.load(undoes),
  appliedAt: async (decision: LinkDecisionDoc, _: unknown, context: DisputesContext) =>
    (await progressOf(decision, context))?.appliedAt ?? null,
  outcome: async (decision: LinkDecisionDoc, _: unknown, context: DisputesContext) =>
    (await progressOf(decision, context))?.outcome ?? null,
};

function pairView(pair: RecordPair): { readonly recordIds: RecordPair } {
  return { recordIds: pair };
}
