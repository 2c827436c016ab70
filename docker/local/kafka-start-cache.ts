import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { installOnce } from './install-once.ts';
import { startKafka } from './kafka.ts';
import type { Report } from './report.ts';

interface InstalledKafka {
  readonly java: string;
  readonly classPath: readonly string[];
}

const FILE = 'kafka.aot';
/** The JVM writes the cache at its end: some ten seconds on one core. */
const WRITTEN_WITHIN_MS = 120_000;
const PARTITIONS = 2;

/**
 * Kafka's classes as a JVM has them loaded and linked once a broker works (JEP 483, 514): a start takes half its time and processor with
 * it. Made once by a broker that runs for a moment. It is a convenience: where it cannot be made, brokers start without it.
 * @returns the file, or null where there is none.
 */
export async function ensureStartCache(
  cacheDir: string,
  folder: string,
  kafka: InstalledKafka,
  report: Report,
): Promise<string | null> {
  const title = 'Kafka’s classes, loaded for fast starts';
  const installed = await installOnce(cacheDir, { folder, title, fill: (to) => record(kafka, to) }, report);
  const file = join(installed, FILE);
  return existsSync(file) ? file : null;
}

async function record(kafka: InstalledKafka, folder: string): Promise<void> {
  const dir = join(folder, 'work');
  mkdirSync(dir);
  try {
    const broker = await startKafka({
      ...kafka,
      startCache: null,
      recordStartCache: join(folder, FILE),
      dir,
      logFile: join(dir, 'kafka.log'),
      stopWithinMs: WRITTEN_WITHIN_MS,
    });
    await exercise(broker.brokers);
    await broker.stop();
  } catch {
    rmSync(join(folder, FILE), { force: true });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Does what a hub does first, so that the classes for it are there too: topics, a transaction, a group that reads. */
async function exercise(brokers: readonly string[]): Promise<void> {
  const topic = 'first';
  const client = new Kafka({ clientId: 'first', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const admin = client.admin();
  const producer = client.producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    idempotent: true,
    maxInFlightRequests: 1,
    transactionalId: 'first',
  });
  const consumer = client.consumer({ groupId: 'first', readUncommitted: false });
  try {
    await admin.connect();
    await admin.createTopics({
      topics: [{ topic, numPartitions: PARTITIONS }],
      waitForLeaders: true,
    });
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ key: 'key', value: 'value' }] });
    await transaction.commit();
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const eachMessage = (): Promise<void> => {
        resolve();
        return Promise.resolve();
      };
      consumer.run({ eachMessage }).catch(reject);
    });
  } finally {
    await Promise.allSettled([consumer.disconnect(), producer.disconnect(), admin.disconnect()]);
  }
}
