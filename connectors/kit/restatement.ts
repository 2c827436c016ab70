import { z } from 'zod';
import { DateTimeSchema } from '../../schema/canonical/date-time.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { RECORD_STATES, type RecordDraft } from '../../schema/canonical/record.ts';
import { parseJsonObject } from './json.ts';
import type { MappingContext } from './mapping-context.ts';

/** Content type of the hub's own message about a record whose state followed from something else than a row of it. */
export const RESTATEMENT_CONTENT_TYPE = 'application/vnd.tributary.restatement+json';

/** Bytes as an agency gave them, with what their mapping needs. */
export interface Original {
  readonly contentType: string;
  readonly profile: string | null;
  readonly bytes: Uint8Array;
}

/** A record as it was last known, said again with another state. */
export interface Restatement {
  /** When it was so: the time of this version. RFC 3339 with offset. */
  readonly asOf: string;
  readonly state: RecordDraft['state'];
  /** Flag of the version, e.g. `GONE_FROM_EXPORT`: capital letters and underscores. */
  readonly reason: string;
  readonly original: Original;
}

const WireSchema = z.object({
  asOf: DateTimeSchema,
  state: z.enum(RECORD_STATES),
  reason: z.string().regex(/^[A-Z][A-Z_]{0,59}$/),
  contentType: z.string().min(1),
  profile: z.string().nullable(),
  bytes: z.base64(),
});

export function isRestatement(contentType: string): boolean {
  return contentType.startsWith(RESTATEMENT_CONTENT_TYPE);
}

/** The same restatement is always the same bytes, so that saying it again is a repeat and no other version. */
export function restatementBytes({ asOf, state, reason, original }: Restatement): Uint8Array {
  const { contentType, profile, bytes } = original;
  const wire: z.infer<typeof WireSchema> = {
    asOf,
    state,
    reason,
    contentType,
    profile,
    bytes: Buffer.from(bytes).toString('base64'),
  };
  return Buffer.from(JSON.stringify(wire));
}

/** @throws HubError HUB_RECORD_UNPARSABLE, HUB_RECORD_INVALID. */
export function readRestatement(message: Uint8Array): Restatement {
  const parsed = WireSchema.safeParse(parseJsonObject(message, 'restatement'));
  if (!parsed.success) {
    throw new HubError(
      'HUB_RECORD_INVALID',
      `restatement: ${z.prettifyError(parsed.error)}; only the hub writes these, let it do so`,
      { cause: parsed.error, field: 'restatement' },
    );
  }
  const { asOf, state, reason, contentType, profile, bytes } = parsed.data;
  return { asOf, state, reason, original: { contentType, profile, bytes: Buffer.from(bytes, 'base64') } };
}

/** What was last told of the record by its agency, whether the message is that itself or says it again. */
export function originalOf(message: Original): Original {
  return isRestatement(message.contentType) ? readRestatement(message.bytes).original : message;
}

type ToDraft = (bytes: Uint8Array, context: MappingContext) => RecordDraft;

/**
 * A feed's mapping that also takes restatements: the draft of the original, at the time and in the state that were said, flagged with the
 * reason.
 */
export function withRestatements(toDraft: ToDraft): ToDraft {
  return (bytes, context) => {
    if (!isRestatement(context.contentType)) return toDraft(bytes, context);
    const { asOf, state, reason, original } = readRestatement(bytes);
    const { contentType, profile } = original;
    const draft = toDraft(original.bytes, { contentType, profile });
    return { ...draft, sourceTime: asOf, state, flags: [...draft.flags, reason] };
  };
}
