import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { identityOf, isRunning } from '../../cli/home/process-identity.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { spawnGuarded, type GuardedChild } from './guarded-child.ts';

const dir = mkdtempSync(join(tmpdir(), 'tributary-guard-'));
const logFile = join(dir, 'child.log');
afterAll(() => {
  rmSync(dir, { recursive: true });
});

function guarded(script: string, graceSeconds = 0): GuardedChild {
  return spawnGuarded({
    command: '/bin/sh',
    args: ['-c', script],
    env: { PATH: process.env['PATH'] },
    logFile,
    graceSeconds,
  });
}

test('exit code and output are those of the program', async () => {
  const child = guarded('echo said; exit 7');
  expect(await child.exited).toEqual({ code: 7, signal: null });
  expect(readFileSync(logFile, 'utf8')).toContain('said');
});

test('signals reach the program itself', async () => {
  const child = guarded('exec sleep 60');
  child.signal('SIGKILL');
  expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(child.hasExited).toBe(true);
});

/** Runs a parent that starts one guarded child, kills the parent, and gives back what identifies the child. */
async function orphaned(script: string, graceSeconds: number): Promise<{ pid: number; startTime: string }> {
  const file = join(dir, `parent-${graceSeconds}.ts`);
  const options = { command: '/bin/sh', args: ['-c', script], env: {}, logFile, graceSeconds };
  writeFileSync(
    file,
    `import { spawnGuarded } from ${JSON.stringify(join(import.meta.dirname, 'guarded-child.ts'))};
     console.log(spawnGuarded({ ...${JSON.stringify(options)}, env: process.env }).pid);
     setInterval(() => {}, 1_000);`,
  );
  const parent = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = await new Promise<number>((resolve) => {
    parent.stdout.once('data', (chunk: Buffer) => {
      resolve(Number(chunk.toString()));
    });
  });
  const identity = identityOf(pid);
  if (identity === undefined) throw new Error('the child did not start');
  parent.kill('SIGKILL');
  return identity;
}

test('the program dies with a parent that is killed', async () => {
  const child = await orphaned('exec sleep 60', 0);
  await eventually(() => !isRunning(child), { what: 'the end of the child' });
});

test('with a grace it may end in its own way first', async () => {
  const child = await orphaned('trap "echo tidied; exit 0" TERM; while :; do sleep 0.05; done', 5);
  await eventually(() => !isRunning(child), { what: 'the end of the child' });
  expect(readFileSync(logFile, 'utf8')).toContain('tidied');
});

test('a program that ignores the grace is killed', async () => {
  const child = await orphaned('trap "" TERM; while :; do sleep 0.05; done', 1);
  await eventually(() => !isRunning(child), { what: 'the end of the child' });
});
