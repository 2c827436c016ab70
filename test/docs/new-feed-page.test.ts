import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Feed } from '../../connectors/kit/feed.ts';
import { fileBatches } from '../../connectors/kit/testing/file-batches.ts';
import type { FileFormat } from '../../connectors/kit/file-format.ts';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
import { codeBlocks, markedCode, pageText } from './page-code.ts';

const PAGE = pageText('docs/new-feed.md');
const folder = mkdtempSync(join(tmpdir(), 'tributary-new-feed-'));
let letters: Feed;

beforeAll(async () => {
  // The page's files lie in connectors/letters; here they lie elsewhere and find the same kit.
  for (const file of ['draft.ts', 'feed.ts']) {
    const code = markedCode(PAGE, file)
      .replaceAll("'../../", `'${pathToFileURL(PROJECT_DIR).href}/`)
      .replaceAll("'../kit/", `'${pathToFileURL(PROJECT_DIR).href}/connectors/kit/`)
      .replace("from 'zod'", `from '${import.meta.resolve('zod')}'`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, file), code);
  }
  ({ letters } = (await import(/* @vite-ignore */ join(folder, 'feed.ts'))) as { letters: Feed });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function read(csv: string) {
  const path = join(folder, 'letters.csv');
  writeFileSync(path, csv);
  const [format] = letters.files ?? [];
  const [batch] = await fileBatches(format as FileFormat, path, null);
  return batch;
}

test('the feed that the page builds takes the rows that it shows', async () => {
  const [csv = ''] = codeBlocks(PAGE, 'csv');
  const batch = await read(csv);
  expect(batch?.letters).toEqual([]);
  const drafts = (batch?.records ?? []).map((record) => letters.toDraft(record.bytes, record));
  expect(drafts).toMatchObject([
    {
      sourceId: 'XF2026112400017',
      state: 'ACTIVE',
      reportedAt: '2026-11-24T09:10:00+08:00',
      place: { regionCode: '320612' },
      parties: [
        { role: 'REPORTER', name: '欧阳锷' },
        { role: 'COUNTERPARTY', kind: 'ORGANISATION' },
      ],
      flags: [],
    },
    { state: 'WITHDRAWN', details: { reply: '已告知' } },
  ]);
});

test('a row that says no time is a dead letter that names the column', async () => {
  const [csv = ''] = codeBlocks(PAGE, 'csv');
  const batch = await read(csv.replace('2026-11-24 09:10:00', '昨天'));
  expect(batch?.records).toHaveLength(1);
  expect(batch?.letters).toMatchObject([{ reason: expect.stringContaining('登记时间') as unknown }]);
});
