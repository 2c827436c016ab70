import type { Feed } from '../../connectors/kit/feed.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { digest, rawRecordIdOf, recordIdOf } from '../../schema/canonical/ids.ts';
import type { CanonicalRecord, RecordDraft } from '../../schema/canonical/record.ts';
import { highestSensitivity } from '../../schema/canonical/sensitivity.ts';
import { originOf, type DeadLetter } from '../../schema/topics/dead-letter.ts';
import { sourceRecordOf, type SourceRecord } from '../../schema/topics/envelope.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { HandoffMessage } from '../kafka/handoff-queue.ts';
import { ERASED_DRAFT_TYPE, eraseDraft, erasedDraftOf, versionWith } from '../erasure/erased-version.ts';
import type { Tombstones } from '../erasure/tombstones.ts';
import { normalise } from '../stages/normalise/normalise.ts';
import type { RawVersion } from './raw-version.ts';
import { deadLetterOfMessage } from './pipeline-dead-letters.ts';
import { refusedMessage } from './refused-message.ts';

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
  /** Who must not be taken in; null: nobody was ever erased. */
  readonly tombstones: Tombstones | null;
}

export function feedRulesOf(feeds: readonly Feed[], tombstones: Tombstones | null = null): FeedRules {
  return {
    feeds: new Map(feeds.map((feed) => [feed.name, feed])),
    numberPatterns: feeds.flatMap(({ numberPatterns }) => numberPatterns),
    tombstones,
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
    const draft = draftOf(raw, rules);
    const record = recordOfDraft(draft, raw, rules);
    const left = rules.tombstones === null ? null : eraseDraft(draft, recordId, rules.tombstones);
    if (left === null) return { raw, record, columns: draft.columns, deadLetter: null };
    const erased = versionWith(raw, left, record, now);
    return { raw: erased, record: recordOfRaw(erased, rules), columns: null, deadLetter: null };
  } catch (error) {
    return {
      ...refusedMessage(feedName, message, raw, error, rules.tombstones, now),
      record: null,
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
  return recordOfDraft(draftOf(raw, rules), raw, rules);
}

/** What the mapping of today makes of a version, or what is left of it. @throws HubError as `recordOfRaw`. */
export function draftOf(
  { feed: name, sourceId, profile, contentType, bytes }: RawVersion,
  rules: FeedRules,
): RecordDraft {
  if (contentType === ERASED_DRAFT_TYPE) return erasedDraftOf(bytes);
  const draft = feedOf(name, rules).toDraft(bytes, { profile, contentType });
  if (draft.sourceId === sourceId) return draft;
  throw new HubError(
    'HUB_RECORD_INVALID',
    `the envelope's subject is "${sourceId}" but the record says "${draft.sourceId}"; send both alike`,
    { field: 'ce_subject' },
  );
}

export function recordOfDraft(draft: RecordDraft, raw: RawVersion, rules: FeedRules): CanonicalRecord {
  const { feed: name, receivedAt, profile, contentHash, erased } = raw;
  const feed = feedOf(name, rules);
  const { crosswalk, crosswalkVersion } = feed.crosswalkOf?.(profile) ?? feed;
  const record = normalise(
    draft,
    { feed: name, receivedAt, contentHash },
    { crosswalk, crosswalkVersion, numberPatterns: rules.numberPatterns },
  );
  if (erased?.sensitivity == null) return record;
  // What raised it may have gone with the person: it stays as guarded as it was.
  const sensitivity = highestSensitivity([record.sensitivity, erased.sensitivity]);
  return sensitivity === record.sensitivity
    ? record
    : { ...record, sensitivity, sensitivityRule: erased.sensitivityRule };
}

function feedOf(name: FeedName, rules: FeedRules): Feed {
  const feed = rules.feeds.get(name);
  if (feed !== undefined) return feed;
  throw new HubError('HUB_INTERNAL', `feed ${name} is not in this pipeline's registry; update the pipeline`);
}
