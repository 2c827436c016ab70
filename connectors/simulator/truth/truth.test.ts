import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { storyOf } from '../testing/story.ts';
import { readTruth, type Truth } from './truth.ts';

async function truthFile(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'truth-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'truth.jsonl');
  await writeFile(path, text);
  return path;
}

async function all(path: string): Promise<Truth[]> {
  const read: Truth[] = [];
  for await (const truth of readTruth(path)) read.push(truth);
  return read;
}

test('what is written a line a record is read back whole', async () => {
  const { truths } = storyOf({ seed: 'truth', records: 600, days: 7, start: '2026-11-02T00:00:00+08:00' });
  const path = await truthFile(truths.map((truth) => `${JSON.stringify(truth)}\n`).join(''));
  expect(await all(path)).toEqual(truths);
});

test('a line that is no truth is a fault, not a record left out', async () => {
  await expect(all(await truthFile('{"feed":"police110"}\n'))).rejects.toThrow('sourceId');
  await expect(all(await truthFile('{"feed":\n'))).rejects.toThrow(SyntaxError);
});
