import { z } from 'zod';
import type { Feed } from '../../connectors/kit/feed.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { digest, rawRecordIdOf, referenceIdOf } from '../../schema/canonical/ids.ts';
import {
  readReferenceKey,
  ReferenceSchema,
  type Reference,
  type ReferenceDraft,
} from '../../schema/canonical/reference.ts';
import type { DeadLetter } from '../../schema/topics/dead-letter.ts';
import { originalHashOf, sourceRecordOf } from '../../schema/topics/envelope.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import {
  ERASED_DRAFT_TYPE,
  erasedNoteOf,
  eraseReferenceDraft,
  referenceWith,
} from '../erasure/erased-version.ts';
import type { RewrittenRow } from '../erasure/rewritten-rows.ts';
import type { Tombstones } from '../erasure/tombstones.ts';
import type { HandoffMessage } from '../kafka/handoff-queue.ts';
import { versionOf } from '../stages/normalise/version.ts';
import { deadLetterOfMessage } from './pipeline-dead-letters.ts';
import type { RawReference } from './raw-version.ts';
import { refusedMessage } from './refused-message.ts';

/** What becomes of one message of a reference topic: an entry, or a dead letter and never both. */
export interface ReferenceOutcome {
  /** Kept also when the mapping refused it; null when not even the envelope could be read. */
  readonly raw: RawReference | null;
  readonly reference: Reference | null;
  readonly deadLetter: DeadLetter | null;
  /** The entry whose row in the topic names somebody who was erased, so that it has to be written over; null where nobody is. */
  readonly toRewrite: string | null;
  /** There of a row that the hub has written over itself. */
  readonly rewritten: RewrittenRow | null;
}

const NOTHING: ReferenceOutcome = {
  raw: null,
  reference: null,
  deadLetter: null,
  toRewrite: null,
  rewritten: null,
};
const EMPTY = Buffer.alloc(0);

/**
 * Reads and maps one message. Never throws: what cannot be used becomes a dead letter.
 * @param tombstones who must not be taken in; null: nobody was ever erased
 */
export function referenceOfMessage(
  feed: Feed,
  message: HandoffMessage,
  tombstones: Tombstones | null,
  now: Date,
): ReferenceOutcome {
  if (message.value === null) return { ...NOTHING, rewritten: rowTakenAway(feed.name, message) };
  let raw: RawReference | null = null;
  try {
    raw = rawReferenceOf(feed.name, message, now);
    const draft = referenceDraftOf(feed, raw);
    const reference = referenceOfDraft(draft, raw);
    const { referenceId } = raw;
    const left = tombstones === null ? null : eraseReferenceDraft(draft, referenceId, tombstones);
    if (left !== null) {
      return {
        ...NOTHING,
        raw: referenceWith(raw, left, now),
        reference: referenceOfDraft(left, raw),
        toRewrite: referenceId,
      };
    }
    const isOwn = originalHashOf(message.headers) !== null;
    const rewritten = isOwn ? { referenceId, versionKey: reference.versionKey } : null;
    return { ...NOTHING, raw, reference, rewritten };
  } catch (error) {
    if (raw === null) return { ...NOTHING, deadLetter: deadLetterOfMessage(feed.name, message, error, now) };
    const refused = refusedMessage(feed.name, message, raw, error, tombstones, now);
    return { ...NOTHING, ...refused, toRewrite: refused.raw.erased === undefined ? null : raw.referenceId };
  }
}

/** Nothing is told by a message without a value: whatever it is of, the store keeps. */
function rowTakenAway(feed: FeedName, { key }: HandoffMessage): RewrittenRow | null {
  const named = readReferenceKey(key?.toString('utf8') ?? '');
  return named === undefined
    ? null
    : { referenceId: referenceIdOf(feed, named.kind, named.code), versionKey: null };
}

/**
 * The entry that a kept version makes, by the mapping of today, without whoever was erased.
 * @throws HubError HUB_RECORD_… as the feed's mapping does.
 */
export function referenceOfRaw(
  feed: Feed,
  raw: RawReference,
  tombstones: Tombstones | null = null,
): Reference {
  const draft = referenceDraftOf(feed, raw);
  const left = tombstones === null ? null : eraseReferenceDraft(draft, raw.referenceId, tombstones);
  return referenceOfDraft(left ?? draft, raw);
}

/** As received. @throws HubError HUB_RECORD_INVALID when its envelope cannot be read. */
function rawReferenceOf(feed: FeedName, message: HandoffMessage, now: Date): RawReference {
  const bytes = message.value ?? EMPTY;
  const envelope = sourceRecordOf(feed, message.headers, bytes);
  const key = readReferenceKey(envelope?.sourceId ?? '');
  if (envelope === undefined || key === undefined) {
    throw new HubError(
      'HUB_RECORD_INVALID',
      'the message has no ce_subject of the form KIND:code, or no ce_time or ce_receivedat header; send it through a connector',
      { field: 'ce_subject' },
    );
  }
  const { kind, code } = key;
  const original = originalHashOf(message.headers);
  const contentHash = original ?? digest(bytes);
  const referenceId = referenceIdOf(envelope.feed, kind, code);
  return {
    _id: rawRecordIdOf(referenceId, contentHash),
    referenceId,
    feed: envelope.feed,
    kind,
    code,
    sourceTime: envelope.sourceTime,
    receivedAt: envelope.receivedAt,
    contentType: envelope.contentType,
    contentHash,
    profile: envelope.profile,
    eventId: envelope.eventId,
    connector: envelope.connector,
    ...(original === null ? {} : erasedNoteOf(envelope.contentType, bytes, now)),
    bytes: envelope.bytes,
  };
}

/** What the mapping of today makes of a version, or what is left of it. @throws HubError as `referenceOfRaw`. */
export function referenceDraftOf(feed: Feed, raw: RawReference): ReferenceDraft {
  const { kind, code } = raw;
  const draft = draftIn(feed, raw);
  if (draft.kind === kind && draft.code === code) return draft;
  throw new HubError(
    'HUB_RECORD_INVALID',
    `the envelope’s subject is "${kind}:${code}" but the row says "${draft.kind}:${draft.code}"; send both alike`,
    { field: 'ce_subject' },
  );
}

function draftIn(feed: Feed, { kind, bytes, profile, contentType }: RawReference): ReferenceDraft {
  if (contentType === ERASED_DRAFT_TYPE)
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as ReferenceDraft;
  if (feed.toReference !== undefined) return feed.toReference(bytes, { kind, profile, contentType });
  throw new HubError(
    'HUB_INTERNAL',
    `feed ${feed.name} keeps no lists in this pipeline; update the pipeline`,
  );
}

function referenceOfDraft(draft: ReferenceDraft, raw: RawReference): Reference {
  const { referenceId, feed, receivedAt, contentHash } = raw;
  return checkReference(draft, {
    id: referenceId,
    feed,
    versionKey: versionOf(draft.sourceTime, receivedAt, contentHash).versionKey,
    receivedAt,
    contentHash,
  });
}

/** A feed's mapping is code of its own: what it made is checked once, here, and trusted everywhere after. */
function checkReference(
  draft: ReferenceDraft,
  version: Pick<Reference, 'id' | 'feed' | 'versionKey' | 'receivedAt' | 'contentHash'>,
): Reference {
  const parsed = ReferenceSchema.safeParse({ ...draft, ...version });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new HubError(
    'HUB_RECORD_INVALID',
    `${draft.kind} ${draft.code.slice(0, 200)}: ${z.prettifyError(parsed.error)}`,
    { cause: parsed.error, field: issue?.path.join('.') ?? '' },
  );
}
