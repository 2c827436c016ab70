import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from '../../docker/local/parts.ts';

/** A page of docs/, or of the project's folder, as it is checked in. */
export function pageText(path: string): string {
  return readFileSync(join(PROJECT_DIR, path), 'utf8');
}

/** The code block that stands behind `<!-- A test runs this: NAME -->`. @throws Error when the page has none. */
export function markedCode(page: string, name: string): string {
  const found = page.split(`<!-- A test runs this: ${name} -->`)[1];
  const [, code] = /^\s+```\w+\n([\s\S]*?)```/.exec(found ?? '') ?? [];
  if (code === undefined) throw new Error(`the page has no code marked ${name}`);
  return code;
}

/** All code blocks of one language, in their order. */
export function codeBlocks(page: string, language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, code = '']) => code,
  );
}
