import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { builtPageDirectory, CACHE_DIRECTORY, PAGES, type BuiltPage } from './location.ts';
import { NONCE_PLACEHOLDER } from './nonce.ts';

/**
 * Builds a page unless it is there, and answers its folder. It is built beside its place and renamed when complete, so that an interrupted build
 * leaves nothing that looks like a page.
 */
export async function ensurePage(
  page: BuiltPage,
  cacheDirectory: string,
  log: (line: string) => void,
): Promise<string> {
  const target = builtPageDirectory(page, cacheDirectory);
  if (existsSync(join(target, 'index.html'))) return target;
  log(`${page.title}: building`);
  const startedMs = Date.now();
  const unfinished = `${target}.part-${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  const environment = process.env['NODE_ENV'];
  // Vite heeds it before its own mode: a page that tests had built would be one for development, and stay.
  process.env['NODE_ENV'] = 'production';
  try {
    await build({
      configFile: false,
      root: page.root,
      base: `/${page.name}/`,
      logLevel: 'error',
      html: { cspNonce: NONCE_PLACEHOLDER },
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
    if (environment === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = environment;
    rmSync(unfinished, { recursive: true, force: true });
  }
  log(`${page.title}: built in ${Math.round((Date.now() - startedMs) / 1_000)} s`);
  return target;
}

/** Of two builds at once the first stays. */
function moveIntoPlace(unfinished: string, target: string): void {
  if (existsSync(join(target, 'index.html'))) return;
  rmSync(target, { recursive: true, force: true });
  renameSync(unfinished, target);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const page of Object.values(PAGES)) {
    await ensurePage(page, CACHE_DIRECTORY, (line) => process.stdout.write(`${line}\n`));
  }
}
