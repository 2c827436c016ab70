import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startKafka } from '../../docker/local/kafka.ts';
import { ensureParts } from '../../docker/local/parts.ts';
import { createLog } from '../../runtime/log.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { createKafka, type KafkaDoor } from './kafka.ts';
import type { OutgoingMessage } from './producer.ts';

const dir = mkdtempSync(join(tmpdir(), 'tributary-broker-'));
const topics = [{ name: 'crash', retentionMs: 86_400_000 }];
const layout = { partitions: 3, replication: 1 };
let broker: Awaited<ReturnType<typeof startKafka>>;
let kafka: KafkaDoor;

beforeAll(async () => {
  const parts = await ensureParts(() => undefined);
  broker = await startKafka({ ...parts.kafka, dir: join(dir, 'kafka'), logFile: join(dir, 'kafka.log') });
  kafka = createKafka({ brokers: broker.brokers, clientId: 'test', log: createLog('test', 'silent') });
  await kafka.ensureTopics(topics, layout);
});
afterAll(async () => {
  await broker.stop();
  rmSync(dir, { recursive: true, force: true });
});

const numbered = (from: number, count: number): OutgoingMessage[] =>
  Array.from({ length: count }, (_, n) => ({ key: `k${from + n}`, value: String(from + n) }));

test('topics are created once, from many processes at the same time', async () => {
  const many = Array.from({ length: 4 }, (_, n) => ({ name: `once-${n % 2}`, retentionMs: 1_000_000 }));
  await Promise.all(many.map((topic) => kafka.ensureTopics([topic], layout)));
  expect(await kafka.topicCounts(['once-0', 'once-1', 'absent'])).toEqual({ 'once-0': 0, 'once-1': 0 });
});

test('a broker killed twice in the middle loses nothing that was acknowledged, and consumers go on', async () => {
  const seen = new Set<string>();
  const producer = kafka.createProducer({ requestTimeoutMs: 3_000 });
  const consumer = kafka.createConsumer({
    group: 'crash',
    topics: ['crash'],
    batchMessages: 100,
    concurrentBatches: 2,
    restMs: 5,
    sink: {
      handle: (messages) => {
        for (const { value } of messages) seen.add(value?.toString() ?? '');
        return Promise.resolve();
      },
      poison: () => Promise.resolve(),
    },
  });
  let acknowledged = 0;
  const sendAll = async (count: number): Promise<void> => {
    for (const end = acknowledged + count; acknowledged < end;) {
      try {
        await producer.send('crash', numbered(acknowledged, 20));
        acknowledged += 20;
      } catch (error) {
        expect(error).toBeInstanceOf(HubError);
        expect((error as HubError).code).toBe('HUB_BROKER_UNAVAILABLE');
      }
    }
  };
  await sendAll(200);
  for (let kill = 0; kill < 2; kill += 1) {
    const sending = sendAll(400);
    broker.kill();
    await broker.restart();
    await sending;
  }
  await eventually(() => seen.size >= acknowledged);
  expect(seen.size).toBe(acknowledged);
  await eventually(() => consumer.waitingFor() === null);
  await eventually(async () => (await kafka.consumerLag('crash', ['crash']))['crash'] === 0);
  await consumer.stop();
  await producer.stop();
});

test('while the broker is away a send fails in bounded time, and a message that is too large is refused at once', async () => {
  const producer = kafka.createProducer({ requestTimeoutMs: 1_000 });
  await expect(
    producer.send('crash', [{ key: 'x', value: Buffer.alloc(9 * 1024 * 1024) }]),
  ).rejects.toMatchObject({
    code: 'HUB_RECORD_TOO_LARGE',
  });
  broker.kill();
  const started = performance.now();
  await expect(producer.send('crash', numbered(0, 1))).rejects.toMatchObject({
    code: 'HUB_BROKER_UNAVAILABLE',
  });
  expect(performance.now() - started).toBeLessThan(3_000);
  expect(producer.connected()).toBe(false);
  await broker.restart();
  await eventually(() => producer.send('crash', numbered(0, 1)).then(() => true));
  await producer.stop();
});
