import { join } from 'node:path';
import { ensureKafka, type KafkaPart } from './kafka-part.ts';
import { ensureMongod } from './mongod-part.ts';
import { ensurePython } from './python.ts';
import type { Report } from './report.ts';

/** The project's folder. */
export const PROJECT_DIR = join(import.meta.dirname, '..', '..');

/**
 * Where installed parts lie: in the project's own `.tributary`, whatever TRIBUTARY_HOME says, so that a second home on the same clone
 * finds them. Parts hold no data; deleting the folder costs one download.
 */
export const CACHE_DIR = join(PROJECT_DIR, '.tributary', 'cache');

export interface Parts {
  readonly mongod: string;
  readonly kafka: KafkaPart;
}

/** Installs what is missing of MongoDB, Java and Kafka, side by side. @throws HubError HUB_PART_MISSING */
export async function ensureParts(report: Report, cacheDir: string = CACHE_DIR): Promise<Parts> {
  // Both need it, and only one may make it.
  await ensurePython(cacheDir, report);
  const [mongod, kafka] = await Promise.allSettled([
    ensureMongod(cacheDir, report),
    ensureKafka(cacheDir, report),
  ]);
  if (mongod.status === 'rejected') throw mongod.reason;
  if (kafka.status === 'rejected') throw kafka.reason;
  return { mongod: mongod.value, kafka: kafka.value };
}
