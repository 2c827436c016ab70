import type { DisputeDoc } from '../../../../schema/store/documents.ts';
import { CONNECTION_FIELDS, type PageArguments } from '../../kit/connection.ts';
import type { DisputesContext } from '../loaders.ts';
import { decisionsOfDispute, LINK_DECISION_FIELDS } from './decisions.ts';
import {
  linkBetween,
  linksOfDispute,
  RECORD_LINK_FIELDS,
  RECURRENCE_FIELDS,
  type LinkListArguments,
} from './links.ts';
import { mergedDisputes } from './merges.ts';
import { LINK_REVIEW_FIELDS, linkReviews, reviewsOfDispute, type LinkReviewArguments } from './reviews.ts';

export const LINK_QUERIES = {
  linkReviews: (_: unknown, args: LinkReviewArguments, context: DisputesContext) =>
    linkReviews(args, context),
};

/** Fields of `type Dispute` that tell of links. */
export const LINKED_DISPUTE_FIELDS = {
  links: (dispute: DisputeDoc, args: LinkListArguments, context: DisputesContext) =>
    linksOfDispute(dispute, args, context),
  reviews: (dispute: DisputeDoc, args: PageArguments, context: DisputesContext) =>
    reviewsOfDispute(dispute, args, context),
  recurrences: ({ recurrences }: Partial<DisputeDoc>) => recurrences ?? [],
  linkDecisions: (dispute: DisputeDoc, args: PageArguments, context: DisputesContext) =>
    decisionsOfDispute(dispute, args, context),
  mergedFrom: (dispute: DisputeDoc, _: unknown, context: DisputesContext) => mergedDisputes(dispute, context),
  formerCodes: async (dispute: DisputeDoc, _: unknown, context: DisputesContext) =>
    (await mergedDisputes(dispute, context)).map(({ code }) => code),
};

/** Fields of `type DisputeMember` that tell of links. */
export const LINKED_MEMBER_FIELDS = {
  link: ({ recordId, linkedTo }: DisputeDoc['members'][number], _: unknown, context: DisputesContext) =>
    linkBetween(recordId, linkedTo, context),
};

export const LINK_TYPES = {
  RecordLink: RECORD_LINK_FIELDS,
  RecordLinkConnection: CONNECTION_FIELDS,
  DisputeRecurrence: RECURRENCE_FIELDS,
  LinkReview: LINK_REVIEW_FIELDS,
  LinkReviewConnection: CONNECTION_FIELDS,
  LinkDecision: LINK_DECISION_FIELDS,
  LinkDecisionConnection: CONNECTION_FIELDS,
};
