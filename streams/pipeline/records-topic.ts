import { feedPartOf } from '../../schema/canonical/ids.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import type { Topics } from '../../schema/topics/topics.ts';
import { FEED_NAMES } from '../../schema/vocabulary/feeds.ts';
import type { HandoffSink } from '../kafka/handoff-flush.ts';
import type { HandoffMessage } from '../kafka/handoff-queue.ts';
import type { Producer } from '../kafka/producer.ts';
import { deadLetterOfMessage, sendDeadLetters } from './pipeline-dead-letters.ts';

/** The canonical records of a batch, the latest version of each. Written by this pipeline, so its shape is trusted. */
export function recordsIn(messages: readonly HandoffMessage[]): CanonicalRecord[] {
  const latest = new Map<string, CanonicalRecord>();
  for (const { value } of messages) {
    if (value === null) continue;
    const record = JSON.parse(value.toString('utf8')) as CanonicalRecord;
    const other = latest.get(record.id);
    if (other === undefined || record.versionKey > other.versionKey) latest.set(record.id, record);
  }
  return [...latest.values()];
}

/** Ids of the records in a batch, each once. */
export function recordIdsIn(messages: readonly HandoffMessage[]): string[] {
  return [...new Set(messages.flatMap(({ key }) => key?.toString('utf8') ?? []))];
}

/** Sets aside a message of the records topic as a dead letter of its record's feed. */
export function recordsTopicPoison(
  producer: Producer,
  topics: Topics,
  now: () => Date,
): HandoffSink['poison'] {
  return async (message, error) => {
    const owner = feedPartOf(message.key?.toString('utf8') ?? '');
    const feed = FEED_NAMES.find((name) => name === owner) ?? FEED_NAMES[0];
    await sendDeadLetters(producer, topics, [deadLetterOfMessage(feed, message, error, now())]);
  };
}
