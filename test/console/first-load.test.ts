import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ensurePage } from '../../gateway/pages/build.ts';
import { CACHE_DIRECTORY, PAGES } from '../../gateway/pages/location.ts';

const MOST_BYTES = 450_000;

/** Files that these need before they can run, themselves included. */
function withImports(directory: string, names: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  const add = (name: string): void => {
    if (all.has(name)) return;
    all.add(name);
    if (!name.endsWith('.js')) return;
    const text = readFileSync(join(directory, name), 'utf8');
    for (const [, found = ''] of text.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g)) add(found);
  };
  names.forEach(add);
  return all;
}

test('what the first page needs is at most 450 KB gzip, and charts are not in it', async () => {
  const directory = await ensurePage(PAGES.console, CACHE_DIRECTORY, () => undefined);
  const assets = join(directory, 'assets');
  const html = readFileSync(join(directory, 'index.html'), 'utf8');
  const first = [...html.matchAll(/\/console\/assets\/([^"]+)/g)].map(([, name = '']) => name);
  const searchPage = readdirSync(assets).filter((name) => name.startsWith('search-page'));
  expect(searchPage.length).toBeGreaterThan(0);
  const files = withImports(assets, [...first, ...searchPage]);
  const bytes = [...files].map((name) => gzipSync(readFileSync(join(assets, name))).length);
  const total = bytes.reduce((sum, one) => sum + one, gzipSync(html).length);
  expect(total).toBeLessThanOrEqual(MOST_BYTES);
  expect(total).toBeGreaterThan(100_000);
  expect([...files].filter((name) => readFileSync(join(assets, name), 'utf8').includes('zrender'))).toEqual(
    [],
  );
  // What is built within tests is what people get: nothing that only a page in development has.
  expect(
    [...files].filter((name) => /jsxDEV|css-dev-only/.test(readFileSync(join(assets, name), 'utf8'))),
  ).toEqual([]);
}, 120_000);
