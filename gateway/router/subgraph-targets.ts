import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { INTERNAL_CALLER_HEADER, type InternalSigner } from '../access/internal-token.ts';
import type { Door } from '../access/door.ts';
import type { Subgraph } from '../subgraphs/kit/subgraph.ts';
import { localTarget } from './execute/local-target.ts';
import { remoteTarget } from './execute/remote-target.ts';
import type { SubgraphTarget } from './execute/subgraph-target.ts';

/** How a gateway treats subgraphs over HTTP. */
export const REMOTE_LIMITS = {
  maxConnections: 32,
  connectTimeoutMs: 2_000,
  maxAnswerBytes: 16_000_000,
  retries: 1,
  breaker: { failures: 10, pauseMs: 2_000 },
} as const;

const SubgraphUrlsSchema = z.record(z.string().min(1), z.url({ protocol: /^https?$/ }));

/** Subgraph name → URL. */
export type SubgraphUrls = ReadonlyMap<string, URL>;

/**
 * Reads `TRIBUTARY_SUBGRAPHS_FILE`: a YAML map of subgraph name → URL; those that it does not name run in process.
 * @throws HubError HUB_CONFIG_INVALID naming file and entry.
 */
export function readSubgraphUrls(path: string): SubgraphUrls {
  let content: unknown;
  try {
    content = parseYaml(readFileSync(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('HUB_CONFIG_INVALID', `TRIBUTARY_SUBGRAPHS_FILE ${path} cannot be read: ${why}`, {
      cause,
    });
  }
  const parsed = SubgraphUrlsSchema.safeParse(content ?? {});
  if (!parsed.success) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      `TRIBUTARY_SUBGRAPHS_FILE ${path} must map names to URLs: ${z.prettifyError(parsed.error)}`,
      { cause: parsed.error },
    );
  }
  return new Map(Object.entries(parsed.data).map(([name, url]) => [name, new URL(url)]));
}

export interface SubgraphTargetOptions {
  readonly registry: readonly { readonly name: string; readonly build: () => Subgraph }[];
  readonly urls: SubgraphUrls;
  readonly door: Door;
  readonly signer: InternalSigner;
}

/** A target for every subgraph of the registry and every URL: over HTTP where there is a URL, in process otherwise. */
export function subgraphTargets({ registry, urls, door, signer }: SubgraphTargetOptions): SubgraphTarget[] {
  const local = registry.filter(({ name }) => !urls.has(name));
  return [
    ...local.map(({ name, build }) => {
      const subgraph = build();
      return localTarget(name, subgraph.schema, ({ caller, look, kept }) =>
        subgraph.contextFor(caller, door.for(caller, look, kept)),
      );
    }),
    ...[...urls].map(([name, url]) =>
      remoteTarget({
        name,
        url,
        callerHeaders: async ({ caller }) => ({
          [INTERNAL_CALLER_HEADER]: await signer.signInternal(caller),
        }),
        ...REMOTE_LIMITS,
      }),
    ),
  ];
}
