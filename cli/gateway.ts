import { openIdentity } from '../gateway/access/identity/configured-verifier.ts';
import { serveSupergraph } from '../gateway/any/serve-supergraph.ts';
import { readText, readUrls } from '../gateway/any/subgraph-urls.ts';
import type { Logger } from '../runtime/log.ts';
import type { Running } from '../runtime/run-process.ts';
import type { Settings } from '../runtime/settings.ts';

export interface GatewayRequest {
  readonly supergraph: string;
  readonly subgraphs: string;
  readonly port: number;
  readonly host?: string;
  readonly access: boolean;
  readonly settings: Settings;
  readonly log: Logger;
}

/** Serves any supergraph and says where. */
export async function runGateway(request: GatewayRequest): Promise<Running> {
  const { supergraph, subgraphs, port, settings, log } = request;
  const host = request.host ?? settings.host;
  // A wrong path is told before anything else is looked at.
  readText(supergraph);
  readUrls(subgraphs);
  const identity = request.access ? await openIdentity(settings, null, log) : null;
  const served = await serveSupergraph({
    supergraphFile: supergraph,
    subgraphsFile: subgraphs,
    host,
    port,
    verifier: identity?.verifier ?? null,
    log,
  });
  process.stdout.write(`gateway listens at ${served.url}\n`);
  return { stop: () => served.stop() };
}
