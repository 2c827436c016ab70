import './production-mode.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HubError } from '../schema/canonical/hub-error.ts';
import { runProcess, type Running } from '../runtime/run-process.ts';
import type { Logger } from '../runtime/log.ts';
import type { Settings } from '../runtime/settings.ts';
import { readDeadlines } from '../runtime/working-calendar.ts';
import { connectDoor, type DoorConnection } from './access/connect-door.ts';
import { readCursorKey } from './access/cursor-key.ts';
import { createInternalSigner } from './access/internal-token.ts';
import { openIdentity } from './access/identity/configured-verifier.ts';
import type { DoorOptions } from './access/door.ts';
import { createCursorCodec } from './events/cursor.ts';
import { createEventHub } from './events/event-hub.ts';
import { watchFeedStatuses } from './events/feed-status.ts';
import { subscriptionSources } from './events/subscription-sources.ts';
import { WebhookDelivery } from './events/webhooks/delivery.ts';
import { hubWebhookKit } from './events/webhooks/kit.ts';
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
  const cursors = createCursorCodec(await readCursorKey(settings.home));
  const kit = await hubWebhookKit(settings.home, settings.webhookAllow);
  const store = openStoreFor(local.length > 0, settings, log, { cursors, webhooks: kit });
  const events =
    store.tailReads === undefined
      ? null
      : {
          hub: createEventHub({ door: store.door, tailReads: store.tailReads, cursors, log }),
          feeds: watchFeedStatuses(store.door, log),
        };
  const identity = await openIdentity(settings, store.revocations ?? null, log);
  const gateway = await createGateway({
    supergraphSdl: readFileSync(SUPERGRAPH, 'utf8'),
    targets: subgraphTargets({
      registry: local,
      urls,
      door: store.door,
      signer: await createInternalSigner(settings.home),
    }),
    verifier: identity.verifier,
    signIn: identity.signIn,
    isIntrospectionOpen: settings.introspection === 'open',
    tls: settings.tls,
    scalars: scalarResolvers,
    ...(events === null ? {} : { sources: subscriptionSources(events.hub, events.feeds) }),
    log,
    health: { ready: () => store.ready() ?? identity.revocations.ready() },
    limits: settings.queryLimits,
    partnerLimits: settings.partnerLimits,
    graphiqlDirectory: graphiqlDirectory(CACHE_DIRECTORY),
  });
  const { door, webhookQueue: queue } = store;
  const webhooks =
    events === null || queue === undefined
      ? null
      : new WebhookDelivery({ queue, hub: events.hub, cursors, door, kit, log });
  webhooks?.start();
  await gateway.app.listen({ host: settings.host, port: settings.gatewayPort });
  log.info({ port: settings.gatewayPort, remote: [...urls.keys()] }, 'gateway listens');
  return {
    async stop() {
      await webhooks?.close();
      events?.feeds.close();
      await gateway.close();
      identity.revocations.close();
      await events?.hub.close();
      await store.close();
    },
  };
}

/** Without a store there is no log of events to tell of. */
type GatewayStore = Omit<DoorConnection, EventParts> & Pick<Partial<DoorConnection>, EventParts>;
type EventParts = 'tailReads' | 'revocations' | 'webhookQueue';

/** Only subgraphs in this process read the store; a gateway whose subgraphs all run elsewhere needs none. */
function openStoreFor(
  needed: boolean,
  settings: Settings,
  log: Logger,
  options: Pick<DoorOptions, 'cursors' | 'webhooks'>,
): GatewayStore {
  if (settings.mongodbUri !== null) {
    return connectDoor(settings.mongodbUri, log, {
      deadlines: readDeadlines(settings, log, new Date()),
      ...options,
    });
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
