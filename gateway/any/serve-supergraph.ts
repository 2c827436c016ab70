import { unwatchFile, watchFile } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Caller } from '../access/caller.ts';
import { FULL_ACCESS } from '../access/grants/access.ts';
import { WORKING_SCOPES } from '../access/identity/token-scopes.ts';
import type { Verifier } from '../access/identity/verifier.ts';
import { plannersApart } from '../router/execute/planner/planner-apart.ts';
import { remoteTarget } from '../router/execute/remote-target.ts';
import { createGateway } from '../router/gateway.ts';
import type { GraphParts } from '../router/graph.ts';
import { DEFAULT_PARTNER_LIMITS } from '../router/partner-load.ts';
import { REMOTE_LIMITS } from '../router/subgraph-targets.ts';
import { readSupergraph, type Supergraph } from '../router/supergraph/supergraph.ts';
import { readText, readUrls, urlsOf } from './subgraph-urls.ts';

export interface ServeSupergraphOptions {
  /** Composed by anyone (join v0.1 to v0.5); read anew when it changes. */
  readonly supergraphFile: string;
  /** `[{"name": "...", "url": "..."}]`; read anew when it changes. */
  readonly subgraphsFile: string;
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Who may ask; null: everybody, and everything is open. */
  readonly verifier: Verifier | null;
  readonly log: Logger;
  /** How often the files are looked at for changes. */
  readonly lookEveryMs?: number;
}

export interface ServedSupergraph {
  /** Of `/graphql`. */
  readonly url: string;
  /** Lets requests under way end. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 500;

/** Whoever comes to a gateway without access. */
const ANYONE: Caller = Object.freeze({
  partner: 'anyone',
  actor: 'anyone',
  purpose: null,
  access: FULL_ACCESS,
  scopes: WORKING_SCOPES,
});
const OPEN: Verifier = { verify: () => Promise.resolve(ANYONE), onEnded: () => () => undefined };
/** There is one caller, who stands for all. */
const OPEN_LIMITS = { ...DEFAULT_PARTNER_LIMITS, maxRequests: 10_000 };

/**
 * A gateway over any supergraph, from two files alone: no Kafka, no MongoDB, no subgraph of this repository. When a file changes, what it
 * says is served from then on, without a request or a socket lost; a file that cannot be served changes nothing and is logged.
 * @throws HubError HUB_CONFIG_INVALID for files that cannot be served
 */
export async function serveSupergraph(options: ServeSupergraphOptions): Promise<ServedSupergraph> {
  const { supergraphFile, subgraphsFile, host, port, verifier, log } = options;
  const parts = partsOf(options);
  const planners = plannersApart();
  const gateway = await createGateway({
    ...parts,
    openPlanner: planners.open,
    verifier: verifier ?? OPEN,
    isIntrospectionOpen: verifier === null,
    hasFieldRules: verifier !== null,
    ...(verifier === null ? { partnerLimits: OPEN_LIMITS } : {}),
    log,
  }).catch((error: unknown) => {
    planners.close();
    throw error;
  });
  const reload = (): void => {
    try {
      gateway.swap(partsOf(options));
      log.info({ supergraph: supergraphFile }, 'another supergraph is served from now on');
    } catch (error) {
      log.error({ err: error }, 'the files changed and cannot be served: what was served before still is');
    }
  };
  await gateway.app.listen({ host, port });
  const interval = options.lookEveryMs ?? LOOK_EVERY_MS;
  const watched = [supergraphFile, subgraphsFile];
  for (const file of watched) {
    watchFile(file, { interval }, (now, before) => {
      if (now.mtimeMs !== before.mtimeMs || now.ino !== before.ino) reload();
    });
  }
  const { address, port: bound } = gateway.app.server.address() as AddressInfo;
  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${bound}/graphql`,
    async stop() {
      for (const file of watched) unwatchFile(file);
      await gateway.close();
      planners.close();
    },
  };
}

function partsOf({ supergraphFile, subgraphsFile, verifier, log }: ServeSupergraphOptions): GraphParts {
  const supergraphSdl = readText(supergraphFile);
  const supergraph = supergraphIn(supergraphFile, supergraphSdl);
  const { urls, unknown } = urlsOf([...supergraph.subgraphs.keys()], readUrls(subgraphsFile), subgraphsFile);
  if (unknown.length > 0) {
    log.warn({ unknown }, `${subgraphsFile} names subgraphs that the supergraph does not know`);
  }
  const targets = [...urls].map(([name, url]) =>
    remoteTarget({
      name,
      url,
      callerHeaders: () => Promise.resolve({}),
      // Nothing tells the subgraph who asks, so it answers all alike.
      shareKey: () => '',
      isOutspoken: verifier === null,
      hasStreams: true,
      ...REMOTE_LIMITS,
    }),
  );
  return { supergraphSdl, targets, sources: {} };
}

function supergraphIn(path: string, sdl: string): Supergraph {
  try {
    return readSupergraph(sdl);
  } catch (cause) {
    if (!(cause instanceof HubError)) throw cause;
    throw new HubError(cause.code, `${path}: ${cause.message}`, { cause });
  }
}
