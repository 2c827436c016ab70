import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT_DIRECTORY = join(import.meta.dirname, '..', '..');

/** Where the project keeps what can be made anew. */
export const CACHE_DIRECTORY = join(PROJECT_DIRECTORY, '.tributary', 'cache');
/** Sources of the page. */
export const PAGE_DIRECTORY = join(import.meta.dirname, 'page');

/** Folder of the built page: named by its sources and the lockfile, so that a change of either is another build. */
export function graphiqlDirectory(cacheDirectory: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(PAGE_DIRECTORY).sort()) {
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(PAGE_DIRECTORY, name)));
  }
  hash.update(readFileSync(join(PROJECT_DIRECTORY, 'package-lock.json')));
  return join(cacheDirectory, 'graphiql', hash.digest('hex').slice(0, 16));
}
