import { expect, test } from 'vitest';
import { answersKafka } from '../../docker/local/kafka-probe.ts';
import { eventually } from './eventually.ts';
import { freePort, freshStore, freshTopicPrefix, testServers } from './servers.ts';

test('every run has a broker that answers', async () => {
  const [host, port] = (testServers().kafkaBrokers[0] ?? '').split(':');
  expect(await answersKafka(host ?? '', Number(port))).toBe(true);
});

test('a fresh store is empty, has its indexes and runs transactions', async () => {
  const store = await freshStore();
  const names = (await store.disputes.collection.indexes()).map((index) => index.name);
  expect(names).toContain('code_1');
  await store.connection.transaction(async (session) => {
    await store.decisions.collection.insertOne({ _id: 'one' } as never, { session });
  });
  expect(await store.decisions.countDocuments()).toBe(1);
  const other = await freshStore();
  expect(await other.decisions.countDocuments()).toBe(0);
});

test('prefixes and ports are not given twice', async () => {
  expect(freshTopicPrefix()).not.toBe(freshTopicPrefix());
  expect(await freePort()).toBeGreaterThan(1_024);
});

test('eventually passes faults on as the cause when time is up', async () => {
  let asked = 0;
  await expect(
    eventually(
      () => {
        asked += 1;
        throw new Error('not yet');
      },
      { timeoutMs: 60 },
    ),
  ).rejects.toMatchObject({ cause: { message: 'not yet' } });
  expect(asked).toBeGreaterThan(1);
});
