import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installOnce } from './install-once.ts';
import { startKafka } from './kafka.ts';
import type { Report } from './report.ts';

interface InstalledKafka {
  readonly java: string;
  readonly classPath: readonly string[];
}

const FILE = 'kafka.aot';
const WITHOUT = 'Kafka will start more slowly here';
/** The JVM writes the cache at its end: some ten seconds on one core. */
const WRITTEN_WITHIN_MS = 120_000;
const HOUR_MS = 3_600_000;
const ONE_BROKER = { partitions: 2, replication: 1, minInsyncReplicas: 1 };

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
  const installed = await installOnce(
    cacheDir,
    { folder, title, fill: (to) => record(kafka, to, report) },
    report,
  );
  const file = join(installed, FILE);
  return existsSync(file) ? file : null;
}

async function record(kafka: InstalledKafka, folder: string, report: Report): Promise<void> {
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
    if (!existsSync(join(folder, FILE))) report(`${WITHOUT}: Java wrote no file`);
  } catch (error) {
    rmSync(join(folder, FILE), { force: true });
    report(`${WITHOUT}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Does what a hub does first, so that the classes for it are there too: a topic, a message, a group that reads it. */
async function exercise(brokers: readonly string[]): Promise<void> {
  // Once in the life of a project folder: `up` need not load it every time.
  const { createKafka } = await import('../../streams/kafka/kafka.ts');
  const { createLog } = await import('../../runtime/log.ts');
  const topic = 'first';
  const door = createKafka({ brokers, clientId: topic, log: createLog(topic, 'silent') });
  await door.ensureTopics([{ name: topic, retentionMs: HOUR_MS }], ONE_BROKER);
  const producer = door.createProducer();
  await producer.send(topic, [{ key: 'key', value: 'value' }]);
  await new Promise<void>((resolve) => {
    const take = (): Promise<void> => {
      setImmediate(() => void consumer.stop().then(resolve));
      return Promise.resolve();
    };
    const consumer = door.createConsumer({
      group: topic,
      topics: [topic],
      batchMessages: 1,
      concurrentBatches: 1,
      restMs: 0,
      sink: { handle: take, poison: take },
    });
  });
  await producer.stop();
}
