import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readFileIfThere } from '../../docker/local/atomic-file.ts';
import { identityOf, isRunning, type ProcessIdentity } from './process-identity.ts';

/** The process that holds the lock now, or undefined. */
export function lockOwner(lockFile: string): ProcessIdentity | undefined {
  const [pid, startTime] = (readFileIfThere(lockFile) ?? '').trim().split(' ', 2);
  if (pid === undefined || startTime === undefined) return undefined;
  const owner = { pid: Number(pid), startTime };
  return isRunning(owner) ? owner : undefined;
}

/**
 * Takes the lock of a home for this process, over a dead owner's if need be.
 * @returns the living owner when there is one, undefined when the lock is ours.
 */
export function takeLock(lockFile: string): ProcessIdentity | undefined {
  mkdirSync(dirname(lockFile), { recursive: true });
  const candidate = `${lockFile}.${process.pid}`;
  writeFileSync(candidate, `${process.pid} ${identityOf(process.pid)?.startTime ?? ''}\n`);
  try {
    for (;;) {
      // A link appears whole or not at all, so nobody ever reads a lock without its owner.
      if (linked(candidate, lockFile)) return undefined;
      const owner = lockOwner(lockFile);
      if (owner !== undefined) return owner;
      rmSync(lockFile, { force: true });
    }
  } finally {
    rmSync(candidate, { force: true });
  }
}

export function releaseLock(lockFile: string): void {
  if (lockOwner(lockFile)?.pid === process.pid) rmSync(lockFile, { force: true });
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
