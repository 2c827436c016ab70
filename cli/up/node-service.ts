import { join } from 'node:path';
import { spawnGuarded } from '../../docker/local/guarded-child.ts';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
import { readiness } from '../../runtime/readiness.ts';
import type { Launched, ServiceSpec } from './service.ts';

export interface NodeServiceOptions {
  readonly role: string;
  readonly title: string;
  /** Path of the `main.ts` within the project. */
  readonly main: string;
  readonly host: string;
  readonly port: number;
  readonly logFile: string;
  readonly after: readonly string[];
  /** Asked at every launch: addresses of servers become known on the way. */
  env(): Readonly<Record<string, string | undefined>>;
  /** V8's limit for long-lived objects. */
  readonly heapMb: number;
}

/** `runProcess` drains at most 10 s and then ends by itself. */
const STOP_WITHIN_MS = 12_000;
const GRACE_SECONDS = 12;
const READY_WITHIN_MS = 60_000;
/**
 * V8's limit for each half of its space for short-lived objects. V8's own limit lets six processes that have once been busy hold 300 MB
 * more between them for good.
 */
const YOUNG_MB = 4;

/** One of our own processes: `node <main.ts>` with its log in the home, ready when its `/readyz` says so. */
export function nodeService(options: NodeServiceOptions): ServiceSpec {
  return {
    role: options.role,
    title: options.title,
    logFile: options.logFile,
    readyWithinMs: READY_WITHIN_MS,
    after: options.after,
    address: () => `http://${options.host}:${options.port}`,
    launch: () => Promise.resolve(launch(options)),
    waitsFor: () => readiness(options.host, options.port),
  };
}

function launch(options: NodeServiceOptions): Launched {
  const child = spawnGuarded({
    command: process.execPath,
    args: [
      `--max-old-space-size=${options.heapMb}`,
      `--max-semi-space-size=${YOUNG_MB}`,
      join(PROJECT_DIR, options.main),
    ],
    env: options.env(),
    cwd: PROJECT_DIR,
    logFile: options.logFile,
    graceSeconds: GRACE_SECONDS,
  });
  return {
    pid: child.pid,
    exited: child.exited,
    stop: async () => {
      child.signal('SIGTERM');
      const killer = setTimeout(() => {
        child.signal('SIGKILL');
      }, STOP_WITHIN_MS);
      await child.exited;
      clearTimeout(killer);
    },
    kill: () => {
      child.signal('SIGKILL');
    },
  };
}
