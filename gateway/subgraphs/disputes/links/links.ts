import type { LinkView } from '../../../access/link-reads.ts';
import type { LinkCriteria } from '../../../access/link-criteria.ts';
import { linkIdOf, type LinkStatus } from '../../../../schema/canonical/link.ts';
import type { DisputeDoc } from '../../../../schema/store/documents.ts';
import {
  connectionOf,
  pageSizeOf,
  positionOf,
  type Connection,
  type PageArguments,
} from '../../kit/connection.ts';
import { disputeOfRecord, type DisputesContext } from '../loaders.ts';
import { recordIfThere } from '../../kit/present.ts';

export interface LinkListArguments extends PageArguments {
  readonly status?: readonly LinkStatus[] | null;
}

/** A page of the links between records of a dispute. */
export function linksOfDispute(
  { _id, members }: DisputeDoc,
  args: LinkListArguments,
  context: DisputesContext,
): Promise<Connection<LinkView>> {
  const status = args.status ?? null;
  const criteria: LinkCriteria = {
    disputeId: _id,
    within: members.map(({ recordId }) => recordId),
    ...(status === null ? {} : { statuses: status }),
  };
  return linkPage(`${_id}:links`, criteria, args, context);
}

/** A page of links, the most probable first. */
export async function linkPage(
  name: string,
  criteria: LinkCriteria,
  args: PageArguments,
  { loaders, store }: DisputesContext,
): Promise<Connection<LinkView>> {
  const listing = store.listing(name);
  const size = pageSizeOf(args);
  const position = positionOf(listing, args, 2);
  const after = position === null ? null : { at: Number(position[0]), id: position[1] ?? '' };
  return connectionOf({
    listing,
    found: await loaders.linkPage.load({ criteria, after, limit: size + 1 }),
    size,
    isFirst: after === null,
    // A number's shortest text is that number again.
    position: ({ probability, _id }) => [String(probability), _id],
    count: () => loaders.linkCount.load(criteria),
  });
}

/** The link of two records, null when there is none; of a record without partner too. */
export function linkBetween(
  recordId: string,
  other: string | null,
  { loaders }: DisputesContext,
): Promise<LinkView | null> | null {
  return other === null ? null : loaders.linkById.load(linkIdOf(recordId, other));
}

/** The disputes that the records of a link belong to, or hang on as recurrences. */
export async function disputesOfLink(link: LinkView, context: DisputesContext): Promise<DisputeDoc[]> {
  const [first, second, ...named] = await Promise.all([
    ...link.recordIds.map((id) => disputeOfRecord(id, context)),
    ...link.disputeIds.map((id) => context.loaders.disputeById.load(id)),
  ]);
  const holdsOne = ({ state, recurrences }: DisputeDoc): boolean =>
    state !== 'MERGED' && recurrences.some(({ recordId }) => link.recordIds.includes(recordId));
  const found = [first, second, ...named.filter((dispute) => dispute != null && holdsOne(dispute))];
  return [...new Map(found.flatMap((dispute) => (dispute == null ? [] : [[dispute._id, dispute]]))).values()];
}

export const RECORD_LINK_FIELDS = {
  id: ({ _id }: LinkView) => _id,
  records: ({ recordIds }: LinkView, _: unknown, context: DisputesContext) =>
    recordIds.map((id) => recordIfThere(id, context)),
  feeds: ({ feeds }: LinkView) => [...new Set(feeds)],
  fields: ({ fields }: LinkView) => fields.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
  disputes: (link: LinkView, _: unknown, context: DisputesContext) => disputesOfLink(link, context),
  decision: ({ decidedBy }: LinkView, _: unknown, { loaders }: DisputesContext) =>
    decidedBy === null ? null : loaders.linkDecisionById.load(decidedBy.decisionId),
};

type Recurrence = DisputeDoc['recurrences'][number];

export const RECURRENCE_FIELDS = {
  record: ({ recordId }: Recurrence, _: unknown, context: DisputesContext) =>
    recordIfThere(recordId, context),
  linkedTo: ({ linkedTo }: Recurrence, _: unknown, context: DisputesContext) =>
    recordIfThere(linkedTo, context),
  link: ({ recordId, linkedTo }: Recurrence, _: unknown, context: DisputesContext) =>
    linkBetween(recordId, linkedTo, context),
};
