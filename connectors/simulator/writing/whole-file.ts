import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Puts a file into a folder so that nobody finds half of it: under a `.part` name until it is whole and on disk. */
export async function writeWhole(folder: string, name: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  const file = await open(`${path}.part`, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}
