import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafka } from '../docker/local/kafka.ts';
import { startMongod } from '../docker/local/mongod.ts';
import { ensureParts } from '../docker/local/parts.ts';

export interface BenchServers {
  /** Folder of the bench's own, gone when it ends. */
  readonly dir: string;
  readonly kafkaBrokers: readonly string[];
  readonly mongodbUri: string;
}

/** Runs a bench on a broker and a database of its own; both end with it. */
export async function withServers(
  bench: string,
  work: (servers: BenchServers) => Promise<void>,
): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), `tributary-${bench}-`));
  const parts = await ensureParts((line) => process.stderr.write(`${line}\n`));
  const [mongod, kafka] = await Promise.all([
    startMongod({
      mongod: parts.mongod,
      dir: join(dir, 'mongodb'),
      logFile: join(dir, 'mongodb.log'),
      database: 'bench',
    }),
    startKafka({ ...parts.kafka, dir: join(dir, 'kafka'), logFile: join(dir, 'kafka.log') }),
  ]);
  try {
    await work({ dir, kafkaBrokers: kafka.brokers, mongodbUri: mongod.uri });
  } finally {
    await Promise.all([kafka.stop(), mongod.stop()]);
    rmSync(dir, { recursive: true, force: true });
  }
}
