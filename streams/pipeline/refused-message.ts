import { HubError } from '../../schema/canonical/hub-error.ts';
import type { DeadLetter } from '../../schema/topics/dead-letter.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { namesErased, versionWithout, type RawBytes } from '../erasure/erased-version.ts';
import type { Tombstones } from '../erasure/tombstones.ts';
import type { HandoffMessage } from '../kafka/handoff-queue.ts';
import { deadLetterOfMessage } from './pipeline-dead-letters.ts';

/** A version that is kept, marked as refused, and the dead letter that accounts for it. */
export interface RefusedMessage<Raw> {
  readonly raw: Raw & { readonly refused: true };
  readonly deadLetter: DeadLetter;
}

/**
 * What becomes of a message whose version cannot be used. Where its bytes name somebody who was erased, neither keeps them.
 * @param tombstones who must not be taken in; null: nobody was ever erased
 */
export function refusedMessage<Raw extends RawBytes>(
  feed: FeedName,
  message: HandoffMessage,
  raw: Raw,
  error: unknown,
  tombstones: Tombstones | null,
  now: Date,
): RefusedMessage<Raw> {
  if (tombstones === null || !namesErased(raw.bytes, tombstones)) {
    return { raw: { ...raw, refused: true }, deadLetter: deadLetterOfMessage(feed, message, error, now) };
  }
  const why = new HubError(
    'HUB_RECORD_INVALID',
    'the row could not be read and names somebody who was erased, so nothing of it is kept; send it again without them',
  );
  return {
    raw: { ...versionWithout(raw, now), refused: true },
    deadLetter: deadLetterOfMessage(feed, { ...message, value: Buffer.alloc(0) }, why, now),
  };
}
