import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { installOnce, isInstalled } from './install-once.ts';
import { ensureStartCache } from './kafka-start-cache.ts';
import { ensureJava, ensureJgo, ensurePython, JAVA_FOLDER } from './python.ts';
import type { Report } from './report.ts';
import { runTool } from './run-tool.ts';

export interface KafkaPart {
  readonly java: string;
  readonly classPath: readonly string[];
  /** Makes a start faster; null where it could not be made. */
  readonly startCache: string | null;
}

const KAFKA = 'org.apache.kafka:kafka_2.13:4.1.0';
/** Kafka logs through slf4j 1.7; without this bridge it says nothing at all. Resolved apart: together, its tree would win over Kafka's. */
const LOG_BRIDGE = 'org.apache.logging.log4j:log4j-slf4j-impl:2.24.3';
/** Folder of Kafka's jars below the cache. */
export const KAFKA_FOLDER = 'kafka-4.1.0';
/** Of these jars on this runtime: a newer one of either has a cache of its own. */
const START_CACHE = `${KAFKA_FOLDER}-${JAVA_FOLDER}`;

/** Finds or installs a Java runtime and Kafka's jars. @throws HubError HUB_PART_MISSING naming what is missing and how to get it. */
export async function ensureKafka(cacheDir: string, report: Report): Promise<KafkaPart> {
  const python = await ensurePython(cacheDir, report);
  const [java] = await Promise.all([
    ensureJava(cacheDir, python, report),
    isInstalled(cacheDir, KAFKA_FOLDER) ? undefined : installJars(cacheDir, python, report),
  ]);
  const folder = join(cacheDir, KAFKA_FOLDER);
  const jars = readdirSync(folder).filter((name) => name.endsWith('.jar'));
  const kafka = { java, classPath: jars.sort().map((name) => join(folder, name)) };
  return { ...kafka, startCache: await ensureStartCache(cacheDir, START_CACHE, kafka, report) };
}

async function installJars(cacheDir: string, python: string, report: Report): Promise<void> {
  const pythonPath = await ensureJgo(cacheDir, python, report);
  await installOnce(
    cacheDir,
    {
      folder: KAFKA_FOLDER,
      title: 'Kafka 4.1.0',
      fill: (folder) => fillWithJars(python, pythonPath, folder),
    },
    report,
  );
}

async function fillWithJars(python: string, pythonPath: string, folder: string): Promise<void> {
  const work = join(folder, 'work');
  mkdirSync(work);
  const kafka = await resolveJars(python, pythonPath, work, KAFKA);
  const bridge = await resolveJars(python, pythonPath, work, LOG_BRIDGE);
  for (const jar of [...kafka, ...bridge.filter((path) => basename(path).startsWith('log4j-slf4j-impl-'))]) {
    copyFileSync(jar, join(folder, basename(jar)));
  }
  rmSync(work, { recursive: true });
}

async function resolveJars(
  python: string,
  pythonPath: string,
  work: string,
  coordinates: string,
): Promise<readonly string[]> {
  const args = ['-m', 'jgo', '--ignore-config', '--resolver', 'python', '--class-path-only'];
  args.push('--cache-dir', join(work, 'links'), '--repo-cache', join(work, 'repository'));
  const { code, stdout, tail } = await runTool(python, [...args, 'info', 'jars', coordinates], {
    ...process.env,
    // npm sets it to 0 or 1 for what it runs; jgo takes it for an option of its own and refuses the number.
    COLOR: undefined,
    PYTHONPATH: pythonPath,
    HOME: work,
  });
  const jars = stdout.split('\n').filter((line) => line.endsWith('.jar'));
  if (code !== 0 || jars.length === 0) {
    throw new HubError(
      'HUB_PART_MISSING',
      `${coordinates} could not be fetched; check the network and try again, or set TRIBUTARY_KAFKA_BROKERS to a broker of your own.\n${tail}`,
    );
  }
  return jars;
}
