import { ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { allTopics, FEED_RETENTION_MS, topicsOf } from '../../schema/topics/topics.ts';
import { freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { createKafka } from './kafka.ts';

test('lists keep each entry’s latest message for good and every message for a while; records go with time', async () => {
  const brokers = [...testServers().kafkaBrokers];
  const topics = topicsOf(freshTopicPrefix(), ['grid', 'court']);
  const door = createKafka({ brokers, clientId: 'test', log: createLog('test', 'silent') });
  await door.ensureTopics(allTopics(topics, ['grid', 'court'], ['grid']), { partitions: 1, replication: 1 });

  const admin = new Kafka({ brokers, clientId: 'test', logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  const settingsOf = async (name: string): Promise<Readonly<Record<string, string>>> => {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name }],
    });
    return Object.fromEntries(
      (resources[0]?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue]),
    );
  };
  try {
    expect(await settingsOf(topics.reference('grid'))).toMatchObject({
      'cleanup.policy': 'compact',
      'min.compaction.lag.ms': String(FEED_RETENTION_MS),
    });
    expect(await settingsOf(topics.feed('grid'))).toMatchObject({
      'cleanup.policy': 'delete',
      'retention.ms': String(FEED_RETENTION_MS),
    });
    expect(await admin.listTopics()).not.toContain(topics.reference('court'));
  } finally {
    await admin.disconnect();
  }
});
