import './production-mode.ts';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { HubError } from '../schema/canonical/hub-error.ts';
import { readErasureKey } from '../runtime/erasure-key.ts';
import { runProcess, type Running } from '../runtime/run-process.ts';
import type { Logger } from '../runtime/log.ts';
import type { Settings } from '../runtime/settings.ts';
import { readDeadlines } from '../runtime/working-calendar.ts';
import { createAuditor } from './access/audit/auditor.ts';
import { ChainWriter } from './access/audit/chain-writer.ts';
import { checkpointFile, readCheckpointKey } from './access/audit/checkpoint-file.ts';
import { startCheckpoints } from './access/audit/checkpointer.ts';
import { connectDoor, type DoorConnection } from './access/connect-door.ts';
import { readCursorKey } from './access/cursor-key.ts';
import { createListings } from './access/list-cursors.ts';
import { readPseudonyms } from './access/pseudonym-key.ts';
import { createInternalSigner } from './access/internal-token.ts';
import { DailyUse } from './access/limits/daily-use.ts';
import { readLimits } from './access/limits/limits.ts';
import { createQuota } from './access/limits/quota.ts';
import { RequestRate } from './access/limits/request-rate.ts';
import { newSampleGrants } from './access/grants/sample-grants.ts';
import { localProviderRefusal } from './access/identity/local-mode.ts';
import { openIdentity } from './access/identity/configured-verifier.ts';
import type { DoorOptions } from './access/door.ts';
import { createCursorCodec } from './events/cursor.ts';
import { watchEmergencies } from './events/emergency-watch.ts';
import { createEventHub } from './events/event-hub.ts';
import { watchFeedStatuses } from './events/feed-status.ts';
import { subscriptionSources } from './events/subscription-sources.ts';
import { ExportRunner } from './exports/export-runner.ts';
import { WebhookDelivery } from './events/webhooks/delivery.ts';
import { hubWebhookKit } from './events/webhooks/kit.ts';
import { builtPages } from './pages/location.ts';
import { readMapFile } from './pages/map-file.ts';
import { createPersistedDocuments } from './router/prepare/persisted-documents.ts';
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
  const limits = readLimits(settings.limitsFile);
  const cursorKey = await readCursorKey(settings.home);
  const cursors = createCursorCodec(cursorKey);
  const listings = createListings(cursorKey);
  const pseudonymsOf = await readPseudonyms(settings.home);
  const kit = await hubWebhookKit(settings.home, settings.webhookAllow);
  const erasureKey = await readErasureKey(settings.home);
  const store = openHubDoor(settings, log, {
    cursors,
    listings,
    webhooks: kit,
    limits,
    erasureKey,
    pseudonymsOf,
  });
  const chain = new ChainWriter({ store: store.auditLog, host: hostname(), log });
  const audit = createAuditor(chain, log);
  const checkpoints = startCheckpoints({
    heads: () => store.auditLog.heads(),
    signer: () => chain.chainId,
    key: await readCheckpointKey(settings.home),
    path: checkpointFile(settings.home),
    log,
  });
  const use = new DailyUse({ limits, addUse: store.addUse, log });
  const hub = createEventHub({ door: store.door, tailReads: store.tailReads, cursors, log });
  const feeds = watchFeedStatuses(store.door, log);
  const emergencies = watchEmergencies(store.door, log);
  const identity = await openIdentity(settings, store, log);
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
    sources: subscriptionSources(hub, feeds, emergencies),
    log,
    audit,
    health: { ready: () => store.ready() ?? identity.revocations.ready() ?? identity.grants.ready() },
    limits: settings.queryLimits,
    quota: createQuota(new RequestRate(limits), use),
    documents: createPersistedDocuments(store.readDocument, limits),
    partnerLimits: settings.partnerLimits,
    pages: builtPages(),
    map: readMapFile(settings.mapFile),
    downloads: store.door,
  });
  const { door, webhookQueue: queue } = store;
  const webhooks = new WebhookDelivery({
    queue,
    hub,
    cursors,
    door,
    kit,
    grants: identity.grants,
    log,
    audit,
  });
  webhooks.start();
  const exports = new ExportRunner({
    queue: store.exportQueue,
    service: gateway.service,
    schema: () => gateway.schema,
    grants: identity.grants,
    revocations: identity.revocations,
    log,
  });
  exports.start();
  await gateway.app.listen({ host: settings.host, port: settings.gatewayPort });
  log.info({ port: settings.gatewayPort, remote: [...urls.keys()] }, 'gateway listens');
  return {
    async stop() {
      await webhooks.close();
      await exports.close();
      feeds.close();
      emergencies.close();
      await gateway.close();
      await use.close();
      await audit.close();
      await checkpoints.close();
      identity.revocations.close();
      identity.grants.close();
      await hub.close();
      await store.close();
    },
  };
}

/** Also a gateway whose subgraphs all run elsewhere has the store: every look is written down there before an answer leaves. */
function openHubDoor(
  settings: Settings,
  log: Logger,
  options: Pick<DoorOptions, 'cursors' | 'listings' | 'webhooks' | 'limits' | 'erasureKey' | 'pseudonymsOf'>,
): DoorConnection {
  if (settings.mongodbUri === null) {
    throw new HubError(
      'HUB_CONFIG_INVALID',
      'TRIBUTARY_MONGODB_URI is not set; set it (for example mongodb://127.0.0.1:27017/tributary?replicaSet=rs0), or start everything with ./tributary up',
      { field: 'TRIBUTARY_MONGODB_URI' },
    );
  }
  const isLocal = localProviderRefusal(settings) === null;
  return connectDoor(
    settings.mongodbUri,
    log,
    { deadlines: readDeadlines(settings, log, new Date()), ...options },
    isLocal ? newSampleGrants() : [],
  );
}
