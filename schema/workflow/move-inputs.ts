import { z } from 'zod';
import { DateTimeSchema } from '../canonical/date-time.ts';
import { STAGES } from '../canonical/workflow-timer.ts';
import { AgencySchema } from '../canonical/workflow.ts';
import type { Move } from '../vocabulary/workflow-moves.ts';
import { DISPUTE_CATEGORIES, RESOLUTION_METHODS } from '../vocabulary/tables.ts';
import { REFERRAL_TIERS, SATISFACTIONS, URGENCIES, WHISTLES } from '../vocabulary/workflow-terms.ts';

const text = z.string().trim().min(1).max(2_000);
const textOrNull = text.nullable().default(null);
const name = z.string().trim().min(1).max(200);
const people = z.array(name).max(100).default([]);
const reason = z.strictObject({ reason: text });
const nothing = z.strictObject({});
const methodCode = z
  .string()
  .refine(
    (code) => RESOLUTION_METHODS.has(code),
    'is no code of GB/T 31000 table 93; write one, e.g. 0103 for 人民调解',
  );
const amountFen = z.int().nonnegative().max(Number.MAX_SAFE_INTEGER);

/** What each move needs to be told; kept as the event's `data`. Times carry their offset, money is fen. */
export const MOVE_INPUTS = {
  REGISTER: nothing,
  TRIAGE: z.strictObject({
    urgency: z.enum(URGENCIES),
    /** GB/T 31000 table 91 code; null: that of the records holds. */
    category: z
      .string()
      .refine((code) => DISPUTE_CATEGORIES.has(code), 'is no code of GB/T 31000 table 91')
      .nullable()
      .default(null),
  }),
  REFER: z.strictObject({
    agency: AgencySchema,
    committeeCode: AgencySchema.nullable().default(null),
    name: name.nullable().default(null),
    tier: z.enum(REFERRAL_TIERS).nullable().default(null),
  }),
  ACCEPT: nothing,
  RETURN: z.strictObject({
    reason: text,
    /** Whose it is, when the agency says "not ours": the next referral goes there. */
    theirs: AgencySchema.nullable().default(null),
    theirsName: name.nullable().default(null),
  }),
  START_MEDIATION: nothing,
  RECORD_SESSION: z.strictObject({
    heldAt: DateTimeSchema,
    methodCode,
    result: textOrNull,
    mediators: people,
    present: people,
  }),
  AGREE: z
    .strictObject({
      form: z.enum(['ORAL', 'WRITTEN']),
      methodCode,
      terms: textOrNull,
      amountFen: amountFen.nullable().default(null),
      instalments: z
        .array(z.strictObject({ dueAt: DateTimeSchema, amountFen: amountFen.positive() }))
        .max(120)
        .default([]),
    })
    .refine(
      ({ amountFen: total, instalments }) =>
        instalments.length === 0 || instalments.reduce((sum, one) => sum + one.amountFen, 0) === total,
      { path: ['instalments'], error: 'do not add up to amountFen; write all of them, in fen' },
    ),
  FAIL: z.strictObject({ reason: text, outcome: z.enum(['NO_AGREEMENT', 'UNREACHABLE', 'REFUSED']) }),
  LITIGATE: z.strictObject({
    court: name.nullable().default(null),
    caseNumber: name.nullable().default(null),
  }),
  SUSPEND: reason,
  RESUME: nothing,
  REQUEST_CONFIRMATION: z.strictObject({ court: name.nullable().default(null) }),
  CONFIRM: z.strictObject({ number: name.nullable().default(null), decidedAt: DateTimeSchema }),
  REFUSE_CONFIRMATION: z.strictObject({ number: name.nullable().default(null), decidedAt: DateTimeSchema }),
  INSTALMENT_PAID: z.strictObject({ no: z.int().positive(), paidAt: DateTimeSchema }),
  INSTALMENT_MISSED: z.strictObject({ no: z.int().positive() }),
  FOLLOW_UP: z.strictObject({ satisfaction: z.enum(SATISFACTIONS) }),
  CLOSE: nothing,
  REOPEN: reason,
  REDO: reason,
  EXTEND: z.strictObject({ until: DateTimeSchema, reason: text }),
  WITHDRAW: reason,
  TRANSFER_CRIMINAL: z.strictObject({ reason: text, agency: AgencySchema.nullable().default(null) }),
  SUPERVISE: nothing,
  WHISTLE: z.strictObject({ kind: z.enum(WHISTLES), agencies: z.array(AgencySchema).min(1).max(50) }),
  SOON_DUE: z.strictObject({ due: DateTimeSchema, stage: z.enum(STAGES) }),
  OVERDUE: z.strictObject({ due: DateTimeSchema, stage: z.enum(STAGES) }),
  INSTALMENT_DUE: z.strictObject({ due: DateTimeSchema, no: z.int().positive() }),
  FOLLOW_UP_DUE: z.strictObject({ due: DateTimeSchema }),
} as const satisfies Record<Move, z.ZodType>;

/** What a move is told, as its schema reads it. */
export type MoveInput<Name extends Move> = z.infer<(typeof MOVE_INPUTS)[Name]>;
