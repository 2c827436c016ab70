import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';

const UrlsSchema = z
  .array(z.strictObject({ name: z.string().min(1), url: z.url({ protocol: /^https?$/ }) }))
  .min(1);

/** A subgraph and where it is. */
export interface SubgraphUrl {
  readonly name: string;
  readonly url: URL;
}

/**
 * Reads `urls.json`: `[{"name": "...", "url": "..."}]`.
 * @throws HubError HUB_CONFIG_INVALID naming file and entry
 */
export function readUrls(path: string): SubgraphUrl[] {
  const parsed = UrlsSchema.safeParse(json(path));
  if (!parsed.success) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${path} must be a list like [{"name": "products", "url": "http://127.0.0.1:4001/graphql"}]: ${z.prettifyError(parsed.error)}`,
      { cause: parsed.error },
    );
  }
  return parsed.data.map(({ name, url }) => ({ name, url: new URL(url) }));
}

/**
 * The URL of each subgraph that a supergraph names: by the same name, or by one that differs in case and separators alone.
 * @returns the URLs and the names of the file that the supergraph does not know
 * @throws HubError HUB_CONFIG_INVALID listing subgraphs without URL and names that nothing stands for
 */
export function urlsOf(
  names: readonly string[],
  given: readonly SubgraphUrl[],
  path: string,
): { readonly urls: ReadonlyMap<string, URL>; readonly unknown: readonly string[] } {
  const urls = new Map<string, URL>();
  const used = new Set<SubgraphUrl>();
  for (const name of names) {
    const exact = given.filter((one) => one.name === name);
    const alike = given.filter((one) => plain(one.name) === plain(name));
    const found = exact.length > 0 ? exact : alike;
    if (found.length > 1) {
      throw new HubError('HUB_CONFIG_INVALID', `${path} names the subgraph ${name} ${found.length} times`);
    }
    const [one] = found;
    if (one === undefined) continue;
    urls.set(name, one.url);
    used.add(one);
  }
  const unknown = given.filter((one) => !used.has(one)).map(({ name }) => name);
  const missing = names.filter((name) => !urls.has(name));
  if (missing.length > 0) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `${path} has no URL for ${missing.join(', ')}, which the supergraph names` +
        (unknown.length === 0 ? '' : `; it names ${unknown.join(', ')}, which the supergraph does not know`),
    );
  }
  return { urls, unknown };
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function json(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HubError('HUB_CONFIG_INVALID', `${path} is no JSON: ${messageOf(cause)}`, { cause });
  }
}

/** @throws HubError HUB_CONFIG_INVALID naming the file */
export function readText(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    throw new HubError('HUB_CONFIG_INVALID', `${path} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
