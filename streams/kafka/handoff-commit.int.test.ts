import { test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { createKafka } from './kafka.ts';

test('offsets are committed also when a later batch was durable before an earlier one', async () => {
  const topic = `${freshTopicPrefix()}.commit`;
  const group = `${topic}.group`;
  const door = createKafka({
    brokers: testServers().kafkaBrokers,
    clientId: 'test',
    log: createLog('test', 'silent'),
  });
  await door.ensureTopics([{ name: topic, retentionMs: 3_600_000 }], { partitions: 1, replication: 1 });
  const producer = door.createProducer();
  await producer.send(topic, [
    { key: 'k', value: 'first' },
    { key: 'k', value: 'second' },
  ]);
  const secondIsDone = Promise.withResolvers<undefined>();
  const firstIsDone = Promise.withResolvers<undefined>();
  const consumer = door.createConsumer({
    group,
    topics: [topic],
    batchMessages: 1,
    concurrentBatches: 2,
    restMs: 0,
    sink: {
      async handle([message]) {
        if (message?.value?.toString() === 'second') {
          secondIsDone.resolve(undefined);
          return;
        }
        await secondIsDone.promise;
        // The second batch has to be counted as done before this one is.
        await new Promise((resolve) => setImmediate(resolve));
        firstIsDone.resolve(undefined);
      },
      poison: () => Promise.resolve(),
    },
  });
  await firstIsDone.promise;
  await eventually(async () => (await door.consumerLag(group, [topic]))[topic] === 0, {
    what: 'the commit of both',
  });
  await consumer.stop();
  await producer.stop();
});
