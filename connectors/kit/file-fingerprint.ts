import { createHash } from 'node:crypto';
import { lstat, open } from 'node:fs/promises';
import { isAborted } from './abort.ts';

/** What tells a file from others, and from itself after it was written to. */
export interface Fingerprint {
  /** Of its bytes, hexadecimal. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Time of its last change, milliseconds with their fraction. */
  readonly modifiedMs: number;
}

const CHUNK_BYTES = 1024 * 1024;

/** Reads the whole file in bounded memory; null when aborted. */
export async function fingerprintOf(path: string, signal: AbortSignal): Promise<Fingerprint | null> {
  const handle = await open(path, 'r');
  try {
    const { size, mtimeMs } = await handle.stat();
    const hash = createHash('sha256');
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, null);
      if (bytesRead === 0) break;
      hash.update(chunk.subarray(0, bytesRead));
      if (isAborted(signal)) return null;
    }
    return { sha256: hash.digest('hex'), sizeBytes: size, modifiedMs: mtimeMs };
  } finally {
    await handle.close();
  }
}

/** False once somebody has written to the file since. */
export async function isUnchanged(
  path: string,
  print: Pick<Fingerprint, 'sizeBytes' | 'modifiedMs'>,
): Promise<boolean> {
  const { size, mtimeMs } = await lstat(path);
  return size === print.sizeBytes && mtimeMs === print.modifiedMs;
}

export async function firstBytes(path: string, mostBytes: number): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
