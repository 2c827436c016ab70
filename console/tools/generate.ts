import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSchema, Kind, parse, print, validate, type GraphQLSchema } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { DocumentTypes } from './document-types.ts';
import { exportFieldsSource } from './export-fields-source.ts';
import { vocabularySource } from './vocabulary-source.ts';

const CONSOLE = join(import.meta.dirname, '..');
const SUPERGRAPH = join(CONSOLE, '..', 'schema', 'supergraph.graphql');
const ENUMS = join(CONSOLE, 'vocabulary', 'enums.ts');
const EXPORT_FIELDS = join(CONSOLE, 'pages', 'exports', 'export-fields.ts');

/** The graph as the gateway serves it: the console knows nothing else of the hub. */
export function publicSchema(): GraphQLSchema {
  return buildSchema(readFileSync(SUPERGRAPH, 'utf8'), { assumeValidSDL: true });
}

/** Every file that is made here, by path, as it should be: documents with their types, the graph's enums with their names, and what exports can be asked by. */
export async function generatedFiles(schema: GraphQLSchema): Promise<ReadonlyMap<string, string>> {
  const made = new Map<string, string>();
  for (const file of globSync('**/*.graphql', { cwd: CONSOLE }).sort()) {
    const path = join(CONSOLE, file);
    made.set(path.replace(/\.graphql$/, '.ts'), await documentSource(schema, path));
  }
  made.set(ENUMS, await pretty(ENUMS, vocabularySource(schema)));
  made.set(EXPORT_FIELDS, await pretty(EXPORT_FIELDS, exportFieldsSource(schema)));
  return made;
}

/** @throws Error with every fault of the document, by its file. */
async function documentSource(schema: GraphQLSchema, path: string): Promise<string> {
  const text = readFileSync(path, 'utf8');
  const document = parse(text);
  const faults = validate(schema, document);
  const name = relative(CONSOLE, path);
  if (faults.length > 0)
    throw new Error(`console/${name}: ${faults.map(({ message }) => message).join('; ')}`);
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const types = new DocumentTypes(schema, fragments);
  const parts: string[] = [];
  for (const fragment of fragments.values()) {
    parts.push(`export type ${fragment.name.value} = ${types.fragment(fragment)};`);
  }
  for (const operation of document.definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
    const called = operation.name?.value;
    if (called === undefined) throw new Error(`console/${name}: an operation has no name`);
    const used = usedFragments(print(operation), fragments);
    const source = [operation, ...used].map((one) => print(one)).join('\n\n');
    const constant = called.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
    parts.push(
      `export type ${called}Answer = ${types.answer(operation)};`,
      `export type ${called}Variables = ${types.variables(operation)};`,
      `export const ${constant} = gql<${called}Answer, ${called}Variables>(\`${source}\`);`,
    );
  }
  const enums = [...types.enums].sort();
  const depth = name.split('/').length - 1;
  const from = `${depth === 0 ? './' : '../'.repeat(depth)}vocabulary/enums.ts`;
  const isAsked = parts.some((part) => part.includes('gql<'));
  return pretty(
    path.replace(/\.graphql$/, '.ts'),
    [
      `// Made by \`npm run console:generate\` from ${name.split('/').at(-1) ?? name}; do not edit.`,
      isAsked ? `import { gql } from '@urql/core';` : '',
      enums.length === 0 ? '' : `import type { ${enums.join(', ')} } from '${from}';`,
      '',
      ...parts,
    ].join('\n'),
  );
}

function usedFragments<One extends { readonly name: { readonly value: string } }>(
  text: string,
  fragments: ReadonlyMap<string, One>,
): readonly One[] {
  const used = new Set<One>();
  const look = (within: string): void => {
    for (const [name, fragment] of fragments) {
      if (used.has(fragment) || !new RegExp(`\\.\\.\\.${name}\\b`).test(within)) continue;
      used.add(fragment);
      look(print(fragment as never));
    }
  };
  look(text);
  return [...used];
}

async function pretty(path: string, source: string): Promise<string> {
  const options = await resolveConfig(path);
  return format(source, { ...options, filepath: path });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [path, source] of await generatedFiles(publicSchema())) writeFileSync(path, source);
}
