import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { testSize } from '../harness/size.ts';
import type { HeapSeen } from './flat-memory-child.ts';

const REQUESTS = testSize() === 'full' ? 1_000_000 : 20_000;
/** Half way all bounded caches are full (1,000 documents): what grows by more afterwards grows with the requests. */
const MOST_GROWTH_BYTES = 4 * 1024 * 1024;
const CHILD = fileURLToPath(new URL('./flat-memory-child.ts', import.meta.url));

it(`memory is flat over ${REQUESTS} requests, every eighth of them new`, { timeout: 3_600_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', CHILD, String(REQUESTS)]);
  const { earlyBytes, lateBytes } = JSON.parse(stdout) as HeapSeen;
  expect(earlyBytes).toBeGreaterThan(0);
  expect(lateBytes - earlyBytes).toBeLessThan(MOST_GROWTH_BYTES);
});
