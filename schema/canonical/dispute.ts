import { z } from 'zod';
import { FeedNameSchema } from '../vocabulary/feeds.ts';
import { DateTimeSchema } from './date-time.ts';
import { RecurrenceSchema } from './link.ts';
import { PARTY_KINDS, PARTY_ROLES } from './party.ts';
import { RECORD_STATES } from './record.ts';
import { SENSITIVITIES } from './sensitivity.ts';
import { DisputeWorkflowSchema, OutboxEntrySchema } from './workflow.ts';

/** One record's place in a dispute, with why it is there (every link can be explained). */
export const DisputeMemberSchema = z.strictObject({
  recordId: z.string(),
  feed: FeedNameSchema,
  /** Rule that brought it in: `FOUNDER`, a `LinkRule` of its best link, `LIKENESS`, `DECIDED_BY_PEOPLE` or `IN_HAND`. */
  rule: z.string(),
  /** The record it was linked to, null for the founder. */
  linkedTo: z.string().nullable(),
  /** WITHDRAWN: taken back by its agency; it links nothing any more but stays in the timeline. */
  state: z.enum(RECORD_STATES),
  linkedAt: DateTimeSchema,
});
export type DisputeMember = z.infer<typeof DisputeMemberSchema>;

/** A party of the dispute: the same person or organisation over all its records. */
export const DisputePartySchema = z.strictObject({
  /** `party-<hash of the dispute>-<hash>` of the dispute and of the place where a record named it first: of no value. */
  id: z.string(),
  kind: z.enum(PARTY_KINDS),
  roles: z.array(z.enum(PARTY_ROLES)),
  name: z.string().nullable(),
  phones: z.array(z.string()),
  idNumber: z.string().nullable(),
  addresses: z.array(z.string()),
  recordIds: z.array(z.string()),
});
export type DisputeParty = z.infer<typeof DisputePartySchema>;

/**
 * The real-world quarrel that records of several feeds are about: one dispute, one code (一案一码). Membership lives here, changed by
 * compare-and-set on `rev`. A merged dispute keeps its code for ever and points to its survivor.
 */
export const DisputeSchema = z.strictObject({
  id: z.string(),
  /** Human-readable unified code, unique: `T-<county>-<yymmdd>-<5 characters><check character>`. */
  code: z.string(),
  rev: z.int().nonnegative(),
  /** Fixed when founded: UTC instant of the founding record's report, `|`, its id. Of two disputes that prove to be one, the smaller survives. */
  foundingKey: z.string(),
  state: z.enum(['ACTIVE', 'MERGED', 'WITHDRAWN']),
  mergedInto: z.string().nullable(),
  /** Ids of disputes being merged into this one: an outbox entry, emptied by the sweeper once the other side is done. */
  absorbing: z.array(z.string()),
  members: z.array(DisputeMemberSchema),
  /** Records that look like more of it since it is closed, confirmed or litigated (rule 6): reopening is proposed. */
  recurrences: z.array(RecurrenceSchema),
  feeds: z.array(FeedNameSchema),
  title: z.string(),
  category: z.string().nullable(),
  regionCode: z.string().nullable(),
  address: z.string().nullable(),
  parties: z.array(DisputePartySchema),
  amountFen: z.int().nonnegative().nullable(),
  /** The highest of its active members; of all when none is active. */
  sensitivity: z.enum(SENSITIVITIES),
  /** The highest of all its members, those taken back too: whoever may not see so much sees nothing of it. Absent in what was written before. */
  guard: z.enum(SENSITIVITIES).optional(),
  /** `reachesOf` its members: who may see all of it. Absent in what was written before: then only whoever may see everything. */
  reach: z.array(z.string()).optional(),
  openedAt: DateTimeSchema,
  lastActivityAt: DateTimeSchema,
  /** How it is handled; null until a partner registers it. Changed by moves alone (docs/workflow.md); linking carries it through as it is. */
  workflow: DisputeWorkflowSchema.nullable(),
  /** Moves that are not yet told, in their order; linking carries them through as they are. */
  outbox: z.array(OutboxEntrySchema),
});
export type Dispute = z.infer<typeof DisputeSchema>;
