import { z } from 'zod';
import { FeedNameSchema } from '../vocabulary/feeds.ts';
import { DateTimeSchema } from './date-time.ts';
import { RecordPartySchema, type PartyDraft } from './party.ts';
import { SENSITIVITIES } from './sensitivity.ts';

/** Whether a record is about a dispute (rule 5 of the rules of correctness). Only DISPUTE, or POSSIBLE confirmed by a link or a person, gets a code. */
export const NATURES = ['DISPUTE', 'POSSIBLE', 'OTHER'] as const;
export type Nature = (typeof NATURES)[number];

/** ACTIVE, or WITHDRAWN: a tombstone version that unlinks the record but stays in the timeline. */
export const RECORD_STATES = ['ACTIVE', 'WITHDRAWN'] as const;

/** What the source says happened, for the timeline: dispatch, arrival, feedback, reply … */
export const RecordEventSchema = z.strictObject({
  at: DateTimeSchema,
  /** Upper-case word of the feed's own code table, e.g. `CALL_TAKEN`, `ON_SCENE`, `CLOSED`. */
  kind: z.string(),
  /** The source's own words, e.g. 接警. */
  label: z.string(),
  note: z.string().nullable(),
});
export type RecordEvent = z.infer<typeof RecordEventSchema>;

/** A code with the label that the source used. */
const CodedSchema = z.strictObject({ code: z.string().nullable(), label: z.string().nullable() });

const PlaceSchema = z.strictObject({
  /** GB/T 2260 code: 6 digits for a county, 9 for a street; null when it cannot be told. */
  regionCode: z.string().nullable(),
  address: z.string().nullable(),
  /** WGS 84 degrees. */
  longitude: z.number().min(-180).max(180).nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
  /** Folded address for matching and search only. */
  matchingAddress: z.string().nullable(),
});

/** Values of one feed that have no canonical place, by the feed's own field names: shown by the feed's subgraph only. */
export const DetailsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
);

/**
 * What one feed says, in the canonical shape. `id` = hash(feed, sourceId); of two versions the one with the larger `versionKey` wins.
 * Dispute fields follow GB/T 31000-2015 tables 30, 90–93.
 */
export const CanonicalRecordSchema = z.strictObject({
  id: z.string(),
  feed: FeedNameSchema,
  sourceId: z.string().min(1).max(200),
  /** Text-comparable version: UTC instant of the source time, `|`, content hash. */
  versionKey: z.string(),
  /** When the source last changed this record, with offset. */
  sourceTime: DateTimeSchema,
  /** When a connector first took this version in, with offset. */
  receivedAt: DateTimeSchema,
  contentHash: z.string(),
  state: z.enum(RECORD_STATES),
  nature: z.enum(NATURES),
  /** The rule that decided `nature`, e.g. `police110.type.dispute`. */
  natureRule: z.string(),
  /** GB/T 31000 table 91 category (2 or 4 digits), or null. */
  category: z.string().nullable(),
  categoryRule: z.string().nullable(),
  /** The source's own category words, from wide to narrow. */
  sourceCategory: z.array(z.string()),
  title: z.string(),
  narrative: z.string().nullable(),
  status: CodedSchema,
  reportedAt: DateTimeSchema,
  occurredAt: DateTimeSchema.nullable(),
  closedAt: DateTimeSchema.nullable(),
  place: PlaceSchema,
  parties: z.array(RecordPartySchema).max(500),
  /** The record's own business numbers (接警单编号, 工单号, 案号), first the source id. */
  numbers: z.array(z.string()),
  /** Numbers of other records quoted in the text or in a field for it. */
  quotedNumbers: z.array(z.string()),
  /** Money at stake, integer fen, or null. */
  amountFen: z.int().nonnegative().nullable(),
  /** Number of people involved when the source says so. */
  peopleInvolved: z.int().nonnegative().nullable(),
  events: z.array(RecordEventSchema),
  details: DetailsSchema,
  /** Findings that did not stop the record, e.g. `SOURCE_TIME_AHEAD`, `ID_CHECK_DIGIT_WRONG`, `UNKNOWN_COLUMNS:x,y`. */
  flags: z.array(z.string()),
  sensitivity: z.enum(SENSITIVITIES),
  /** The rule that raised it, e.g. `sensitivity.v1:domestic-violence`; null for NORMAL. */
  sensitivityRule: z.string().nullable(),
});
export type CanonicalRecord = z.infer<typeof CanonicalRecordSchema>;

/**
 * What a feed's mapping makes of one source row: everything that needs knowledge of that feed and nothing that needs the hub's.
 * `streams/stages/normalise` turns it into a `CanonicalRecord` (ids, version, folding, region, category, nature, quoted numbers).
 */
export interface RecordDraft {
  readonly sourceId: string;
  readonly sourceTime: string;
  readonly state: CanonicalRecord['state'];
  readonly sourceCategory: readonly string[];
  readonly title: string;
  readonly narrative: string | null;
  readonly status: CanonicalRecord['status'];
  readonly reportedAt: string;
  readonly occurredAt: string | null;
  readonly closedAt: string | null;
  readonly place: {
    readonly regionCode: string | null;
    readonly address: string | null;
    readonly longitude: number | null;
    readonly latitude: number | null;
  };
  readonly parties: readonly PartyDraft[];
  readonly numbers: readonly string[];
  /** Numbers that the row quotes in a field made for it; those in free text are found by normalise. */
  readonly quotedNumbers: readonly string[];
  readonly amountFen: number | null;
  readonly peopleInvolved: number | null;
  readonly events: CanonicalRecord['events'];
  readonly details: CanonicalRecord['details'];
  readonly flags: readonly string[];
  /** The row's own columns by the source's names, top level, as parsed: for watching the shape of what an agency sends. Never stored. */
  readonly columns: Readonly<Record<string, unknown>>;
}
