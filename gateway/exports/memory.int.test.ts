import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { freshDatabaseUri, freshStore } from '../../test/harness/servers.ts';
import { testSize } from '../../test/harness/size.ts';
import type { MemoryAsked, MemoryTold } from './testing/export-memory.ts';

const SCRIPT = fileURLToPath(new URL('testing/export-memory.ts', import.meta.url));
const SIZES = testSize() === 'full' ? [1_000, 10_000, 50_000] : [500, 5_000];
/** Pools, caches and compiled code that settle only after a while; what a file of more rows adds is many times that. */
const SETTLING_BYTES = 4_000_000;

test('an export takes as much memory for many rows as for few, while it is written and while it is sent', async () => {
  const uri = freshDatabaseUri();
  await freshStore(uri);
  const asked: MemoryAsked = { uri, sizes: SIZES };
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    SCRIPT,
    JSON.stringify(asked),
  ]);
  const [few, ...more] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as MemoryTold);
  expect(more).toHaveLength(SIZES.length - 1);
  for (const many of more) {
    expect(many.fileBytes - (few?.fileBytes ?? 0)).toBeGreaterThan(1.5 * SETTLING_BYTES);
    for (const what of ['writingBytes', 'csvBytes', 'xlsxBytes'] as const) {
      expect(many[what], what).toBeGreaterThan(0);
      expect(many[what] - (few?.[what] ?? 0), `${what} of ${many.rows} rows`).toBeLessThan(SETTLING_BYTES);
    }
  }
}, 300_000);
