import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Sum of the sizes of all files below a folder; files that vanish meanwhile count nothing. */
export function folderSizeBytes(folder: string): number {
  let bytes = 0;
  for (const name of namesIn(folder)) {
    try {
      const path = join(folder, name);
      const stat = lstatSync(path);
      bytes += stat.isDirectory() ? folderSizeBytes(path) : stat.size;
    } catch {
      // Removed between listing and looking.
    }
  }
  return bytes;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
