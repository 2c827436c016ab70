import { z } from 'zod';
import { DateTimeSchema } from './date-time.ts';

/** Moves that the hub makes by itself when their time has come; each is the kind of an event. */
export const TIMER_KINDS = [
  'SOON_DUE',
  'OVERDUE',
  'INSTALMENT_DUE',
  'INSTALMENT_MISSED',
  'FOLLOW_UP_DUE',
] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];

/** Parts of the handling that have a deadline of their own: answering a referral, settling, asking the parties afterwards, paying. */
export const STAGES = ['ACCEPT', 'SETTLE', 'FOLLOW_UP', 'INSTALMENT'] as const;
export type Stage = (typeof STAGES)[number];

/** Something that the hub will do to a dispute at a time, unless a move comes before. All times UTC. */
export const TimerSchema = z.strictObject({
  kind: z.enum(TIMER_KINDS),
  stage: z.enum(STAGES),
  /** Number of the instalment; null for other stages. */
  no: z.int().positive().nullable(),
  /** The deadline that it is about. */
  dueAt: DateTimeSchema,
  /** When it fires: before the deadline when it announces it. */
  fireAt: DateTimeSchema,
  /** Agreements that were reached before: of the same deadline after another agreement there is another timer. */
  round: z.int().nonnegative(),
  /** Version of the deadlines that set it. */
  ruleVersion: z.string(),
});
export type Timer = z.infer<typeof TimerSchema>;
