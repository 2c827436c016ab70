import type { KafkaDoor } from '../../streams/kafka/kafka.ts';
import type { Settings } from '../../runtime/settings.ts';
import {
  DEAD_LETTER_RETENTION_MS,
  FEED_RETENTION_MS,
  topicsOf,
  type Topics,
} from '../../schema/topics/topics.ts';
import { FEEDS } from '../registry.ts';

const NAMES = FEEDS.map(({ name }) => name);

export function feedTopics(settings: Settings): Topics {
  return topicsOf(settings.topicPrefix, NAMES);
}

/** Creates the feed and dead-letter topics of all registered feeds when they are missing. @throws HubError HUB_BROKER_UNAVAILABLE */
export async function ensureFeedTopics(kafka: KafkaDoor, settings: Settings): Promise<void> {
  const topics = feedTopics(settings);
  await kafka.ensureTopics(
    NAMES.flatMap((name) => [
      { name: topics.feed(name), retentionMs: FEED_RETENTION_MS },
      { name: topics.deadLetters(name), retentionMs: DEAD_LETTER_RETENTION_MS },
    ]),
    { partitions: settings.topicPartitions, replication: settings.topicReplication },
  );
}
