import { ConfigResourceTypes, Kafka, logLevel, type Admin } from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { allTopics, FEED_RETENTION_MS, LIST_SEGMENT_MS, topicsOf } from '../../schema/topics/topics.ts';
import { freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { createKafka } from './kafka.ts';

const brokers = [...testServers().kafkaBrokers];
const door = createKafka({ brokers, clientId: 'test', log: createLog('test', 'silent') });
const LAYOUT = { partitions: 1, replication: 1 };
let admin: Admin;

beforeAll(async () => {
  admin = new Kafka({ brokers, clientId: 'test', logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
});
afterAll(() => admin.disconnect());

async function settingsOf(name: string): Promise<Readonly<Record<string, string>>> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name }],
  });
  return Object.fromEntries(
    (resources[0]?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue]),
  );
}

test('lists keep each entry’s latest message for good and every message for a while; records go with time', async () => {
  const topics = topicsOf(freshTopicPrefix(), ['grid', 'court']);
  await door.ensureTopics(allTopics(topics, ['grid', 'court'], ['grid']), LAYOUT);
  expect(await settingsOf(topics.reference('grid'))).toMatchObject({
    'cleanup.policy': 'compact',
    'min.compaction.lag.ms': String(FEED_RETENTION_MS),
    'max.compaction.lag.ms': String(FEED_RETENTION_MS + LIST_SEGMENT_MS),
    'segment.ms': String(LIST_SEGMENT_MS),
  });
  expect(await settingsOf(topics.feed('grid'))).toMatchObject({
    'cleanup.policy': 'delete',
    'retention.ms': String(FEED_RETENTION_MS),
  });
  expect(await admin.listTopics()).not.toContain(topics.reference('court'));
});

test('a topic that is there and would forget later is made to forget in time, and keeps what else it is set to', async () => {
  const topics = topicsOf(freshTopicPrefix(), ['grid', 'court']);
  const [lists, letters] = [topics.reference('grid'), topics.deadLetters('court')];
  await admin.createTopics({
    topics: [
      // As an older hub made it, and with something of the operator's own.
      {
        topic: lists,
        configEntries: [
          { name: 'cleanup.policy', value: 'compact' },
          { name: 'min.compaction.lag.ms', value: String(FEED_RETENTION_MS) },
          { name: 'max.message.bytes', value: '7654321' },
        ],
      },
      // Quicker than it need be.
      { topic: letters, configEntries: [{ name: 'segment.ms', value: '3600000' }] },
    ],
  });
  const plan = allTopics(topics, ['grid', 'court'], ['grid']);
  await Promise.all([door.ensureTopics(plan, LAYOUT), door.ensureTopics(plan, LAYOUT)]);
  expect(await settingsOf(lists)).toMatchObject({
    'cleanup.policy': 'compact',
    'min.compaction.lag.ms': String(FEED_RETENTION_MS),
    'max.compaction.lag.ms': String(FEED_RETENTION_MS + LIST_SEGMENT_MS),
    'segment.ms': String(LIST_SEGMENT_MS),
    'max.message.bytes': '7654321',
  });
  expect(await settingsOf(letters)).toMatchObject({ 'segment.ms': '3600000' });
});
