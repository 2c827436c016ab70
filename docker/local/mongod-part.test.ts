import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkMongod, wheelFits } from './mongod-part.ts';

const glibc = { getReport: () => ({ header: { glibcVersionRuntime: '2.36' } }) };
const musl = { getReport: () => ({ header: {} }) };

test('the ready-made MongoDB is for x86-64 Linux with glibc only', () => {
  expect(wheelFits({ platform: 'linux', arch: 'x64', report: glibc })).toBe(true);
  expect(wheelFits({ platform: 'linux', arch: 'x64', report: musl })).toBe(false);
  expect(wheelFits({ platform: 'linux', arch: 'arm64', report: glibc })).toBe(false);
  expect(wheelFits({ platform: 'darwin', arch: 'x64' })).toBe(false);
});

async function checked(script: string): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'tributary-mongod-'));
  const program = join(dir, 'mongod');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  try {
    return await checkMongod(program);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

test('tells the version of a MongoDB that runs', async () => {
  expect(await checked('echo "db version v6.0.5"')).toBe('6.0.5');
});

test('a missing library is named with the command that installs it', async () => {
  const script =
    'echo "mongod: error while loading shared libraries: libcurl.so.4: cannot open" >&2; exit 127';
  await expect(checked(script)).rejects.toThrow('apt-get install libcurl4');
});

test('a MongoDB that does not run at all points to one elsewhere', async () => {
  await expect(checked('echo "Illegal instruction" >&2; exit 132')).rejects.toThrow('TRIBUTARY_MONGODB_URI');
});
