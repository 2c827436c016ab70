import type { LinkCriteria } from '../../../access/link-criteria.ts';
import type { LinkView } from '../../../access/link-reads.ts';
import { HubError } from '../../../../schema/canonical/hub-error.ts';
import type { LinkReviewReason } from '../../../../schema/canonical/link.ts';
import type { DisputeDoc } from '../../../../schema/store/documents.ts';
import type { FeedName } from '../../../../schema/vocabulary/feeds.ts';
import { regionPrefixOf } from '../../kit/arguments.ts';
import type { Connection, PageArguments } from '../../kit/connection.ts';
import type { DisputesContext } from '../loaders.ts';
import { disputesOfLink, linkPage } from './links.ts';

/** `input LinkReviewFilter`. */
interface LinkReviewFilterArgument {
  readonly reason?: readonly LinkReviewReason[] | null;
  readonly feeds?: readonly FeedName[] | null;
  readonly regionCode?: string | null;
  readonly disputeId?: string | null;
  readonly recordId?: string | null;
  readonly minProbability?: number | null;
  readonly maxProbability?: number | null;
}

export interface LinkReviewArguments extends PageArguments {
  readonly filter?: LinkReviewFilterArgument | null;
}

interface Proposal {
  /** `enum LinkReviewAction`. */
  readonly action: string;
  readonly sentence: string;
}

const PROPOSALS: Readonly<Record<LinkReviewReason, Proposal>> = {
  UNCERTAIN: {
    action: 'COMPARE_RECORDS',
    sentence:
      'Compare both records: confirmLink if they tell of one dispute, rejectLink if not (比对后确认或否决).',
  },
  CLUSTER_CAP: {
    action: 'CONFIRM_LINK',
    sentence:
      'The dispute is as large as a machine makes one: confirmLink if this record too tells of that group quarrel, else rejectLink (确认归入群体纠纷).',
  },
  BOTH_HAVE_WORKFLOW: {
    action: 'MERGE_DISPUTES',
    sentence:
      'Both disputes are being handled and look like one: mergeDisputes if they are, else rejectLink (合并纠纷).',
  },
  STANDING_DISPUTE: {
    action: 'REOPEN_DISPUTE',
    sentence:
      'The dispute has ended and this record looks like more of it: reopen it or confirmLink, or rejectLink if it is a new quarrel (重新启动).',
  },
  BROKEN_LINK_WITH_WORKFLOW: {
    action: 'SPLIT_DISPUTE',
    sentence:
      'A correction took away what held these records together: splitDispute or rejectLink, or confirmLink if they are one dispute all the same (拆分纠纷).',
  },
};

/** The review queue. */
export function linkReviews(
  args: LinkReviewArguments,
  context: DisputesContext,
): Promise<Connection<LinkView>> {
  const { reason, feeds, regionCode, disputeId, recordId, minProbability, maxProbability } =
    args.filter ?? {};
  const criteria: LinkCriteria = {
    statuses: ['REVIEW'],
    ...(given(reason) ? { reasons: reason } : {}),
    ...(given(feeds) ? { feeds } : {}),
    ...(given(regionCode) ? { regionPrefix: regionPrefixOf(regionCode) } : {}),
    ...(given(disputeId) ? { disputeId } : {}),
    ...(given(recordId) ? { recordId } : {}),
    ...(given(minProbability) ? { minProbability: probabilityOf(minProbability, 'minProbability') } : {}),
    ...(given(maxProbability) ? { maxProbability: probabilityOf(maxProbability, 'maxProbability') } : {}),
  };
  return linkPage('linkReviews', criteria, args, context);
}

/** A page of the open reviews with a record of a dispute. */
export function reviewsOfDispute(
  { _id }: DisputeDoc,
  args: PageArguments,
  context: DisputesContext,
): Promise<Connection<LinkView>> {
  return linkPage(`${_id}:reviews`, { statuses: ['REVIEW'], disputeId: _id }, args, context);
}

/** `type LinkReview`: a link that waits for people. */
export const LINK_REVIEW_FIELDS = {
  id: ({ _id }: LinkView) => _id,
  link: (link: LinkView) => link,
  disputes: (link: LinkView, _: unknown, context: DisputesContext) => disputesOfLink(link, context),
  proposedAction: (link: LinkView) => proposalOf(link).action,
  proposal: (link: LinkView) => proposalOf(link).sentence,
  since: ({ at }: LinkView) => at,
};

function proposalOf({ reason }: LinkView): Proposal {
  return PROPOSALS[reason ?? 'UNCERTAIN'];
}

function probabilityOf(value: number, field: string): number {
  if (value >= 0 && value <= 1) return value;
  throw new HubError('HUB_BAD_REQUEST', `${field}: ${value} is no probability; write a number from 0 to 1`, {
    field,
  });
}

function given<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}
