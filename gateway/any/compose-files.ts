import { basename } from 'node:path';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { GraphQLError, parse, type DocumentNode } from 'graphql';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { readText } from './subgraph-urls.ts';

/** Stands in a supergraph where nobody said where a subgraph is; who serves it says so. */
const NOWHERE = 'http://nowhere.invalid/graphql';

/**
 * Composes SDL files into a supergraph; each file is a subgraph and is called like it without its ending.
 * @throws HubError HUB_CONFIG_INVALID that lists every finding, one a line, with the subgraph it is about
 */
export function composeFiles(files: readonly string[], urls: ReadonlyMap<string, URL> = new Map()): string {
  const services = files.map((file) => {
    const name = basename(file).replace(/\.graphqls?$/, '');
    return { name, url: urls.get(name)?.href ?? NOWHERE, typeDefs: parsedFile(file) };
  });
  const doubled = services.find(({ name }, at) => services.findIndex((other) => other.name === name) !== at);
  if (doubled !== undefined) {
    throw new HubError('HUB_CONFIG_INVALID', `two files are the subgraph ${doubled.name}; rename one`);
  }
  const result = composeServices(services);
  if (!compositionHasErrors(result)) return `${result.supergraphSdl}\n`;
  const findings = result.errors.map(({ message, extensions }) => {
    const code = typeof extensions['code'] === 'string' ? ` (${extensions['code']})` : '';
    return `  - ${message.replaceAll('\n', '\n    ')}${code}`;
  });
  throw new HubError('HUB_CONFIG_INVALID', `the subgraphs do not compose:\n${findings.join('\n')}`);
}

function parsedFile(file: string): DocumentNode {
  const text = readText(file);
  try {
    return parse(text);
  } catch (cause) {
    const at = cause instanceof GraphQLError ? cause.locations?.[0] : undefined;
    const line = at === undefined ? '' : `, at: ${text.split('\n')[at.line - 1]?.trim() ?? ''}`;
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${file}${at === undefined ? '' : `:${at.line}:${at.column}`}: ${cause instanceof Error ? cause.message : String(cause)}${line}`,
      { cause },
    );
  }
}
