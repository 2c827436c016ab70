import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { withAdmin } from './admin.ts';
import { createKafka, type KafkaDoor } from './kafka.ts';
import type { Producer } from './producer.ts';

const topic = `${freshTopicPrefix()}.progress`;
const GROUP = `${topic}.group`;
let door: KafkaDoor;
let kafka: Kafka;
let producer: Producer;

beforeAll(async () => {
  const { kafkaBrokers } = testServers();
  door = createKafka({ brokers: kafkaBrokers, clientId: 'test', log: createLog('test', 'silent') });
  kafka = new Kafka({ brokers: [...kafkaBrokers], clientId: 'test', logLevel: logLevel.NOTHING });
  await door.ensureTopics([{ name: topic, retentionMs: 3_600_000 }], { partitions: 1, replication: 1 });
  producer = door.createProducer();
  await producer.send(
    topic,
    Array.from({ length: 5 }, (_, n) => ({ key: 'k', value: String(n) })),
  );
});
afterAll(() => producer.stop());

const commit = (offset: string): Promise<void> =>
  withAdmin(kafka, (admin) =>
    admin.setOffsets({ groupId: GROUP, topic, partitions: [{ partition: 0, offset }] }),
  );
const progress = async (group = GROUP): Promise<unknown> => (await door.topicProgress(group, [topic]))[topic];

test('tells what a topic took and what a group has to do; a group that never committed has all to do', async () => {
  await commit('2');
  const all = { written: 5, expired: 0, expiredUnread: 0, madeAnew: false };
  expect(await progress()).toEqual({ ...all, toDo: 3 });
  expect(await progress('nobody')).toEqual({ ...all, toDo: 5 });
  expect(await door.topicProgress(GROUP, ['no-such-topic'])).toEqual({});
});

test('tells messages that retention removed, and those of them that the group had not read', async () => {
  await withAdmin(kafka, async (admin) => {
    // kafkajs deletes only from topics that this client has asked about before.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '3' }] });
  });
  expect(await progress()).toEqual({ written: 5, expired: 3, expiredUnread: 1, toDo: 2, madeAnew: false });
  await commit('5');
  expect(await progress()).toEqual({ written: 5, expired: 3, expiredUnread: 0, toDo: 0, madeAnew: false });
});

test('tells that a topic was made anew when the group has read further than it reaches', async () => {
  await commit('9');
  expect(await progress()).toMatchObject({ toDo: 0, madeAnew: true });
});
