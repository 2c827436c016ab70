import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { GraphQLError, Kind, parse } from 'graphql';
import { HubError } from '../canonical/hub-error.ts';
import { withFullestDescriptions } from './fullest-descriptions.ts';
import { subgraphNames, subgraphSdl } from './subgraph-sdl.ts';

const SUPERGRAPH = new URL('../supergraph.graphql', import.meta.url);

/** One subgraph to compose: its name and its whole SDL. */
export interface SubgraphSource {
  readonly name: string;
  readonly sdl: string;
}

/** The subgraphs of this repository. */
export function subgraphSources(): readonly SubgraphSource[] {
  return subgraphNames().map((name) => ({ name, sdl: subgraphSdl(name) }));
}

/**
 * Composes subgraphs into a supergraph (Apollo Federation 2).
 * @throws HubError HUB_CONFIG_INVALID that lists every finding, one a line, with the subgraph it is about.
 */
export function composeSupergraph(sources: readonly SubgraphSource[]): string {
  const documents = withFullestDescriptions(sources.map(({ name, sdl }) => parseSdl(name, sdl)));
  const result = composeServices(
    sources.map(({ name }, index) => ({
      name,
      typeDefs: documents[index] ?? { kind: Kind.DOCUMENT, definitions: [] },
      url: `http://${name}.internal/graphql`,
    })),
  );
  if (compositionHasErrors(result)) {
    const findings = result.errors.map((error) => `  - ${error.message.replaceAll('\n', '\n    ')}`);
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `the subgraphs do not compose; mend schema/subgraphs and run \`npm run compose\`:\n${findings.join('\n')}`,
    );
  }
  return `# Made by \`npm run compose\` from schema/subgraphs; do not edit.\n${result.supergraphSdl}\n`;
}

function parseSdl(name: string, sdl: string): ReturnType<typeof parse> {
  try {
    return parse(sdl);
  } catch (error) {
    const at = error instanceof GraphQLError ? (error.locations?.[0]?.line ?? 0) : 0;
    const line = sdl.split('\n')[at - 1]?.trim() ?? '';
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `schema/subgraphs/${name}.graphql: ${error instanceof Error ? error.message : String(error)}, at: ${line}`,
      { cause: error },
    );
  }
}

/** The supergraph as checked in. */
export function checkedInSupergraph(): string {
  return readFileSync(SUPERGRAPH, 'utf8');
}

/** What tells a checked-in supergraph from the one that the subgraphs make, in words for whoever changed one of them; null when nothing does. */
export function supergraphDrift(composed: string, checkedIn: string): string | null {
  if (composed === checkedIn) return null;
  const made = composed.split('\n');
  const held = checkedIn.split('\n');
  const at = held.findIndex((line, index) => line !== made[index]);
  const line = at < 0 ? held.length : at;
  return `schema/supergraph.graphql is not up to date, line ${line + 1}: "${(held[line] ?? '').trim()}" should be "${(made[line] ?? '').trim()}"; run \`npm run compose\` and commit it`;
}

function run(args: readonly string[]): number {
  try {
    const composed = composeSupergraph(subgraphSources());
    if (!args.includes('--check')) {
      writeFileSync(SUPERGRAPH, composed);
      return 0;
    }
    const drift = supergraphDrift(composed, checkedInSupergraph());
    if (drift === null) return 0;
    process.stderr.write(`${drift}\n`);
    return 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = run(process.argv.slice(2));
}
