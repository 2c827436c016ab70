import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const PROJECT_DIRECTORY = join(import.meta.dirname, '..', '..');

/** Where the project keeps what can be made anew. */
export const CACHE_DIRECTORY = join(PROJECT_DIRECTORY, '.tributary', 'cache');

/** A page that the gateway serves from built files, at `/<name>`. */
export interface BuiltPage {
  readonly name: PageName;
  /** How people call it. */
  readonly title: string;
  /** Folder with its `index.html`. */
  readonly root: string;
  /** Folders that its files come from, `root` among them. */
  readonly sources: readonly string[];
}

export const PAGE_NAMES = ['console', 'graphiql'] as const;
export type PageName = (typeof PAGE_NAMES)[number];

const CONSOLE_DIRECTORY = join(PROJECT_DIRECTORY, 'console');
const GRAPHIQL_DIRECTORY = join(PROJECT_DIRECTORY, 'gateway', 'graphiql', 'page');

export const PAGES: Readonly<Record<PageName, BuiltPage>> = {
  console: {
    name: 'console',
    title: 'The console',
    root: CONSOLE_DIRECTORY,
    sources: [CONSOLE_DIRECTORY],
  },
  graphiql: {
    name: 'graphiql',
    title: 'GraphiQL',
    root: GRAPHIQL_DIRECTORY,
    sources: [GRAPHIQL_DIRECTORY, join(CONSOLE_DIRECTORY, 'session')],
  },
};

/** Folder of the built page: named by its sources and the lockfile, so that a change of either is another build. */
export function builtPageDirectory({ name, sources }: BuiltPage, cacheDirectory: string): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesBelow)) {
    hash.update(relative(PROJECT_DIRECTORY, file)).update('\0').update(readFileSync(file));
  }
  hash.update(readFileSync(join(PROJECT_DIRECTORY, 'package-lock.json')));
  return join(cacheDirectory, name, hash.digest('hex').slice(0, 16));
}

/** Where all pages are when they are built. */
export function builtPages(): Record<PageName, string> {
  const at = (page: BuiltPage): string => builtPageDirectory(page, CACHE_DIRECTORY);
  return { console: at(PAGES.console), graphiql: at(PAGES.graphiql) };
}

/** Tests are no part of a page. */
function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
