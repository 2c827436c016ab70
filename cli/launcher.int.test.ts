import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PROJECT_DIR } from '../docker/local/parts.ts';

/** What the launcher may lean on: a POSIX shell and its small tools. */
const TOOLS = ['sh', 'cat', 'cksum', 'dirname', 'mkdir', 'readlink', 'rm', 'sleep', 'tail'];

let dir: string;
let project: string;
let bin: string;

beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'tributary-launcher-')));
  project = join(dir, 'project');
  bin = join(dir, 'bin');
  mkdirSync(project);
  mkdirSync(bin);
  copyFileSync(join(PROJECT_DIR, 'tributary'), join(project, 'tributary'));
  writeFileSync(join(project, 'package-lock.json'), '{}');
  for (const tool of TOOLS) {
    const path = spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim();
    symlinkSync(path, join(bin, tool));
  }
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

function program(name: string, script: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

/** A Node of the machine, and an npm that installs a runtime which says how it was called. */
function machineWithNode(major: number): void {
  program('node', `echo ${major}`);
  program(
    'npm',
    `echo "$1" >> calls
     mkdir -p node_modules/.bin
     printf '#!/bin/sh\\n[ "$1" = --version ] && echo v24.0.0 || echo "$@" "$TRIBUTARY_HOME"\\n' > node_modules/.bin/node
     ${join(bin, 'chmod')} +x node_modules/.bin/node`,
  );
  symlinkSync('/bin/chmod', join(bin, 'chmod'));
}

function launch(path = join(project, 'tributary')): {
  status: number | null;
  stdout: string;
  stderr: string;
} {
  return spawnSync(path, ['help'], { cwd: dir, env: { PATH: bin }, encoding: 'utf8' });
}

const calls = (): string => readFileSync(join(project, 'calls'), 'utf8');

test('installs once, and again when the lockfile has changed', () => {
  machineWithNode(20);
  const first = launch();
  expect(first.stderr).toContain('npm packages: installed');
  expect(first.stdout).toBe(`${project}/cli/main.ts help ${project}/.tributary\n`);
  expect(launch().stderr).toBe('');
  expect(calls()).toBe('ci\n');
  appendFileSync(join(project, 'package-lock.json'), '\n');
  launch();
  expect(calls()).toBe('ci\nci\n');
});

test('works through symbolic links from any folder', () => {
  machineWithNode(20);
  const relative = join(dir, 'relative');
  const absolute = join(dir, 'absolute');
  symlinkSync('project/tributary', relative);
  symlinkSync(relative, absolute);
  expect(launch(absolute).stdout).toContain(`${project}/cli/main.ts help`);
});

test('an install that failed is told with its last words and tried again', () => {
  machineWithNode(20);
  const npm = readFileSync(join(bin, 'npm'), 'utf8');
  program('npm', 'echo "no network here" >&2; exit 1');
  const failed = launch();
  expect(failed.status).toBe(1);
  expect(failed.stderr).toMatch(/no network here\ntributary: npm ci failed/);
  writeFileSync(join(bin, 'npm'), npm);
  expect(launch().status).toBe(0);
});

test('packages without the runtime are no install', () => {
  machineWithNode(20);
  program('npm', 'mkdir -p node_modules; echo "$1" >> calls');
  const failed = launch();
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain('but not Node 24');
  expect(calls()).toBe('ci\nrebuild\n');
  expect(existsSync(join(project, '.tributary', 'npm.lock'))).toBe(false);
});

test('the lock of an installer that is gone is taken over', () => {
  machineWithNode(20);
  mkdirSync(join(project, '.tributary', 'npm.lock'), { recursive: true });
  writeFileSync(join(project, '.tributary', 'npm.lock', 'pid'), '999999999\n');
  const launched = launch();
  expect(launched.status).toBe(0);
  expect(launched.stderr).not.toContain('waiting for it');
});

test('a machine with neither a new Node nor Python is told what to install', () => {
  machineWithNode(18);
  const refused = launch();
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain('apt-get install python3 python3-venv');
});
