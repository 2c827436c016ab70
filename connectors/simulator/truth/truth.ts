import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { FeedNameSchema } from '../../../schema/vocabulary/feeds.ts';
import { SIGNALS } from '../quarrels/course/course.ts';
import { SERIOUS_EVENTS } from '../quarrels/course/serious-events.ts';

const HARD_NEGATIVES = ['sameCaller', 'namesake', 'sameBuilding', 'sameCounterparty'] as const;

/**
 * What really is behind one record: what linking, `nature` and risk are measured against. One JSON line a record in `truth.jsonl`. Records
 * with the same `quarrelId` belong together; no two others do.
 */
export const TruthSchema = z.strictObject({
  feed: FeedNameSchema,
  sourceId: z.string(),
  quarrelId: z.string().nullable(),
  /** True when the record is about a dispute. */
  nature: z.boolean(),
  /** GB/T 31000 category of the quarrel; null for everyday business. */
  category: z.string().nullable(),
  /** Kind of quarrel or topic of everyday business. */
  kind: z.string(),
  /** Everyday business whose text speaks of disputes all the same. */
  misleading: z.boolean(),
  /** Look-alike: the earlier quarrel that this one resembles and by what; they are two. */
  resembles: z.strictObject({ quarrelId: z.string(), by: z.enum(HARD_NEGATIVES) }).nullable(),
  /** Part of a quarrel with 20 reporters or more. */
  group: z.boolean(),
  /**
   * The serious event in which the quarrel of this record ends, when it was (RFC 3339, +08:00), and whether this record was reported before it, reports
   * it, or came later. Null for quarrels that never escalate. What risk is measured against.
   */
  escalation: z
    .strictObject({
      event: z.enum(SERIOUS_EVENTS),
      at: z.iso.datetime({ offset: true }),
      phase: z.enum(['before', 'event', 'after']),
    })
    .nullable(),
  /** What it says of danger beside its matter: a warning, one of the false signals, or the event; null for most. */
  signal: z.enum(SIGNALS).nullable(),
  /** Of several contacts with the agencies, which this is: 0 is the first. */
  contact: z.int().nonnegative(),
  /** Number of the reporting person; the same person has the same number. Null where nobody is named (311). */
  reporter: z.int().nonnegative().nullable(),
  /** County in which it was taken, 6 digits; empty for 311. */
  countyCode: z.string(),
  /** Source ids of the records whose numbers it quotes. */
  quotes: z.array(z.string()),
  /** Names of the noises of `noise/model.ts` that were applied to it. */
  noise: z.array(z.string()),
});
export type Truth = z.infer<typeof TruthSchema>;
export type HardNegative = (typeof HARD_NEGATIVES)[number];

/** Reads a truth file line by line. @throws ZodError with the line's fault */
export async function* readTruth(path: string): AsyncGenerator<Truth> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) if (line !== '') yield TruthSchema.parse(JSON.parse(line));
}
