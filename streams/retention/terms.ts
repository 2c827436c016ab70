import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { FeedNameSchema, type FeedName } from '../../schema/vocabulary/feeds.ts';

/** How long what has to do with people is kept, in days; null: without a term. */
export interface RetentionTerms {
  /** Name of the rules, written down with all that they end. */
  readonly version: string;
  /** Bytes and words of dead letters; that there was one, and why, stays. */
  readonly deadLettersDays: number | null;
  /** Bytes of versions that were refused, from when they were received; that there was one stays, and so does their dead letter for its own term. */
  readonly refusedDays: number | null;
  /** What agencies were told, once they have taken it or it was given up. */
  readonly deliveriesDays: number | null;
  /** Disputes that are closed, or that nobody ever took up, with their records and all that was made of them; from their last activity. */
  readonly disputesDays: number | null;
  /** Records that belong to no dispute; of all feeds alike, or by feed. */
  readonly recordsDays: number | null | Readonly<Partial<Record<FeedName, number | null>>>;
}

export const DEFAULT_TERMS: RetentionTerms = {
  version: 'default-2',
  deadLettersDays: 180,
  refusedDays: 30,
  deliveriesDays: 365,
  disputesDays: null,
  recordsDays: null,
};

const VARIABLE = 'TRIBUTARY_RETENTION_FILE';
/** Shorter than the topics keep the same in clear, a term would say what is not so. */
const TOPICS_KEEP_DAYS = 30;
const Days = z.int().min(TOPICS_KEEP_DAYS).max(36_500).nullable().optional();
const TermsSchema = z.strictObject({
  version: z.string().min(1).max(100),
  deadLettersDays: Days,
  refusedDays: Days,
  deliveriesDays: Days,
  disputesDays: Days,
  recordsDays: z.union([Days, z.partialRecord(FeedNameSchema, Days)]).optional(),
});

/** Reads a file of terms; null: `DEFAULT_TERMS`. @throws HubError HUB_CONFIG_INVALID naming the file and the place in it. */
export function readTerms(file: string | null): RetentionTerms {
  if (file === null) return DEFAULT_TERMS;
  try {
    const told = TermsSchema.parse(parse(readFileSync(file, 'utf8')));
    const given = Object.entries(told).filter(([, value]) => value !== undefined);
    return { ...DEFAULT_TERMS, ...(Object.fromEntries(given) as Partial<RetentionTerms>) };
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${VARIABLE}: ${file}: ${why}; correct it, or unset ${VARIABLE} for the terms that the hub comes with`,
      { cause, field: VARIABLE },
    );
  }
}
