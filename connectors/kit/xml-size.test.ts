import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { encodeText } from './text-encoding.ts';
import { BIG_FILE_BYTES, GROWTH_MOST_BYTES, readInChild, writeBigFile } from '../../test/harness/big-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xml-size-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('reads a list of any size in the same memory', { timeout: 600_000 }, async () => {
  const fixture = readFileSync(new URL('../court/fixtures/good.xml', import.meta.url), 'utf8');
  const [element = ''] = /<案件>.*<\/案件>/.exec(fixture) ?? [];
  const [before = '', after = ''] = element.split('1234号');
  const long = after.replace('<诉讼请求>', `<诉讼请求>${'请求被申请人维修并赔偿损失。'.repeat(300)}`);
  const [start, end] = [before, long].map((text) => encodeText(text, 'gb18030'));
  const path = join(folder, 'big.xml');
  const cases = await writeBigFile(
    path,
    {
      head: encodeText('<?xml version="1.0" encoding="GB18030"?>\n<案件列表>\n', 'gb18030'),
      item: (index) =>
        Buffer.concat([start ?? Buffer.of(), encodeText(`${index + 1}号`, 'gb18030'), end ?? Buffer.of()]),
      tail: encodeText('</案件列表>\n', 'gb18030'),
    },
    BIG_FILE_BYTES,
  );
  const module = new URL('../court/feed.ts', import.meta.url).href;
  const reading = { module, feed: 'court', path, profile: null };
  const { records, deadLetters, firstBytes, mostBytes } = await readInChild(reading);
  expect({ records, deadLetters }).toEqual({ records: cases, deadLetters: 0 });
  expect(mostBytes - firstBytes).toBeLessThan(GROWTH_MOST_BYTES);
});
