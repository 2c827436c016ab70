import { readFileSync } from 'node:fs';
import { builtinModules, stripTypeScriptTypes } from 'node:module';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';
import { PROJECT_DIR } from '../../docker/local/parts.ts';

export interface Reached {
  /** Files of the project, the entries among them. */
  readonly files: ReadonlySet<string>;
  /** Packages with a file that imports each. */
  readonly packages: ReadonlyMap<string, string>;
}

const BUILTIN: ReadonlySet<string> = new Set(builtinModules);

/** Everything that the entries import when they run, also by `import()`: types are gone by then. Paths are from the project's folder. */
export function reachedFrom(entries: readonly string[]): Reached {
  const files = new Set<string>();
  const packages = new Map<string, string>();
  const toDo = [...entries];
  for (let file = toDo.pop(); file !== undefined; file = toDo.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) toDo.push(posix.join(dirname(file), name));
      else if (!name.startsWith('node:') && !BUILTIN.has(name)) packages.set(packageOf(name), file);
    }
  }
  return { files, packages };
}

const KNOWN = new Map<string, readonly string[]>();

function importsOf(file: string): readonly string[] {
  const known = KNOWN.get(file) ?? readImports(file);
  KNOWN.set(file, known);
  return known;
}

function readImports(file: string): readonly string[] {
  const text = readFileSync(join(PROJECT_DIR, file), 'utf8');
  const running = file.endsWith('.ts') ? stripTypeScriptTypes(text) : text;
  return ts.preProcessFile(running, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** `@scope/name/part` → `@scope/name`. */
function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
