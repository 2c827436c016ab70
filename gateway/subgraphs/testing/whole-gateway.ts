import { pino } from 'pino';
import { checkedInSupergraph } from '../../../schema/subgraphs/compose.ts';
import type { Door } from '../../access/door.ts';
import { createVerifier } from '../../access/identity/local-issuer.ts';
import { createInternalSigner } from '../../access/internal-token.ts';
import { createGateway, type Gateway, type GatewayOptions } from '../../router/gateway.ts';
import { subgraphTargets, type SubgraphUrls } from '../../router/subgraph-targets.ts';
import { SUBGRAPHS } from '../registry.ts';

interface WholeGatewayOptions extends Partial<Omit<GatewayOptions, 'supergraphSdl' | 'targets'>> {
  /** Subgraphs that run elsewhere; the others are in this process. */
  readonly urls?: SubgraphUrls;
}

/** A gateway over the whole graph, as the hub's own: `home` has the keys of its tokens. */
export async function wholeGateway(
  home: string,
  door: Door,
  { urls = new Map(), ...options }: WholeGatewayOptions = {},
): Promise<Gateway> {
  return createGateway({
    supergraphSdl: checkedInSupergraph(),
    targets: subgraphTargets({ registry: SUBGRAPHS, urls, door, signer: await createInternalSigner(home) }),
    verifier: await createVerifier(home),
    log: pino({ level: 'silent' }),
    ...options,
  });
}
