import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identityOf } from './process-identity.ts';
import { lockOwner, releaseLock, takeLock } from './up-lock.ts';

let dir: string;
let lock: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tributary-lock-'));
  lock = join(dir, 'run', 'up.lock');
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

test('one process holds the lock until it lets go', () => {
  expect(takeLock(lock)).toBeUndefined();
  expect(takeLock(lock)?.pid).toBe(process.pid);
  releaseLock(lock);
  expect(lockOwner(lock)).toBeUndefined();
  expect(takeLock(lock)).toBeUndefined();
});

test('the lock of a process that is gone is taken over', () => {
  takeLock(lock);
  writeFileSync(lock, '999999999 1\n');
  expect(lockOwner(lock)).toBeUndefined();
  expect(takeLock(lock)).toBeUndefined();
});

test('a later process with the same number does not own it', () => {
  takeLock(lock);
  writeFileSync(lock, `${process.ppid} 1\n`);
  expect(lockOwner(lock)).toBeUndefined();
});

test("another's lock is not released", () => {
  takeLock(lock);
  writeFileSync(lock, `${process.ppid} ${identityOf(process.ppid)?.startTime ?? ''}\n`);
  releaseLock(lock);
  expect(lockOwner(lock)?.pid).toBe(process.ppid);
});
