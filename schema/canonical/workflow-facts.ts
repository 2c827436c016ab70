import { z } from 'zod';
import { DateTimeSchema } from './date-time.ts';

const count = z.int().nonnegative();

/** How often a deadline was kept. */
const KeptSchema = z.strictObject({ inTime: count, late: count });

/**
 * What the indicators of docs/workflow.md count of one dispute: a fold of its events beside the workflow, so that the store can add it up over
 * many disputes without reading their events.
 */
export const WorkflowFactsSchema = z.strictObject({
  /** Agency and committee of the last referral: to them the dispute counts. */
  agency: z.string().nullable(),
  committeeCode: z.string().nullable(),
  referrals: count,
  returns: count,
  redos: count,
  extensions: count,
  /** Referrals that are answered (受理, 退单), or ended otherwise when their time was over. */
  answers: KeptSchema,
  /** When the referral that is open must be answered; null when none is. */
  answerDueAt: DateTimeSchema.nullable(),
  /** Times that the clock of settling ended: agreed, failed, litigated. */
  closings: KeptSchema,
  /** Whether the first referral went to the agency that kept it; null while that is not known. */
  firstDispatch: z.enum(['RIGHT', 'WRONG']).nullable(),
  /** Whether handling has come to an end at least once. */
  hasEnded: z.boolean(),
  /** How it stands at its end; null while it is in hand. */
  outcome: z.enum(['SETTLED', 'FAILED', 'LITIGATED', 'WITHDRAWN', 'TRANSFERRED_CRIMINAL']).nullable(),
});
export type WorkflowFacts = z.infer<typeof WorkflowFactsSchema>;
