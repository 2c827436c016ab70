import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_DIR } from '../../docker/local/parts.ts';
import { pageText } from './page-code.ts';

const PAGES = [
  ...readdirSync(PROJECT_DIR),
  ...readdirSync(join(PROJECT_DIR, 'docs'), { recursive: true, encoding: 'utf8' }).map((path) =>
    join('docs', path),
  ),
].filter((path) => path.endsWith('.md'));

/** Anchors of a page's headings, as code hosts make them. */
function anchorsOf(page: string): readonly string[] {
  return [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test.each(PAGES)('%s leads only to files and headings that are there', (path) => {
  const text = pageText(path).replace(/```[\s\S]*?```/g, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const broken = links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? join(PROJECT_DIR, path) : join(PROJECT_DIR, dirname(path), file);
    if (!existsSync(target)) return true;
    if (anchor === undefined || statSync(target).isDirectory() || !target.endsWith('.md')) return false;
    return !anchorsOf(pageText(relative(PROJECT_DIR, target))).includes(anchor);
  });
  expect(broken).toEqual([]);
});
