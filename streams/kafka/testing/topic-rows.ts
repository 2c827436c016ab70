import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';

/** One message as it stands in a topic now. */
export interface TopicRow {
  readonly key: string;
  /** Null where it takes the key's messages away. */
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** All that a topic still has, by a reader who begins at its beginning, in the order of each partition. */
export async function rowsIn(brokers: readonly string[], topic: string): Promise<TopicRow[]> {
  const kafka = new Kafka({ brokers: [...brokers], clientId: 'test', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const ends = new Map(
    offsets.flatMap(({ partition, low, high }) => (low === high ? [] : [[partition, Number(high)]])),
  );
  if (ends.size === 0) return [];
  const rows: TopicRow[] = [];
  const consumer = kafka.consumer({ groupId: randomUUID(), maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  try {
    await new Promise<void>((resolve, reject) => {
      consumer
        .run({
          // A compacted partition may end with offsets that no message has any more: batches without messages tell of those.
          eachBatchAutoResolve: true,
          eachBatch: ({ batch }) => {
            for (const { key, value, headers = {} } of batch.messages) {
              rows.push({
                key: key?.toString() ?? '',
                value: value?.toString() ?? null,
                headers: Object.fromEntries(
                  Object.entries(headers).map(([name, one]) => [name, String(one)]),
                ),
              });
            }
            if (Number(batch.lastOffset()) + 1 >= (ends.get(batch.partition) ?? 0))
              ends.delete(batch.partition);
            if (ends.size === 0) resolve();
            return Promise.resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return rows;
}
