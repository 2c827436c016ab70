import { HubError } from '../../schema/canonical/hub-error.ts';
import { tailOf } from './log-tail.ts';
import type { Exit, GuardedChild } from './guarded-child.ts';

/** A server that runs on this machine for one home folder or one test run. */
export interface LocalServer {
  /** Process id of the program that runs now. */
  readonly pid: number;
  /** Ends it in an orderly way; resolves once it is gone. */
  stop(): Promise<void>;
  /** SIGKILL. Returns at once; `restart` or `stop` wait for its end. */
  kill(): void;
  /** Ends it if it still runs, then starts it with the same port and the same data; resolves once it answers. */
  restart(): Promise<void>;
  /** Resolves when the program that runs now ends, for whatever reason. */
  whenExited(): Promise<Exit>;
}

export interface LocalServerSpec {
  /** As a person calls it: `MongoDB`, `Kafka`. */
  readonly title: string;
  readonly logFile: string;
  readonly stopWithinMs: number;
  readonly readyWithinMs: number;
  spawn(): GuardedChild;
  /** Whether it works now; called again and again until it says true. */
  isReady(): Promise<boolean>;
}

const POLL_MS = 30;

/** Starts a server and waits until it works. @throws HubError HUB_PART_MISSING with the end of its log when it ends or stays silent. */
export async function startLocalServer(spec: LocalServerSpec): Promise<LocalServer> {
  let child = await startChild(spec);
  const stop = async (): Promise<void> => {
    const stopping = child;
    stopping.signal('SIGTERM');
    const killer = setTimeout(() => {
      stopping.signal('SIGKILL');
    }, spec.stopWithinMs);
    await stopping.exited;
    clearTimeout(killer);
  };
  return {
    get pid() {
      return child.pid;
    },
    stop,
    kill: () => {
      child.signal('SIGKILL');
    },
    restart: async () => {
      await stop();
      child = await startChild(spec);
    },
    whenExited: () => child.exited,
  };
}

async function startChild(spec: LocalServerSpec): Promise<GuardedChild> {
  const child = spec.spawn();
  const deadline = Date.now() + spec.readyWithinMs;
  while (Date.now() < deadline && !child.hasExited) {
    if (await spec.isReady()) return child;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const what = child.hasExited
    ? `ended before it was ready (${describeExit(await child.exited)})`
    : `did not answer within ${spec.readyWithinMs / 1000} s`;
  child.signal('SIGKILL');
  await child.exited;
  throw new HubError(
    'HUB_PART_MISSING',
    `${spec.title} ${what}. The end of ${spec.logFile}:\n${tailOf(spec.logFile)}`,
  );
}

export function describeExit(exit: Exit): string {
  return exit.signal === null ? `exit code ${exit.code ?? 'unknown'}` : `signal ${exit.signal}`;
}
