import { expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import type { HandoffMessage } from './handoff-queue.ts';
import { createKafka } from './kafka.ts';

const PARTITIONS = 6;

test('what one fetch brings of several partitions goes through the sink together, and what comes while it is busy gathers', async () => {
  const topic = `${freshTopicPrefix()}.batches`;
  const door = createKafka({
    brokers: testServers().kafkaBrokers,
    clientId: 'test',
    log: createLog('test', 'silent'),
  });
  const layout = { partitions: PARTITIONS, replication: 1 };
  await door.ensureTopics([{ name: topic, retentionMs: 3_600_000 }], layout);
  const producer = door.createProducer();
  const send = (name: string): Promise<void> =>
    producer.send(
      topic,
      Array.from({ length: 40 }, (_, n) => ({ key: `${name} ${n}`, value: name })),
    );
  await send('before');
  const batches: (readonly HandoffMessage[])[] = [];
  const free = Promise.withResolvers<undefined>();
  const consumer = door.createConsumer({
    group: `${topic}.group`,
    topics: [topic],
    batchMessages: 1_000,
    concurrentBatches: 1,
    restMs: 0,
    sink: {
      async handle(messages) {
        batches.push(messages);
        await free.promise;
      },
      poison: () => Promise.resolve(),
    },
  });
  const seen = (): number => batches.flat().length;
  await eventually(() => Promise.resolve(batches.length === 1), { what: 'the first batch' });
  expect(new Set(batches[0]?.map(({ partition }) => partition)).size).toBeGreaterThan(1);
  for (let n = 0; n < 5; n += 1) await send('meanwhile');
  free.resolve(undefined);
  await eventually(() => Promise.resolve(seen() === 240), { what: 'all messages' });
  // Five sends, of six partitions each.
  expect(batches.length).toBeLessThan(1 + 5);
  await consumer.stop();
  await producer.stop();
});
