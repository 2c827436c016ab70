import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_DIR } from '../../docker/local/parts.ts';

export interface RunningCode {
  /** Standard output so far, a line an entry. */
  lines(): readonly string[];
  /** Standard error so far. */
  complaints(): string;
  readonly ended: Promise<number | null>;
  /** SIGKILL to it and to whatever it started. */
  kill(): Promise<void>;
}

/** A folder in which programs find this project's packages. */
export function folderWithPackages(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-docs-'));
  symlinkSync(join(PROJECT_DIR, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs what a page shows, in a process group of its own. */
export function runCode(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): RunningCode {
  const child: ChildProcess = spawn(command, args, {
    cwd,
    detached: true,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (part: string) => (out += part));
  child.stderr?.setEncoding('utf8').on('data', (part: string) => (err += part));
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return {
    lines: () => out.split('\n').filter((line) => line !== ''),
    complaints: () => err,
    ended,
    kill: async () => {
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL');
      } catch {
        // Gone already.
      }
      await ended;
    },
  };
}
