import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { testSize } from './size.ts';
import type { ChildReading, ChildResult } from './read-in-child.ts';

const MEGABYTE = 1024 * 1024;

const IS_FULL = testSize() === 'full';
/** Files are said to be read in the same memory whatever their size: the size at which tests hold them to it. */
export const BIG_FILE_BYTES = (IS_FULL ? 500 : 120) * MEGABYTE;
/**
 * Far less than the file. Heap and buffers stay at 40 MB; the rest is what the allocator holds on to, which levels off near 150 MB and does not
 * grow when the file is read once more.
 */
export const GROWTH_MOST_BYTES = (IS_FULL ? 200 : 80) * MEGABYTE;
const HEAP_MOST_MEGABYTES = 64;
const WRITE_BYTES = 4 * MEGABYTE;

/** Writes head, as many items as make the size, and tail; gives the number of items. */
export async function writeBigFile(
  path: string,
  parts: {
    readonly head: string | Uint8Array;
    readonly item: (index: number) => string | Uint8Array;
    readonly tail: string | Uint8Array;
  },
  sizeBytes: number,
): Promise<number> {
  const handle = await open(path, 'w');
  try {
    let items = 0;
    let written = 0;
    let waiting = [Buffer.from(parts.head)];
    let waitingBytes = waiting[0]?.length ?? 0;
    while (written + waitingBytes < sizeBytes) {
      const item = Buffer.from(parts.item(items));
      waiting.push(item);
      waitingBytes += item.length;
      items += 1;
      if (waitingBytes < WRITE_BYTES) continue;
      await handle.writeFile(Buffer.concat(waiting));
      written += waitingBytes;
      waiting = [];
      waitingBytes = 0;
    }
    await handle.writeFile(Buffer.concat([...waiting, Buffer.from(parts.tail)]));
    return items;
  } finally {
    await handle.close();
  }
}

/** Reads a file in a process of its own, which dies when it needs more heap than a small ceiling. */
export async function readInChild(reading: ChildReading): Promise<ChildResult> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    `--max-old-space-size=${HEAP_MOST_MEGABYTES}`,
    join(import.meta.dirname, 'read-in-child.ts'),
    JSON.stringify(reading),
  ]);
  return JSON.parse(stdout) as ChildResult;
}
