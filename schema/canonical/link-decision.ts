import { z } from 'zod';
import { DateTimeSchema } from './date-time.ts';

/**
 * What people decide about links:
 * - `LINK_CONFIRMED`: the two records of each pair are about one dispute; a pair of a record with itself says that the record is a dispute (rule 5);
 * - `LINK_REJECTED`: they are not;
 * - `DISPUTES_JOINED`: two disputes are one: `together` is `chainOf` all their active members;
 * - `DISPUTE_PARTED`: some members are a dispute of their own: `apart` is `crossOf` them and the others, `together` may chain either part;
 * - `LINK_DECISION_UNDONE`: the decision `undoes` is as if it had never been taken (which may itself be an undoing).
 */
export const LINK_DECISION_KINDS = [
  'LINK_CONFIRMED',
  'LINK_REJECTED',
  'DISPUTES_JOINED',
  'DISPUTE_PARTED',
  'LINK_DECISION_UNDONE',
] as const;
export type LinkDecisionKind = (typeof LINK_DECISION_KINDS)[number];

const RecordPairSchema = z.tuple([z.string(), z.string()]);
export type RecordPair = z.infer<typeof RecordPairSchema>;

/**
 * A decision of people over record ids: a row of `decisions`, insert-only, that outlives replays and retraining. Of two that contradict each
 * other the later holds. The pipeline applies it and then writes its progress (`decisionProgress`).
 */
export const LinkDecisionSchema = z.strictObject({
  /** Chosen by who writes it, so that a repeat is the same row. */
  id: z.string(),
  kind: z.enum(LINK_DECISION_KINDS),
  /** Every record of `together` and `apart`; of an undoing, those of the decision that it undoes. `recordIdsOf` makes it. */
  recordIds: z.array(z.string()).min(1),
  /** Pairs that are about one dispute. */
  together: z.array(RecordPairSchema),
  /** Pairs that are not. */
  apart: z.array(RecordPairSchema),
  /** Id of the decision that is undone, else null. */
  undoes: z.string().nullable(),
  partner: z.string(),
  actor: z.string(),
  note: z.string().nullable(),
  /** When it was taken, UTC (`…Z`, milliseconds), so that text order is order of time. */
  at: DateTimeSchema,
  /** The caller's own name for the call that took it, unique among those of its partner. */
  clientMutationId: z.string().optional(),
  /** Hash of what was asked, so that a repeat with other input is told apart. */
  inputHash: z.string().optional(),
});
export type LinkDecision = z.infer<typeof LinkDecisionSchema>;

/**
 * What became of a decision: `APPLIED`: the disputes are as it says. `OVERRULED`: a later decision says otherwise for all its pairs.
 * `UNDONE`: it was undone before it was applied. `UNKNOWN_RECORDS`: none of its records is in the store.
 */
export const DECISION_OUTCOMES = ['APPLIED', 'OVERRULED', 'UNDONE', 'UNKNOWN_RECORDS'] as const;
export type DecisionOutcome = (typeof DECISION_OUTCOMES)[number];

/** Distinct records of some pairs, sorted. */
export function recordIdsOf(...pairs: readonly (readonly RecordPair[])[]): string[] {
  return [...new Set(pairs.flat(2))].sort();
}

/** Pairs that hold these records together: each with the next. */
export function chainOf(recordIds: readonly string[]): RecordPair[] {
  return recordIds.slice(1).map((id, index) => [recordIds[index] ?? id, id]);
}

/** Pairs that keep every record of one list from every record of the other. */
export function crossOf(some: readonly string[], others: readonly string[]): RecordPair[] {
  return some.flatMap((one) => others.map((other): RecordPair => [one, other]));
}

const ID_PREFIX = 'link-decision-';
const ID_DIGITS = 10;

/**
 * Id of the `n`-th decision that was taken through the graph, 1 the first. Whoever writes it has seen all before it: two that contradict
 * each other cannot both be written unseen.
 */
export function linkDecisionIdOf(n: number): string {
  return `${ID_PREFIX}${String(n).padStart(ID_DIGITS, '0')}`;
}

/** The number in such an id; 0 for none. */
export function linkDecisionNumberOf(id: string | null): number {
  return id?.startsWith(ID_PREFIX) === true ? Number(id.slice(ID_PREFIX.length)) : 0;
}

/** First id and the one behind the last, for reads in the order of the numbers. */
export const LINK_DECISION_IDS = { from: ID_PREFIX, below: 'link-decision.' } as const;
