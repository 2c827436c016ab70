import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** How a process ended: exit code, or the signal that ended it. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface GuardedChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** File that standard output and error are appended to. */
  readonly logFile: string;
  /** Seconds between SIGTERM and SIGKILL when this process has died without ending the child. 0 kills at once. */
  readonly graceSeconds: number;
}

/** A child process that cannot outlive this one. */
export interface GuardedChild {
  /** The program's own process id (not the guard's). */
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** True once `exited` has resolved. */
  readonly hasExited: boolean;
  signal(signal: NodeJS.Signals): void;
}

/**
 * The guard: a subshell that waits on standard input, which this process holds open. End of input means that this process is gone
 * (SIGKILL included), so the guard ends the program; a line means that the program has ended by itself. The program replaces
 * the outer shell, so its process id, signals and exit code are those of the child.
 */
const GUARD = `
exec 3<&0
(
  read -r _ <&3 && exit 0
  if [ "$0" -gt 0 ]; then kill -TERM $$; fi
  waited=0
  while [ "$waited" -lt "$0" ] && kill -0 $$; do sleep 1; waited=$((waited + 1)); done
  kill -KILL $$
) >/dev/null 2>&1 &
exec "$@" </dev/null 3<&-
`;

/** Starts a program under the guard, in a session of its own so that Ctrl-C in the terminal reaches only this process. */
export function spawnGuarded(options: GuardedChildOptions): GuardedChild {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  let child: ChildProcess;
  try {
    child = spawn('/bin/sh', ['-c', GUARD, String(options.graceSeconds), options.command, ...options.args], {
      env: options.env,
      cwd: options.cwd,
      stdio: ['pipe', log, log],
      detached: true,
    });
  } finally {
    closeSync(log);
  }
  // The guard may be gone before it is told; there is nobody left to tell then.
  child.stdin?.on('error', () => undefined);
  let hasExited = false;
  const exited = new Promise<Exit>((resolve) => {
    child.once('error', () => {
      hasExited = true;
      resolve({ code: 127, signal: null });
    });
    child.once('exit', (code, signal) => {
      hasExited = true;
      child.stdin?.end('ended\n');
      resolve({ code, signal });
    });
  });
  return {
    pid: child.pid ?? -1,
    exited,
    get hasExited() {
      return hasExited;
    },
    signal: (signal) => {
      if (!hasExited) child.kill(signal);
    },
  };
}
