import { HubError } from '../../schema/canonical/hub-error.ts';
import { digest } from '../../schema/canonical/ids.ts';
import type { DeadLetter, DeadLetterStage } from '../../schema/topics/dead-letter.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';

/** Everything that a refused record carries besides its error. */
export interface Refused {
  readonly feed: FeedName;
  readonly connector: string;
  readonly at: Date;
  readonly bytes: Uint8Array;
  /** Id under which the source knows it, when that much could be read. */
  readonly sourceId: string | null;
  /** A name for where it came from (`intake/police110`, a file) and the record's place in it. */
  readonly origin: { readonly name: string; readonly place: string };
}

/**
 * A dead letter in Kafka Connect's terms: bytes, encoding and JSON fail at VALUE_CONVERTER, columns at TRANSFORMATION. The origin must be
 * the same when the same record is refused again: it is what dead letters are de-duplicated by.
 */
export function deadLetterFrom(error: HubError, refused: Refused): DeadLetter {
  return {
    feed: refused.feed,
    connector: refused.connector,
    stage: stageOf(error),
    code: error.code,
    reason: error.message,
    at: refused.at.toISOString(),
    key: refused.sourceId === null ? null : Buffer.from(refused.sourceId),
    value: refused.bytes,
    origin: { topic: refused.origin.name, partition: 0, offset: refused.origin.place },
  };
}

/** Place of a record that has no number of its own: the same bytes are the same dead letter. */
export function placeOfBytes(bytes: Uint8Array): string {
  return digest(bytes).slice(0, 24);
}

/** Lets through what the feed's clerk must mend and throws everything else: a broken broker or a defect is no fault of the record. */
export function faultOfRecord(error: unknown): HubError {
  if (error instanceof HubError && (error.fault === 'feed' || error.fault === 'partner')) return error;
  throw error;
}

function stageOf(error: HubError): DeadLetterStage {
  return error.code === 'HUB_RECORD_INVALID' ? 'TRANSFORMATION' : 'VALUE_CONVERTER';
}
