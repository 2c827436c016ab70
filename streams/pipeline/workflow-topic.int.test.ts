import { expect, onTestFinished, test } from 'vitest';
import { openDoor } from '../../gateway/access/door.ts';
import { createLog } from '../../runtime/log.ts';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import type { WorkflowMessage } from '../../schema/canonical/workflow.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { createKafka } from '../kafka/kafka.ts';
import { feedMessage, testFeed, type TestRow } from '../testing/test-feed.ts';
import { startPipeline } from './pipeline.ts';
import { FULL_ACCESS } from '../../gateway/access/grants/access.ts';

const CALLER = { partner: 'admin', actor: 'admin@test', purpose: null, access: FULL_ACCESS } as const;

test('moves reach the topic in their order while records join the dispute, and linking leaves them alone', async () => {
  const log = createLog('test', 'silent');
  const feeds = [testFeed('police110')];
  const topicPrefix = freshTopicPrefix();
  const topics = topicsOf(topicPrefix, ['police110']);
  const store = await freshStore();
  const kafka = createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });
  const now = (): Date => new Date();
  const options = { kafka, store, feeds, topicPrefix, partitions: 2, replication: 1, log, now };
  const pipeline = await startPipeline(options);
  const told: WorkflowMessage[] = [];
  const consumer = kafka.createConsumer({
    group: `${topicPrefix}.test`,
    topics: [topics.workflow],
    batchMessages: 100,
    concurrentBatches: 1,
    restMs: 0,
    sink: {
      handle(messages) {
        for (const { key, value } of messages) {
          const message = JSON.parse(value?.toString() ?? '') as WorkflowMessage;
          expect(key?.toString()).toBe(message.disputeId);
          if (!told.some(({ id }) => id === message.id)) told.push(message);
        }
        return Promise.resolve();
      },
      poison: ({ topic }) => Promise.reject(new Error(`a message of ${topic} cannot be read`)),
    },
  });
  const producer = kafka.createProducer();
  onTestFinished(async () => {
    await consumer.stop();
    await producer.stop();
    await pipeline.stop();
  });
  const send = (row: TestRow): Promise<void> =>
    producer.send(topics.feed('police110'), [feedMessage('police110', row)]);
  const holding = (id: string): Promise<string> =>
    eventually(
      async () =>
        (
          await store.disputes
            .findOne({ 'members.recordId': recordIdOf('police110', id), state: 'ACTIVE' })
            .lean()
        )?._id,
    );

  await send({ id: 'p-1', phone: '13812340001', name: '张三' });
  const id = await holding('p-1');
  const door = openDoor(store).for(CALLER);
  const move = (name: 'REGISTER' | 'SUPERVISE'): Promise<unknown> =>
    door.moveDispute(
      { id },
      { move: name, input: {}, note: null, clientMutationId: null, expectedVersion: null },
    );
  await move('REGISTER');
  for (let count = 0; count < 10; count += 1) {
    // Each quotes the first record's number, and so joins its dispute while that is moved.
    await Promise.all([move('SUPERVISE'), send({ id: `p-1-${count}`, quotes: ['p-1'] })]);
  }
  expect(await holding('p-1-9')).toBe(id);
  await eventually(() => told.length === 11, { what: 'eleven moves told' });
  const stored = await eventually(async () => {
    const found = await store.disputes.findById(id).lean();
    return found?.outbox.length === 0 && found.members.length === 11 ? found : undefined;
  });
  const ids = stored.workflow?.events.map((event) => event.id);
  expect(told.map(({ event }) => event.seq)).toEqual(Array.from({ length: 11 }, (_, index) => index + 1));
  expect(told.map((message) => message.id)).toEqual(ids);
  expect(await store.workflowMoves.countDocuments({ disputeId: id, kind: 'WORKFLOW_MOVE' })).toBe(11);
});
