import { writeFileSync } from 'node:fs';
import {
  breakingChanges,
  breaksSomebody,
  readUsage,
  type BreakingChange,
} from '../gateway/any/breaking-changes.ts';
import { composeFiles } from '../gateway/any/compose-files.ts';
import { Published } from '../gateway/any/published.ts';
import { readText, readUrls } from '../gateway/any/subgraph-urls.ts';
import { readSupergraph } from '../gateway/router/supergraph/supergraph.ts';
import { HubError } from '../schema/canonical/hub-error.ts';

export interface SchemaRequest {
  /** SDL of one subgraph each. */
  readonly files: readonly string[];
  /** `urls.json`, to be written into the supergraph. */
  readonly urls?: string | undefined;
}

/** @throws HubError HUB_CONFIG_INVALID: what is wrong, by subgraph */
export function compose({ files, urls }: SchemaRequest): string {
  const named = new Map((urls === undefined ? [] : readUrls(urls)).map(({ name, url }) => [name, url]));
  const sdl = composeFiles(files, named);
  // What this gateway cannot execute is told now, not when it is asked for.
  readSupergraph(sdl);
  return sdl;
}

export function writeComposed(request: SchemaRequest, out: string | undefined): void {
  const sdl = compose(request);
  if (out === undefined) process.stdout.write(sdl);
  else writeFileSync(out, sdl);
}

export interface CheckRequest extends SchemaRequest {
  readonly home: string;
  /** Supergraph to compare with; unless told, what is published. */
  readonly against?: string | undefined;
  /** Record of which fields are asked for. */
  readonly usage?: string | undefined;
}

/** What the files, composed, break of what is in service; and the supergraph itself. */
export function check(request: CheckRequest): { readonly sdl: string; readonly changes: BreakingChange[] } {
  const sdl = compose(request);
  const before =
    request.against === undefined ? new Published(request.home).current() : readText(request.against);
  const usage = request.usage === undefined ? null : readUsage(request.usage);
  return { sdl, changes: before === null ? [] : breakingChanges(before, sdl, usage) };
}

/** One change a line, with how often it was asked for. */
export function toldChanges(changes: readonly BreakingChange[]): string {
  const lines = changes.map((change) => {
    const { description, used } = change;
    const times = used === null ? 'nobody knows whether it is used' : `asked for ${used} times`;
    return `${breaksSomebody(change) ? 'BREAKS' : 'unused'}  ${description} (${times})`;
  });
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * Puts what the files make into service: gateways that follow the home's supergraph take it within a second.
 * @throws HubError HUB_CONFIG_INVALID when it breaks what somebody asks for and `isForced` does not say that it may
 */
export function publish(request: CheckRequest, isForced: boolean): string {
  const { sdl, changes } = check(request);
  if (changes.some(breaksSomebody) && !isForced) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `nothing was published, because it breaks what is in service; mend it, give a record of usage (--usage) or say --force:\n${toldChanges(changes)}`,
    );
  }
  const published = new Published(request.home);
  const { number, file } = published.publish(sdl);
  return `version ${number} is in service: ${published.currentFile}, which gateways follow; kept as ${file}\n`;
}

export function rollback(home: string, number: number | undefined): string {
  const { from, now } = new Published(home).rollback(number);
  return `version ${now.number} is in service, the same as version ${from.number}\n`;
}

export function history(home: string): string {
  const versions = new Published(home).versions();
  const last = versions.at(-1)?.number;
  return versions
    .map(({ number, file }) => `${number}${number === last ? ' (in service)' : ''}  ${file}\n`)
    .join('');
}
