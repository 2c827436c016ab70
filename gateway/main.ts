import './production-mode.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HubError } from '../schema/canonical/hub-error.ts';
import { runProcess, type Running } from '../runtime/run-process.ts';
import type { Logger } from '../runtime/log.ts';
import type { Settings } from '../runtime/settings.ts';
import { readDeadlines } from '../runtime/working-calendar.ts';
import { connectDoor, type DoorConnection } from './access/connect-door.ts';
import { createInternalSigner } from './access/internal-token.ts';
import { createVerifier } from './access/tokens.ts';
import { CACHE_DIRECTORY, graphiqlDirectory } from './graphiql/location.ts';
import { createGateway } from './router/gateway.ts';
import { readSubgraphUrls, subgraphTargets, type SubgraphUrls } from './router/subgraph-targets.ts';
import { surviveLostAnswers } from './lost-answers.ts';
import { scalarResolvers } from './subgraphs/kit/scalars.ts';
import { SUBGRAPHS } from './subgraphs/registry.ts';

const SUPERGRAPH = join(import.meta.dirname, '..', 'schema', 'supergraph.graphql');

/** The gateway's process: answers `/graphql` as soon as it listens; `/readyz` says when all that it serves from is there. */
await runProcess('gateway', startGateway);

async function startGateway(settings: Settings, log: Logger): Promise<Running> {
  surviveLostAnswers(log);
  const urls: SubgraphUrls =
    settings.subgraphsFile === null ? new Map() : readSubgraphUrls(settings.subgraphsFile);
  const local = SUBGRAPHS.filter(({ name }) => !urls.has(name));
  const store = openStoreFor(local.length > 0, settings, log);
  const gateway = await createGateway({
    supergraphSdl: readFileSync(SUPERGRAPH, 'utf8'),
    targets: subgraphTargets({
      registry: local,
      urls,
      door: store.door,
      signer: await createInternalSigner(settings.home),
    }),
    verifier: await createVerifier(settings.home),
    scalars: scalarResolvers,
    log,
    health: { ready: () => store.ready() },
    limits: settings.queryLimits,
    graphiqlDirectory: graphiqlDirectory(CACHE_DIRECTORY),
  });
  await gateway.app.listen({ host: settings.host, port: settings.gatewayPort });
  log.info({ port: settings.gatewayPort, remote: [...urls.keys()] }, 'gateway listens');
  return {
    async stop() {
      await gateway.close();
      await store.close();
    },
  };
}

/** Only subgraphs in this process read the store; a gateway whose subgraphs all run elsewhere needs none. */
function openStoreFor(needed: boolean, settings: Settings, log: Logger): DoorConnection {
  if (settings.mongodbUri !== null) {
    return connectDoor(settings.mongodbUri, log, { deadlines: readDeadlines(settings, log, new Date()) });
  }
  const missing = new HubError(
    'HUB_CONFIG_INVALID',
    'TRIBUTARY_MONGODB_URI is not set; set it (for example mongodb://127.0.0.1:27017/tributary?replicaSet=rs0), or start everything with ./tributary up',
    { field: 'TRIBUTARY_MONGODB_URI' },
  );
  if (needed) throw missing;
  return {
    door: {
      for: () => {
        throw missing;
      },
    },
    ready: () => null,
    close: () => Promise.resolve(),
  };
}
