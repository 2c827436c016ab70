import { z } from 'zod';
import { FeedNameSchema } from '../vocabulary/feeds.ts';
import { DateTimeSchema } from './date-time.ts';
import { DetailsSchema, RECORD_STATES } from './record.ts';

/** What an agency keeps lists of, that its records name by code: 网格, 社区(村), 人民调解委员会, 人民调解员. */
export const REFERENCE_KINDS = ['GRID', 'COMMUNITY', 'MEDIATION_COMMITTEE', 'MEDIATOR'] as const;
export const ReferenceKindSchema = z.enum(REFERENCE_KINDS);
export type ReferenceKind = z.infer<typeof ReferenceKindSchema>;

/**
 * One entry of such a list, in its latest version. It is no record: nobody reported it, it has no dispute and is not counted as one.
 * `id` = hash(feed, kind, code); of two versions the one with the larger `versionKey` wins, as of records.
 */
export const ReferenceSchema = z.strictObject({
  id: z.string(),
  feed: FeedNameSchema,
  kind: ReferenceKindSchema,
  /** The agency's own code; records and other entries name it by this. */
  code: z.string().min(1).max(200),
  name: z.string().min(1),
  /** GB/T 2260 code: 6 digits for a county, 9 for a street; null when it cannot be told. */
  regionCode: z.string().nullable(),
  /** WITHDRAWN when the agency no longer uses it: old records may still name it. */
  state: z.enum(RECORD_STATES),
  versionKey: z.string(),
  /** When the agency last changed it, with offset. */
  sourceTime: DateTimeSchema,
  /** When a connector took this version in, with offset. */
  receivedAt: DateTimeSchema,
  contentHash: z.string(),
  /** Of a grid: the community that it lies in. */
  communityCode: z.string().nullable(),
  /** Of a grid: the committee that mediates there (网格 × 调解组织). Of a mediator: the committee that they belong to. */
  committeeCode: z.string().nullable(),
  /**
   * What else the agency tells, by kind. GRID: communityName, workerName, workerPhone, households. COMMUNITY: population.
   * MEDIATION_COMMITTEE: committeeKind, level, address, phone, establishedOn. MEDIATOR: gender, specialities, phone, fullTime,
   * certificateNumber.
   */
  details: DetailsSchema,
});
export type Reference = z.infer<typeof ReferenceSchema>;

/** What a feed's mapping makes of one row of such a list; the pipeline adds id, version and envelope. */
export type ReferenceDraft = Readonly<
  Pick<
    Reference,
    | 'kind'
    | 'code'
    | 'name'
    | 'regionCode'
    | 'state'
    | 'sourceTime'
    | 'communityCode'
    | 'committeeCode'
    | 'details'
  >
>;

/** Under which an entry is known within its feed, `GRID:320612001007`: subject and key of its messages. */
export function referenceKeyOf(kind: ReferenceKind, code: string): string {
  return `${kind}:${code}`;
}

/** Reads `referenceKeyOf` back; undefined when it is none. */
export function readReferenceKey(key: string): { kind: ReferenceKind; code: string } | undefined {
  const end = key.indexOf(':');
  const kind = REFERENCE_KINDS.find((name) => name === key.slice(0, end));
  const code = key.slice(end + 1);
  return kind === undefined || code === '' ? undefined : { kind, code };
}
