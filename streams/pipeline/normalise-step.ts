import type { Feed } from '../../connectors/kit/feed.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { digest, rawRecordIdOf, recordIdOf } from '../../schema/canonical/ids.ts';
import type { CanonicalRecord, RecordDraft } from '../../schema/canonical/record.ts';
import type { RawRecordDoc } from '../../schema/store/models.ts';
import { originOf, type DeadLetter } from '../../schema/topics/dead-letter.ts';
import { sourceRecordOf, type SourceRecord } from '../../schema/topics/envelope.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { HandoffMessage } from '../kafka/handoff-queue.ts';
import { normalise } from '../stages/normalise/normalise.ts';
import { deadLetterOfMessage } from './pipeline-dead-letters.ts';

/** A version as received, to be kept whatever becomes of it: the document of `rawRecords`, with the bytes as they are. */
export type RawVersion = Omit<RawRecordDoc, 'bytes'> & { readonly bytes: Uint8Array };

/**
 * What becomes of one message of a feed topic: a record, or a dead letter and never both. A version whose mapping was refused is kept as
 * raw too, marked as refused, because it counts as the dead letter.
 */
export interface NormaliseOutcome {
  /** Null when not even the envelope could be read. */
  readonly raw: RawVersion | null;
  readonly record: CanonicalRecord | null;
  readonly deadLetter: DeadLetter | null;
  /** The row's columns as the feed's mapping read them, null when it could not. */
  readonly columns: RecordDraft['columns'] | null;
}

const EMPTY = Buffer.alloc(0);

/** The feeds with what normalising needs of them all. */
export interface FeedRules {
  readonly feeds: ReadonlyMap<FeedName, Feed>;
  readonly numberPatterns: readonly RegExp[];
}

export function feedRulesOf(feeds: readonly Feed[]): FeedRules {
  return {
    feeds: new Map(feeds.map((feed) => [feed.name, feed])),
    numberPatterns: feeds.flatMap(({ numberPatterns }) => numberPatterns),
  };
}

/** Reads, maps and normalises one message. Never throws: what cannot be used becomes a dead letter. */
export function normaliseMessage(
  feedName: FeedName,
  message: HandoffMessage,
  rules: FeedRules,
  now: Date,
): NormaliseOutcome {
  const bytes = message.value ?? EMPTY;
  const envelope = sourceRecordOf(feedName, message.headers, bytes);
  if (envelope === undefined) {
    const missing = new HubError(
      'HUB_RECORD_INVALID',
      'the message has no ce_subject, ce_time or ce_receivedat header; send it through a connector',
      { field: 'ce_subject' },
    );
    return {
      raw: null,
      record: null,
      deadLetter: deadLetterOfMessage(feedName, message, missing, now),
      columns: null,
    };
  }
  const contentHash = digest(bytes);
  const recordId = recordIdOf(feedName, envelope.sourceId);
  const raw = rawVersionOf(envelope, recordId, contentHash, originOf(message));
  try {
    return { raw, ...recordOf(envelope, contentHash, rules), deadLetter: null };
  } catch (error) {
    return {
      raw: { ...raw, refused: true },
      record: null,
      deadLetter: deadLetterOfMessage(feedName, message, error, now),
      columns: null,
    };
  }
}

/** Id of the raw record that a message brings or repeats, null when its envelope cannot be read. */
export function rawRecordIdOfMessage(feedName: FeedName, message: HandoffMessage): string | null {
  const bytes = message.value ?? EMPTY;
  const envelope = sourceRecordOf(feedName, message.headers, bytes);
  if (envelope === undefined) return null;
  return rawRecordIdOf(recordIdOf(feedName, envelope.sourceId), digest(bytes));
}

function rawVersionOf(
  envelope: SourceRecord,
  recordId: string,
  contentHash: string,
  origin: string,
): RawVersion {
  return {
    _id: rawRecordIdOf(recordId, contentHash),
    recordId,
    feed: envelope.feed,
    sourceId: envelope.sourceId,
    sourceTime: envelope.sourceTime,
    receivedAt: envelope.receivedAt,
    contentType: envelope.contentType,
    contentHash,
    profile: envelope.profile,
    eventId: envelope.eventId,
    connector: envelope.connector,
    origin,
    bytes: envelope.bytes,
  };
}

/** The record that a kept version makes, by the mapping of today. @throws HubError HUB_RECORD_… as the feed's mapping does. */
export function recordOfRaw(raw: RawVersion, rules: FeedRules): CanonicalRecord {
  return recordOf(raw, raw.contentHash, rules).record;
}

function recordOf(
  envelope: Pick<SourceRecord, 'feed' | 'sourceId' | 'receivedAt' | 'profile' | 'contentType' | 'bytes'>,
  contentHash: string,
  rules: FeedRules,
): { readonly record: CanonicalRecord; readonly columns: RecordDraft['columns'] } {
  const { feed: name, sourceId, receivedAt, profile, contentType, bytes } = envelope;
  const feed = rules.feeds.get(name);
  if (feed === undefined) {
    throw new HubError(
      'HUB_INTERNAL',
      `feed ${name} is not in this pipeline's registry; update the pipeline`,
    );
  }
  const draft = feed.toDraft(bytes, { profile, contentType });
  if (draft.sourceId !== sourceId) {
    throw new HubError(
      'HUB_RECORD_INVALID',
      `the envelope's subject is "${sourceId}" but the record says "${draft.sourceId}"; send both alike`,
      { field: 'ce_subject' },
    );
  }
  const { crosswalk, crosswalkVersion } = feed.crosswalkOf?.(profile) ?? feed;
  const record = normalise(
    draft,
    { feed: name, receivedAt, contentHash },
    { crosswalk, crosswalkVersion, numberPatterns: rules.numberPatterns },
  );
  return { record, columns: draft.columns };
}
