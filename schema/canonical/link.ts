import { z } from 'zod';
import { FeedNameSchema } from '../vocabulary/feeds.ts';
import { DateTimeSchema } from './date-time.ts';

/**
 * LINKED: a machine holds the two records to be about one dispute, and they are in one. REVIEW: people must decide (`reason`).
 * CONFIRMED, REJECTED: people have decided; no machine changes that.
 */
export const LINK_STATUSES = ['LINKED', 'REVIEW', 'CONFIRMED', 'REJECTED'] as const;
export type LinkStatus = (typeof LINK_STATUSES)[number];

/**
 * Why people must look at a pair:
 * - `UNCERTAIN`: likely, but not likely enough for a machine to link (probability 0.5 to 0.95), or the other records of the two disputes speak against it;
 * - `CLUSTER_CAP`: the dispute would grow past the number of records that a machine puts together;
 * - `BOTH_HAVE_WORKFLOW`: both records are in disputes that people have begun to handle;
 * - `STANDING_DISPUTE`: one record is in a dispute that is closed, confirmed or litigated: the other hangs on it as a recurrence, and reopening is proposed;
 * - `BROKEN_LINK_WITH_WORKFLOW`: a correction took away what held the two together, and people are handling their dispute: it was not split.
 */
export const LINK_REVIEW_REASONS = [
  'UNCERTAIN',
  'CLUSTER_CAP',
  'BOTH_HAVE_WORKFLOW',
  'STANDING_DISPUTE',
  'BROKEN_LINK_WITH_WORKFLOW',
] as const;
export type LinkReviewReason = (typeof LINK_REVIEW_REASONS)[number];

/** How one field of the two records compared. */
export const LinkFieldEvidenceSchema = z.strictObject({
  field: z.string(),
  /** Level of agreement, upper-case: `EXACT`, `DIFFERENT`, `UNKNOWN` … */
  level: z.string(),
  /** Log2 of how much likelier this level is in records of one dispute than of two. */
  weight: z.number(),
  /** In words, naming no value of the records. */
  note: z.string(),
});
export type LinkFieldEvidence = z.infer<typeof LinkFieldEvidenceSchema>;

/**
 * Two records that are, or may be, about one dispute, with the evidence: one for each pair with a probability of 0.5 or more, or that people
 * decided on. Derived from records and decisions (rule 1 of the rules of correctness), kept by the pipeline.
 */
export const LinkSchema = z.strictObject({
  /** `linkIdOf` the two records. */
  id: z.string(),
  /** The two records, smaller id first. */
  recordIds: z.tuple([z.string(), z.string()]),
  /** Versions of the two records that were compared (`versionKey`), in the same order. */
  versionKeys: z.tuple([z.string(), z.string()]),
  /** Feeds of the two records, in the same order. */
  feeds: z.tuple([FeedNameSchema, FeedNameSchema]),
  /** GB/T 2260 codes of the two records' places, in the same order. */
  regionCodes: z.tuple([z.string().nullable(), z.string().nullable()]),
  status: z.enum(LINK_STATUSES),
  /** Set when `status` is REVIEW, else null. */
  reason: z.enum(LINK_REVIEW_REASONS).nullable(),
  /** 0 to 1. */
  probability: z.number().min(0).max(1),
  /** Log2 odds before they became a probability. */
  weight: z.number(),
  /** What had to agree and does, e.g. `QUOTED_NUMBER`; null when the two are together for another reason. */
  rule: z.string().nullable(),
  fields: z.array(LinkFieldEvidenceSchema),
  /** Version of the weights that were used. */
  version: z.string(),
  /** Standing disputes that have one of the two records, as member or as recurrence; sorted. */
  disputeIds: z.array(z.string()),
  /** The decision of people that holds for this pair: `_id` of its row, who, and why. Null when a machine decided. */
  decidedBy: z
    .strictObject({
      decisionId: z.string(),
      kind: z.string(),
      partner: z.string(),
      actor: z.string(),
      note: z.string().nullable(),
      at: DateTimeSchema,
    })
    .nullable(),
  /** When this row last changed, UTC. */
  at: DateTimeSchema,
});
export type Link = z.infer<typeof LinkSchema>;

/** `<smaller record id>|<larger>`: the same whichever record is named first. */
export function linkIdOf(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`;
}

/**
 * A record that looks like more of a dispute which a machine must not change (closed, confirmed or litigated): it has no code of its own,
 * and reopening is proposed. It becomes a member when the dispute is reopened or people confirm the link, and founds its own when they reject it.
 */
export const RecurrenceSchema = z.strictObject({
  recordId: z.string(),
  feed: FeedNameSchema,
  /** Member of the dispute that it is most like. */
  linkedTo: z.string(),
  probability: z.number().min(0).max(1),
  /** When it was attached, UTC. */
  attachedAt: DateTimeSchema,
});
export type Recurrence = z.infer<typeof RecurrenceSchema>;
