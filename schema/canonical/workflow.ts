import { z } from 'zod';
import { MOVES } from '../vocabulary/workflow-moves.ts';
import {
  REFERRAL_TIERS,
  SATISFACTIONS,
  URGENCIES,
  WHISTLES,
  WORKFLOW_STATES,
} from '../vocabulary/workflow-terms.ts';
import { FeedNameSchema } from '../vocabulary/feeds.ts';
import { DateTimeSchema } from './date-time.ts';
import { WorkflowFactsSchema } from './workflow-facts.ts';
import { TimerSchema } from './workflow-timer.ts';

export const WorkflowStateSchema = z.enum(WORKFLOW_STATES);
export const MoveSchema = z.enum(MOVES);

/** Name of an agency that acts or is called: a partner of the hub (`police`, `court`), or the code of a mediation committee. */
export const AgencySchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'an agency is 1 to 64 letters, digits, dots, hyphens, e.g. court',
  );

/** Whom a dispute was referred to (转办). */
export const ReferralSchema = z.strictObject({
  /** Partner that may accept or return it. Of a committee: the partner that keeps it, `grid`. */
  agency: AgencySchema,
  /** Set when it is a mediation committee (人民调解委员会): its code, under which a partner may also act for it. */
  committeeCode: AgencySchema.nullable(),
  /** Name as people read it. */
  name: z.string().nullable(),
  tier: z.enum(REFERRAL_TIERS).nullable(),
  at: DateTimeSchema,
  status: z.enum(['OPEN', 'ACCEPTED', 'RETURNED']),
});
export type Referral = z.infer<typeof ReferralSchema>;

/** One sitting of mediation (GB/T 31000-2015: 化解方式 of table 93, 化解结果, 化解人). */
export const MediationSessionSchema = z.strictObject({
  no: z.int().positive(),
  heldAt: DateTimeSchema,
  /** Code of GB/T 31000 table 93, e.g. `0103` 人民调解. */
  methodCode: z.string(),
  result: z.string().nullable(),
  mediators: z.array(z.string()),
  present: z.array(z.string()),
});

/** What the parties agreed on. */
export const AgreementSchema = z.strictObject({
  agreedAt: DateTimeSchema,
  form: z.enum(['ORAL', 'WRITTEN']),
  methodCode: z.string(),
  terms: z.string().nullable(),
  amountFen: z.int().nonnegative().nullable(),
});

export const InstalmentSchema = z.strictObject({
  no: z.int().positive(),
  dueAt: DateTimeSchema,
  amountFen: z.int().positive(),
  status: z.enum(['DUE', 'PAID', 'MISSED']),
  paidAt: DateTimeSchema.nullable(),
});
export type Instalment = z.infer<typeof InstalmentSchema>;

/** Judicial confirmation of an agreement (司法确认). */
export const ConfirmationSchema = z.strictObject({
  requestedAt: DateTimeSchema,
  court: z.string().nullable(),
  status: z.enum(['REQUESTED', 'CONFIRMED', 'REFUSED']),
  decidedAt: DateTimeSchema.nullable(),
  /** Number of the ruling, e.g. `（2026）苏0612诉前调确56号`. */
  number: z.string().nullable(),
});

/** One move, as it is kept for ever: who, when, why, and all that a replay needs (`data`). The workflow is the fold of its events. */
export const WorkflowEventSchema = z.strictObject({
  /** `workflowEventIdOf(dispute, seq, kind)`. */
  id: z.string(),
  /** 1 for the first event of a dispute, without gaps; also the version of the workflow after it. */
  seq: z.int().positive(),
  kind: MoveSchema,
  from: WorkflowStateSchema.nullable(),
  to: WorkflowStateSchema,
  at: DateTimeSchema,
  /** Partner of the caller; `hub` for the hub's own clock. */
  partner: z.string(),
  actor: z.string(),
  note: z.string().nullable(),
  clientMutationId: z.string().nullable(),
  /** Hash of what was asked, so that a repeat with other input is told apart. */
  inputHash: z.string(),
  /** Machine and deadlines that were in force. */
  ruleVersion: z.string(),
  /** When it is due after this event, as computed then; null when nothing is running. */
  dueAt: DateTimeSchema.nullable(),
  /** What the hub will do by itself after this event, earliest first, as found then. */
  timers: z.array(TimerSchema),
  /** The move's own input, as `MoveInputs` of `schema/workflow/move-inputs.ts` describe it. */
  data: z.record(z.string(), z.json()),
});
export type WorkflowEvent = z.infer<typeof WorkflowEventSchema>;

