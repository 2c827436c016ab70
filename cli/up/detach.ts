import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Home } from '../home/home.ts';
import { readState } from '../home/state.ts';
import { lockOwner } from '../home/up-lock.ts';
import { alreadyRunning } from './already-running.ts';

const POLL_MS = 100;

/**
 * Starts `up` in the background, shows what it says and returns once all is ready.
 * @returns the exit code of `up` when it ended before, else 0.
 * @throws HubError HUB_BAD_REQUEST when one is running.
 */
export async function detachUp(home: Home, args: readonly string[]): Promise<number> {
  const owner = lockOwner(home.lockFile);
  if (owner !== undefined) throw alreadyRunning(home, readState(home.stateFile), owner.pid);
  mkdirSync(home.logsDir, { recursive: true });
  const logFile = home.logFile('up');
  const log = openSync(logFile, 'a');
  let shown = statSync(logFile).size;
  const up = spawn(process.execPath, [join(PROJECT_DIR, 'cli', 'main.ts'), 'up', ...args], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let code: number | null | undefined;
  up.once('exit', (exitCode) => {
    code = exitCode ?? 1;
  });
  up.once('error', (cause) => {
    throw new HubError('HUB_INTERNAL', `up could not be started: ${cause.message}`, { cause });
  });
  for (;;) {
    const isReady = isReadyAt(home, up.pid);
    shown = showNew(logFile, shown);
    if (code !== undefined) return code ?? 1;
    if (isReady) break;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  up.unref();
  return 0;
}

function isReadyAt(home: Home, pid: number | undefined): boolean {
  const state = readState(home.stateFile);
  return state?.pid === pid && state?.phase === 'ready';
}

/** Copies what was added to the log to standard output. @returns the new position. */
function showNew(path: string, from: number): number {
  const size = statSync(path).size;
  if (size <= from) return from;
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(size - from);
  readSync(file, bytes, 0, bytes.length, from);
  closeSync(file);
  process.stdout.write(bytes);
  return size;
}
