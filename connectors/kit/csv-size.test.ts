import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BIG_FILE_BYTES, GROWTH_MOST_BYTES, readInChild, writeBigFile } from '../../test/harness/big-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csv-size-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('reads a file of any size in the same memory', { timeout: 600_000 }, async () => {
  const fixture = readFileSync(new URL('../open311/fixtures/nyc.csv', import.meta.url), 'utf8');
  const [header = '', row = ''] = fixture.split('\n');
  const path = join(folder, 'big.csv');
  const long = row.replace('Loud Music/Party', `"${'Loud music, every night; '.repeat(300)}"`);
  const rows = await writeBigFile(
    path,
    {
      head: `${header}\n`,
      item: (index) => `${long.replace('90000001', String(90_000_001 + index))}\n`,
      tail: '',
    },
    BIG_FILE_BYTES,
  );
  const module = new URL('../open311/feed.ts', import.meta.url).href;
  const { records, deadLetters, firstBytes, mostBytes } = await readInChild({
    module,
    feed: 'open311',
    path,
    profile: 'nyc',
  });
  expect({ records, deadLetters }).toEqual({ records: rows, deadLetters: 0 });
  expect(mostBytes - firstBytes).toBeLessThan(GROWTH_MOST_BYTES);
});
