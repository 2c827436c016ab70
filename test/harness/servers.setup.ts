import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startKafka } from '../../docker/local/kafka.ts';
import { startMongod } from '../../docker/local/mongod.ts';
import { ensureParts, PROJECT_DIR } from '../../docker/local/parts.ts';
import type { Report } from '../../docker/local/report.ts';

declare module 'vitest' {
  interface ProvidedContext {
    tributaryServers: { readonly kafkaBrokers: readonly string[]; readonly mongodbUri: string };
  }
}

interface TestServers {
  readonly kafkaBrokers: readonly string[];
  readonly mongodbUri: string;
  stop(): Promise<void>;
}

/** One pair of servers a run, however many vitest projects ask for them: the setup is loaded once a project. */
const RUN = globalThis as { tributaryTestServers?: { users: number; servers: Promise<TestServers> } };

const TEST_DIR = join(PROJECT_DIR, '.tributary', 'test');
/** Files that lie in memory, on Linux. */
const MEMORY = '/dev/shm';
const MEMORY_DIR = join(MEMORY, `tributary-test-${userInfo().uid}`);
/** Much more than the servers of a run write. */
const MEMORY_NEEDED_BYTES = 12 * 1_024 ** 3;

/** vitest's globalSetup: the servers from the environment, else one mongod and one broker, which die with this process. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const run = (RUN.tributaryTestServers ??= { users: 0, servers: startServers() });
  run.users += 1;
  const servers = await run.servers;
  project.provide('tributaryServers', {
    kafkaBrokers: servers.kafkaBrokers,
    mongodbUri: servers.mongodbUri,
  });
  return async () => {
    run.users -= 1;
    if (run.users > 0) return;
    delete RUN.tributaryTestServers;
    await servers.stop();
  };
}

async function startServers(): Promise<TestServers> {
  const givenBrokers = process.env['TRIBUTARY_KAFKA_BROKERS'] ?? '';
  const givenUri = process.env['TRIBUTARY_MONGODB_URI'] ?? '';
  const dir = serversDir();
  const report: Report = (line) => process.stderr.write(`${line}\n`);
  const parts = givenBrokers !== '' && givenUri !== '' ? undefined : await ensureParts(report);
  const [mongod, kafka] = await Promise.all([
    parts === undefined || givenUri !== ''
      ? undefined
      : startMongod({
          mongod: parts.mongod,
          dir: join(dir, 'mongodb'),
          logFile: join(dir, 'mongodb.log'),
          database: 'test',
          // Each test file drops databases of some 200 files; all of a run together are more than many machines let a process open.
          historySeconds: 5,
        }),
    parts === undefined || givenBrokers !== ''
      ? undefined
      : startKafka({ ...parts.kafka, dir: join(dir, 'kafka'), logFile: join(dir, 'kafka.log') }),
  ]);
  return {
    kafkaBrokers: kafka?.brokers ?? givenBrokers.split(','),
    mongodbUri: mongod?.uri ?? givenUri,
    stop: async () => {
      // Nothing of it is wanted: no orderly end.
      mongod?.kill();
      kafka?.kill();
      await Promise.all([mongod?.stop(), kafka?.stop()]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/**
 * A folder for what the servers of this run write: in memory where there is plenty. Each test file has databases of its own with some 200 files
 * each, and on a disk mongod waits for every one of them.
 */
function serversDir(): string {
  const parents = isRoomInMemory() ? [MEMORY_DIR, TEST_DIR] : [TEST_DIR];
  for (const parent of parents) removeLeftovers(parent);
  return mkdtempSync(join(parents[0] ?? TEST_DIR, `${process.pid}-`));
}

function isRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, process.availableMemory()) > MEMORY_NEEDED_BYTES;
  } catch {
    return false;
  }
}

/** Folders of runs that were ended by SIGKILL. */
function removeLeftovers(parent: string): void {
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    const pid = Number(name.split('-')[0]);
    try {
      process.kill(pid, 0);
    } catch {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
}