/** Where the handling of a dispute stands: the fold of `events`, see `schema/workflow/evolve.ts`. */
export const DisputeWorkflowSchema = z.strictObject({
  state: WorkflowStateSchema,
  /** `seq` of the last event. */
  version: z.int().positive(),
  urgency: z.enum(URGENCIES).nullable(),
  /** GB/T 31000 table 91 code as triaged; null: that of the dispute's records holds. */
  category: z.string().nullable(),
  /** Agency that has it in hand: the one that accepted it. */
  responsible: z.string().nullable(),
  referral: ReferralSchema.nullable(),
  /** When it must be settled, UTC; null before triage, while suspended and once settled or ended. */
  dueAt: DateTimeSchema.nullable(),
  suspendedSince: DateTimeSchema.nullable(),
  /** State to return to, and the due time that ran, while suspended. */
  suspendedFrom: WorkflowStateSchema.nullable(),
  suspendedDueAt: DateTimeSchema.nullable(),
  sessions: z.array(MediationSessionSchema),
  agreement: AgreementSchema.nullable(),
  instalments: z.array(InstalmentSchema),
  confirmation: ConfirmationSchema.nullable(),
  satisfaction: z.enum(SATISFACTIONS).nullable(),
  /** Whether anybody supervises it (督办). */
  supervised: z.boolean(),
  /** Agencies that a whistle has called (吹哨报到), the last call last. */
  whistles: z.array(
    z.strictObject({ kind: z.enum(WHISTLES), agencies: z.array(AgencySchema), at: DateTimeSchema }),
  ),
  registeredAt: DateTimeSchema,
  /** When an agreement was last reached; null when none stands. */
  settledAt: DateTimeSchema.nullable(),
  closedAt: DateTimeSchema.nullable(),
  /** Those of the last event. */
  timers: z.array(TimerSchema),
  /** What the indicators count. */
  facts: WorkflowFactsSchema,
  events: z.array(WorkflowEventSchema),
});
export type DisputeWorkflow = z.infer<typeof DisputeWorkflowSchema>;

/**
 * What is told of one move: value of a message of the workflow topic, key = dispute id. Written down in the dispute together with the move,
 * so that every copy of it says the same.
 */
export const WorkflowMessageSchema = z.strictObject({
  /** The event's id: a consumer that has seen it drops the message. */
  id: z.string(),
  disputeId: z.string(),
  code: z.string(),
  title: z.string(),
  regionCode: z.string().nullable(),
  category: z.string().nullable(),
  feeds: z.array(FeedNameSchema),
  recordIds: z.array(z.string()),
  event: WorkflowEventSchema,
  /** The workflow after the event. */
  workflow: DisputeWorkflowSchema.pick({
    state: true,
    version: true,
    urgency: true,
    responsible: true,
    referral: true,
    dueAt: true,
    supervised: true,
  }),
});
export type WorkflowMessage = z.infer<typeof WorkflowMessageSchema>;

/** What a dispute has still to tell, in order. The publisher takes an entry out once it is in `decisions` and in the topic. */
export const OutboxEntrySchema = z.strictObject({ id: z.string(), message: WorkflowMessageSchema });
export type OutboxEntry = z.infer<typeof OutboxEntrySchema>;
