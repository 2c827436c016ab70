import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { CACHE_DIRECTORY, graphiqlDirectory, PAGE_DIRECTORY } from './location.ts';

/**
 * Builds the GraphiQL page unless it is there, and answers its folder. It is built beside its place and renamed when complete, so that an
 * interrupted build leaves nothing that looks like a page.
 */
export async function ensureGraphiql(cacheDirectory: string, log: (line: string) => void): Promise<string> {
  const target = graphiqlDirectory(cacheDirectory);
  if (existsSync(join(target, 'index.html'))) return target;
  log('GraphiQL: building the page');
  const startedMs = Date.now();
  const unfinished = `${target}.part-${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  try {
    await build({
      configFile: false,
      root: PAGE_DIRECTORY,
      base: '/graphiql/',
      logLevel: 'error',
      build: {
        outDir: unfinished,
        emptyOutDir: true,
        assetsInlineLimit: 0,
        chunkSizeWarningLimit: 10_000,
        reportCompressedSize: false,
      },
      worker: { format: 'es' },
    });
    moveIntoPlace(unfinished, target);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  log(`GraphiQL: built in ${Math.round((Date.now() - startedMs) / 1_000)} s`);
  return target;
}

/** Of two builds at once the first stays. */
function moveIntoPlace(unfinished: string, target: string): void {
  if (existsSync(join(target, 'index.html'))) return;
  rmSync(target, { recursive: true, force: true });
  renameSync(unfinished, target);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await ensureGraphiql(CACHE_DIRECTORY, (line) => process.stdout.write(`${line}\n`));
}
