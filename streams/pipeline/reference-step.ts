import { z } from 'zod';
import type { Feed } from '../../connectors/kit/feed.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { digest, rawRecordIdOf, referenceIdOf } from '../../schema/canonical/ids.ts';
import {
  readReferenceKey,
  ReferenceSchema,
  type Reference,
  type ReferenceDraft,
  type ReferenceKind,
} from '../../schema/canonical/reference.ts';
import type { RawReferenceDoc } from '../../schema/store/documents.ts';
import type { DeadLetter } from '../../schema/topics/dead-letter.ts';
import { sourceRecordOf, type SourceRecord } from '../../schema/topics/envelope.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { HandoffMessage } from '../kafka/handoff-queue.ts';
import { versionOf } from '../stages/normalise/version.ts';
import { deadLetterOfMessage } from './pipeline-dead-letters.ts';

/** A version as received: the document of `rawReferences`, with the bytes as they are. */
export type RawReference = Omit<RawReferenceDoc, 'bytes'> & { readonly bytes: Uint8Array };

/** What becomes of one message of a reference topic: an entry, or a dead letter and never both. */
export interface ReferenceOutcome {
  /** Kept also when the mapping refused it; null when not even the envelope could be read. */
  readonly raw: RawReference | null;
  readonly reference: Reference | null;
  readonly deadLetter: DeadLetter | null;
}

interface Entry<Envelope = SourceRecord> {
  readonly envelope: Envelope;
  readonly kind: ReferenceKind;
  readonly code: string;
  readonly contentHash: string;
}

const EMPTY = Buffer.alloc(0);

/** Reads and maps one message. Never throws: what cannot be used becomes a dead letter. */
export function referenceOfMessage(feed: Feed, message: HandoffMessage, now: Date): ReferenceOutcome {
  let raw: RawReference | null = null;
  try {
    const entry = entryOf(feed.name, message);
    raw = rawReferenceOf(entry);
    return { raw, reference: referenceOf(feed, entry), deadLetter: null };
  } catch (error) {
    return { raw, reference: null, deadLetter: deadLetterOfMessage(feed.name, message, error, now) };
  }
}

/** The entry that a kept version makes, by the mapping of today. @throws HubError HUB_RECORD_… as the feed's mapping does. */
export function referenceOfRaw(feed: Feed, raw: RawReference): Reference {
  const { kind, code, contentHash } = raw;
  return referenceOf(feed, { envelope: raw, kind, code, contentHash });
}

function entryOf(feed: FeedName, message: HandoffMessage): Entry {
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
  return { envelope, ...key, contentHash: digest(bytes) };
}

function rawReferenceOf({ envelope, kind, code, contentHash }: Entry): RawReference {
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
    bytes: envelope.bytes,
  };
}

type Row = Pick<SourceRecord, 'feed' | 'receivedAt' | 'profile' | 'contentType' | 'bytes'>;

function referenceOf(feed: Feed, { envelope, kind, code, contentHash }: Entry<Row>): Reference {
  if (feed.toReference === undefined) {
    throw new HubError(
      'HUB_INTERNAL',
      `feed ${feed.name} keeps no lists in this pipeline; update the pipeline`,
    );
  }
  const { bytes, profile, contentType, receivedAt } = envelope;
  const draft = feed.toReference(bytes, { kind, profile, contentType });
  if (draft.kind !== kind || draft.code !== code) {
    throw new HubError(
      'HUB_RECORD_INVALID',
      `the envelope’s subject is "${kind}:${code}" but the row says "${draft.kind}:${draft.code}"; send both alike`,
      { field: 'ce_subject' },
    );
  }
  return checkReference(draft, {
    id: referenceIdOf(feed.name, kind, code),
    feed: feed.name,
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
