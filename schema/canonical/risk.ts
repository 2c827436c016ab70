import { z } from 'zod';
import { COLOUR_DECISIONS, COLOURS, RISK_FACTORS } from '../vocabulary/risk-terms.ts';
import { FeedNameSchema } from '../vocabulary/feeds.ts';
import { DateTimeSchema } from './date-time.ts';

export const ColourSchema = z.enum(COLOURS);

/** What a factor rests on: a record, and the words in it that were taken so. */
export const RiskEvidenceSchema = z.strictObject({
  recordId: z.string(),
  feed: FeedNameSchema,
  /** Quoted as the record has them, null where a whole record counts. */
  words: z.string().nullable(),
});
export type RiskEvidence = z.infer<typeof RiskEvidenceSchema>;

/** One factor that gave points, or that was looked at and gave none. */
export const RiskFactorSchema = z.strictObject({
  name: z.enum(RISK_FACTORS),
  /** What was found: contacts, feeds, people, fen, hours overdue … in `unit`. */
  value: z.number(),
  unit: z.string(),
  points: z.number(),
  /** In a sentence, in Chinese as in the rules. */
  note: z.string(),
  evidence: z.array(RiskEvidenceSchema),
  /** Version of the rules that gave the points. */
  ruleVersion: z.string(),
});
export type RiskFactor = z.infer<typeof RiskFactorSchema>;

/** What a machine thinks of a dispute at one moment: the same for the same dispute, records, rules, earlier colour and moment. */
export const RiskAssessmentSchema = z.strictObject({
  /** 0 to 100. */
  score: z.number().min(0).max(100),
  /** With hysteresis against the colour before. */
  colour: ColourSchema,
  /** Every factor, by points, the most first. */
  factors: z.array(RiskFactorSchema),
  ruleVersion: z.string(),
  /** Moment that it holds for, UTC. */
  asOf: DateTimeSchema,
  /** First moment after `asOf` at which it would be another without a new record or move; null when never. UTC. */
  nextAt: DateTimeSchema.nullable(),
});
export type RiskAssessment = z.infer<typeof RiskAssessmentSchema>;

/** What a person decided about a colour: a row of `decisions`, insert-only. The latest one in force holds. */
export const ColourDecisionSchema = z.strictObject({
  id: z.string(),
  disputeId: z.string(),
  kind: z.enum(COLOUR_DECISIONS),
  /** Colour that holds until `expiresAt`; null for CLEAR. Of CONFIRM: the machine's colour at that time. */
  colour: ColourSchema.nullable(),
  reason: z.string(),
  /** UTC; null: until it is cleared. RAISE and LOWER must have one. */
  expiresAt: DateTimeSchema.nullable(),
  partner: z.string(),
  actor: z.string(),
  at: DateTimeSchema,
  clientMutationId: z.string(),
  inputHash: z.string(),
});
export type ColourDecision = z.infer<typeof ColourDecisionSchema>;

/** Risk of a dispute as it is shown: kept in the dispute document for lists, filters and counts; derived from `risks`. */
export const DisputeRiskSchema = z.strictObject({
  score: z.number(),
  /** Colour that holds: a person's while one is in force, else the machine's. */
  colour: ColourSchema,
  machineColour: ColourSchema,
  /** A machine's RED waits for a person's CONFIRM. */
  confirmed: z.boolean(),
  factors: z.array(RiskFactorSchema),
  ruleVersion: z.string(),
  asOf: DateTimeSchema,
  nextAt: DateTimeSchema.nullable(),
  /** Since when `colour` holds, UTC. */
  since: DateTimeSchema,
  /** The decision in force, null when none. */
  decision: ColourDecisionSchema.nullable(),
});
export type DisputeRisk = z.infer<typeof DisputeRiskSchema>;
