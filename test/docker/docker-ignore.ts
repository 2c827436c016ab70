import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob } from 'node:path';
import { PROJECT_DIR } from '../../docker/local/parts.ts';

interface Rule {
  readonly glob: string;
  readonly keeps: boolean;
}

/** The rules of `.dockerignore` as the builder reads them: the last one that matches a path, or a folder above it, decides. */
export function ignoreRules(text: string): readonly Rule[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) =>
      line.startsWith('!') ? { glob: line.slice(1), keeps: true } : { glob: line, keeps: false },
    );
}

/** Whether a path of the project (with `/`) reaches the builder. */
export function reachesBuilder(path: string, rules: readonly Rule[]): boolean {
  const withParents = [path];
  for (let above = dirname(path); above !== '.'; above = dirname(above)) withParents.push(above);
  const last = rules.findLast(({ glob }) =>
    withParents.some((one) => matchesGlob(withoutDots(one), withoutDots(glob))),
  );
  return last?.keeps ?? true;
}

/** The builder's `*` matches names that begin with a dot, too; Node's does not. */
function withoutDots(path: string): string {
  return path
    .split('/')
    .map((part) => (part === '**' ? part : `_${part}`))
    .join('/');
}

/** Folders that no rule keeps anything in, and that would take long to walk. */
const NEVER: ReadonlySet<string> = new Set(['node_modules', '.git', '.tributary']);

/** Every file that reaches the builder, as a path from the project's folder. */
export function buildContext(): readonly string[] {
  const rules = ignoreRules(readFileSync(join(PROJECT_DIR, '.dockerignore'), 'utf8'));
  const files: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(PROJECT_DIR, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !NEVER.has(entry.name)) walk(path);
      else if (entry.isFile() && reachesBuilder(path, rules)) files.push(path);
    }
  };
  walk('');
  return files;
}
