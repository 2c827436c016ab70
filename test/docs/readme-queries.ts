import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The queries that a README shows, in their order: both READMEs show the same. */
export function readmeQueries(readme: 'README.md' | 'README.zh-CN.md'): readonly string[] {
  const text = readFileSync(join(ROOT, readme), 'utf8');
  return [...text.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, query = '']) => query);
}
