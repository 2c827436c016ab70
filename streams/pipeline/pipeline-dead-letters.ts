import { HubError } from '../../schema/canonical/hub-error.ts';
import { maskReason } from '../../schema/masking/mask-reason.ts';
import { deadLetterHeaders, type DeadLetter } from '../../schema/topics/dead-letter.ts';
import type { Topics } from '../../schema/topics/topics.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { HandoffMessage } from '../kafka/handoff-queue.ts';
import { LARGEST_MESSAGE_BYTES, type Producer } from '../kafka/producer.ts';

const EMPTY = new Uint8Array(0);

/** A message that the pipeline cannot use, with the reason in words for whoever can mend it. */
export function deadLetterOfMessage(
  feed: FeedName,
  message: HandoffMessage,
  error: unknown,
  now: Date,
): DeadLetter {
  const known = error instanceof HubError;
  const { topic, partition, offset, key, value } = message;
  return {
    feed,
    connector: 'pipeline',
    stage: known && error.code === 'HUB_RECORD_UNPARSABLE' ? 'VALUE_CONVERTER' : 'TRANSFORMATION',
    code: known ? error.code : 'HUB_INTERNAL',
    reason: known
      ? error.message
      : `the hub failed on this record (${maskReason(error instanceof Error ? error.message : String(error))}); tell its operators, the bytes are kept`,
    at: now.toISOString(),
    key,
    value: value ?? EMPTY,
    origin: { topic, partition, offset },
  };
}

/** Sends dead letters to their feeds' topics; resolves once they are acknowledged. @throws HubError HUB_BROKER_UNAVAILABLE. */
export async function sendDeadLetters(
  producer: Producer,
  topics: Topics,
  letters: readonly DeadLetter[],
): Promise<void> {
  const byFeed = Map.groupBy(letters, ({ feed }) => feed);
  await Promise.all(
    [...byFeed].map(([feed, own]) =>
      producer.send(
        topics.deadLetters(feed),
        own.map(fitting).map((letter) => ({
          key: letter.key,
          value: letter.value,
          headers: deadLetterHeaders(letter),
        })),
      ),
    ),
  );
}

/** What a letter adds to its message: headers with the reason. */
const LETTER_FRAME_BYTES = 65_536;
const CUT_BYTES = 1_048_576;

/** A message that just fits into its topic does not fit any more with a reason: then its beginning stands for it. */
function fitting(letter: DeadLetter): DeadLetter {
  const { value, reason, origin } = letter;
  if (value.byteLength + (letter.key?.byteLength ?? 0) + LETTER_FRAME_BYTES <= LARGEST_MESSAGE_BYTES)
    return letter;
  return {
    ...letter,
    key: letter.key?.subarray(0, CUT_BYTES) ?? null,
    value: value.subarray(0, CUT_BYTES),
    reason: `${reason} (only the first ${CUT_BYTES} of ${value.byteLength} bytes are kept here; all are in ${origin.topic}, partition ${origin.partition}, offset ${origin.offset}, as long as that topic keeps them)`,
  };
}
