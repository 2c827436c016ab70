import { z } from 'zod';
import { DATASETS, RIGHT_NAMES } from '../vocabulary/datasets.ts';
import { DISCLOSURE_LEVELS, SENSITIVE_KINDS } from '../vocabulary/disclosure.ts';
import { PURPOSE_NAMES } from '../vocabulary/purposes.ts';
import { DateTimeSchema } from './date-time.ts';
import { SENSITIVITIES } from './sensitivity.ts';

/** How a partner is named everywhere. */
export const PartnerName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, 'write it in small letters, digits and -, e.g. police');

const RegionPrefix = z.string().regex(/^\d{2,12}$/, 'write a division code or its beginning, e.g. "3206"');
const FieldCoordinate = z
  .string()
  .regex(/^[A-Z]\w{0,99}\.[a-z]\w{0,99}$/, 'write a type and its field, e.g. Party.phones');

/** Which rows of a dataset. */
export const GrantRowsSchema = z.strictObject({
  /** Division codes or their beginnings; null for everywhere. */
  regionPrefixes: z.array(RegionPrefix).min(1).max(100).nullable().default(null),
  /** Rows up to this level. */
  sensitivity: z.enum(SENSITIVITIES).default('NORMAL'),
  /** Only what belongs to disputes that are or were referred to the partner itself. */
  ownReferralsOnly: z.boolean().default(false),
  /** Only what belongs to these disputes, by identifier; null for all. */
  disputeIds: z.array(z.string().min(1).max(100)).min(1).max(100).nullable().default(null),
});
export type GrantRows = z.infer<typeof GrantRowsSchema>;

/** What a grant allows, whoever it is for: also what an application asks for. */
export const GrantScopeSchema = z.strictObject({
  dataset: z.enum(DATASETS),
  rows: GrantRowsSchema.prefault({}),
  /** How much of each kind of value is shown; nothing of a kind that is not named. */
  levels: z.partialRecord(z.enum(SENSITIVE_KINDS), z.enum(DISCLOSURE_LEVELS)).default({}),
  /** Fields that are not shown at all, as schema coordinates (`Party.phones`). */
  withheldFields: z.array(FieldCoordinate).max(200).default([]),
  rights: z.array(z.enum(RIGHT_NAMES)).max(20).default([]),
  purposes: z.array(z.enum(PURPOSE_NAMES)).min(1).max(20),
});
export type GrantScope = z.infer<typeof GrantScopeSchema>;

/** For whom and for how long. */
export const GrantSchema = GrantScopeSchema.extend({
  id: z.string().min(1).max(100),
  partner: PartnerName,
  /** Only for this person or service of the partner; null for all of it. */
  actor: z.string().min(1).max(200).nullable(),
  /** In force from this moment (included) to that one (not included), UTC; null for without an end. */
  validFrom: DateTimeSchema,
  validTo: DateTimeSchema.nullable(),
});

/**
 * One grant (授权): what one partner may see and do in one dataset, for which purposes and for how long. Several on one dataset add up: a row is
 * in scope when any of them reaches it.
 */
export type Grant = z.infer<typeof GrantSchema>;

/** Whether a grant is in force at a moment. */
export function isInForce(
  { validFrom, validTo }: Pick<Grant, 'validFrom' | 'validTo'>,
  nowMs: number,
): boolean {
  return Date.parse(validFrom) <= nowMs && (validTo === null || nowMs < Date.parse(validTo));
}
