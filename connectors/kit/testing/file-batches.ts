import { basename } from 'node:path';
import type { Feed } from '../feed.ts';
import { formatOf, type FileBatch, type FileFormat, type FilePosition } from '../file-format.ts';

/** The feed's form of file with this ending, e.g. `.csv`. */
export function formatOfFeed(feed: Feed, ending: string): FileFormat {
  const format = formatOf(`x${ending}`, feed.files ?? []);
  if (format === undefined) throw new Error(`${feed.name} takes no ${ending} files`);
  return format;
}

/** Reads a file, or what is behind a position, to its end. */
export async function fileBatches(
  format: FileFormat,
  path: string,
  profile: string | null,
  from: FilePosition | null = null,
): Promise<readonly FileBatch[]> {
  const reading = {
    path,
    name: basename(path),
    origin: 'file:x',
    profile,
    connector: 'c',
    now: () => new Date(0),
  };
  const batches: FileBatch[] = [];
  for await (const batch of format.read(reading, from)) batches.push(batch);
  return batches;
}

export function sourceIdsOf(batches: readonly FileBatch[]): string[] {
  return batches.flatMap(({ records }) => records.map(({ sourceId }) => sourceId));
}

export function reasonsOf(batches: readonly FileBatch[]): string[] {
  return batches.flatMap(({ letters }) => letters.map(({ reason }) => reason));
}
