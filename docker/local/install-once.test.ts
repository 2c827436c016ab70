import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installOnce, isInstalled } from './install-once.ts';

let cache: string;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'tributary-cache-'));
});
afterEach(() => {
  rmSync(cache, { recursive: true });
});

function partThatWrites(text: string): {
  folder: string;
  title: string;
  fill(folder: string): Promise<void>;
} {
  return {
    folder: 'part-1.0',
    title: 'Part 1.0',
    fill: (folder) => {
      writeFileSync(join(folder, 'file'), text);
      return Promise.resolve();
    },
  };
}

const lines: string[] = [];
const report = (line: string): void => void lines.push(line);

test('a part is installed once and said so', async () => {
  lines.length = 0;
  const folder = await installOnce(cache, partThatWrites('first'), report);
  await installOnce(cache, partThatWrites('second'), report);
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('first');
  expect(lines[0]).toBe('Part 1.0: installing');
  expect(lines).toHaveLength(2);
});

test('a failed install leaves nothing behind and can be tried again', async () => {
  const broken = { ...partThatWrites('x'), fill: () => Promise.reject(new Error('no network')) };
  await expect(installOnce(cache, broken, report)).rejects.toThrow('no network');
  expect(readdirSync(cache)).toEqual([]);
  await installOnce(cache, partThatWrites('later'), report);
  expect(isInstalled(cache, 'part-1.0')).toBe(true);
});

test('what an installer that was killed left behind is cleared away, a living one is left alone', async () => {
  const dead = join(cache, 'part-1.0.part-999999999');
  const alive = join(cache, `part-1.0.part-${process.ppid}`);
  mkdirSync(dead);
  mkdirSync(alive);
  await installOnce(cache, partThatWrites('x'), report);
  expect(existsSync(dead)).toBe(false);
  expect(existsSync(alive)).toBe(true);
});

test('a folder without its marker is damage and is replaced', async () => {
  mkdirSync(join(cache, 'part-1.0'));
  writeFileSync(join(cache, 'part-1.0', 'half'), '');
  const folder = await installOnce(cache, partThatWrites('whole'), report);
  expect(readdirSync(folder).sort()).toEqual(['.complete', 'file']);
});

test('of two installs at once both end with one whole part', async () => {
  let release: () => void = () => undefined;
  const slow = {
    ...partThatWrites('slow'),
    fill: async (folder: string): Promise<void> => {
      writeFileSync(join(folder, 'file'), 'slow');
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    },
  };
  const first = installOnce(cache, slow, report);
  // What another process does meanwhile.
  mkdirSync(join(cache, 'part-1.0'));
  writeFileSync(join(cache, 'part-1.0', 'file'), 'other');
  writeFileSync(join(cache, 'part-1.0', '.complete'), '');
  release();
  const folder = await first;
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('other');
  expect(readdirSync(cache)).toEqual(['part-1.0']);
});
