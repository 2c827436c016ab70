import type { KafkaDoor } from '../../streams/kafka/kafka.ts';
import type { Settings } from '../../runtime/settings.ts';
import { connectorTopics, topicsOf, type TopicPlan, type Topics } from '../../schema/topics/topics.ts';
import { FEEDS } from '../registry.ts';

const NAMES = FEEDS.map(({ name }) => name);
const WITH_LISTS = FEEDS.filter((feed) => feed.toReference !== undefined).map(({ name }) => name);

export function feedTopics(settings: Settings): Topics {
  return topicsOf(settings.topicPrefix, NAMES);
}

/**
 * Creates the topics that connectors of all registered feeds write to, and `more`, when they are missing.
 * @throws HubError HUB_BROKER_UNAVAILABLE
 */
export async function ensureFeedTopics(
  kafka: KafkaDoor,
  settings: Settings,
  more: readonly TopicPlan[] = [],
): Promise<void> {
  await kafka.ensureTopics([...connectorTopics(feedTopics(settings), NAMES, WITH_LISTS), ...more], {
    partitions: settings.topicPartitions,
    replication: settings.topicReplication,
    minInsyncReplicas: settings.topicMinInsyncReplicas,
  });
}
