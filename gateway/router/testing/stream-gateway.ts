import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import type { Caller } from '../../access/caller.ts';
import { WORKING_SCOPES } from '../../access/identity/token-scopes.ts';
import { openDoor, type Door, type DoorOptions } from '../../access/door.ts';
import { eventTailReads } from '../../access/event-reads.ts';
import type { InternalSigner } from '../../access/internal-token.ts';
import { Reader } from '../../access/reader.ts';
import { scopeByGrants } from '../../access/scope.ts';
import { createCursorCodec, type CursorCodec } from '../../events/cursor.ts';
import { watchEmergencies } from '../../events/emergency-watch.ts';
import { createEventHub, type EventHubOptions } from '../../events/event-hub.ts';
import { watchFeedStatuses } from '../../events/feed-status.ts';
import { subscriptionSources } from '../../events/subscription-sources.ts';
import { scalarResolvers } from '../../subgraphs/kit/scalars.ts';
import { SUBGRAPHS } from '../../subgraphs/registry.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { Store } from '../../../schema/store/models.ts';
import { composeSupergraph, subgraphSources } from '../../../schema/subgraphs/compose.ts';
import { createGateway, type Gateway, type GatewayOptions } from '../gateway.ts';
import { subgraphTargets, type SubgraphUrls } from '../subgraph-targets.ts';
import { FULL_ACCESS } from '../../access/grants/access.ts';

export const STREAM_TOKEN = 'Bearer good';
const CALLER: Caller = Object.freeze({
  partner: 'analyst',
  actor: 'a@test',
  purpose: null,
  access: FULL_ACCESS,
  scopes: WORKING_SCOPES,
});
const UNSIGNED: InternalSigner = { signInternal: () => Promise.resolve('signed') };
const KEY = Buffer.alloc(32, 3);

export interface StreamGateway {
  readonly gateway: Gateway;
  /** `http://127.0.0.1:port/graphql`. */
  readonly url: string;
  readonly hub: ReturnType<typeof createEventHub>;
  /** What it reads and writes through, and how it seals cursors. */
  readonly door: Door;
  readonly cursors: CursorCodec;
  close(): Promise<void>;
}

export interface StreamGatewayOptions extends Partial<GatewayOptions> {
  readonly hub?: Partial<EventHubOptions>;
  readonly door?: DoorOptions;
  /** Whether it has files of exports; it has none unless told. */
  readonly serveExports?: boolean;
  readonly urls?: SubgraphUrls;
  readonly signer?: InternalSigner;
  /** Any free one unless told. */
  readonly port?: number;
  /** Told of every fetch from a subgraph. */
  readonly onFetch?: (subgraph: string) => void;
}

let supergraph: string | undefined;

/** A whole gateway over a store, listening: every subgraph in process unless it has a URL, cursors sealed with the tests' key. */
export async function streamGateway(
  store: Store,
  options: StreamGatewayOptions = {},
): Promise<StreamGateway> {
  const { hub: hubOptions = {}, urls = new Map<string, URL>(), signer = UNSIGNED, ...others } = options;
  const {
    door: doorOptions = {},
    onFetch = () => undefined,
    port: asked = 0,
    serveExports,
    ...rest
  } = others;
  const log = pino({ level: 'silent' });
  const cursors = createCursorCodec(KEY);
  const door = openDoor(store, { cursors, ...doorOptions });
  const tailReads = eventTailReads(
    new Reader(
      () => store,
      CALLER,
      scopeByGrants,
      () => undefined,
    ),
  );
  const hub = createEventHub({ door, tailReads, cursors, log, pollMs: 200, ...hubOptions });
  const feeds = watchFeedStatuses(door, log, 50);
  const emergencies = watchEmergencies(door, log, 50);
  const gateway = await createGateway({
    supergraphSdl: (supergraph ??= composeSupergraph(subgraphSources())),
    targets: subgraphTargets({ registry: SUBGRAPHS, urls, door, signer }).map((target) => ({
      ...target,
      execute: (...asked) => {
        onFetch(target.name);
        return target.execute(...asked);
      },
    })),
    verifier: {
      onEnded: () => () => undefined,
      verify: (header) =>
        header === STREAM_TOKEN
          ? Promise.resolve(CALLER)
          : Promise.reject(new HubError('HUB_UNAUTHENTICATED', 'there is no bearer token that holds')),
    },
    scalars: scalarResolvers,
    sources: subscriptionSources(hub, feeds, emergencies),
    log,
    ...(serveExports === true ? { downloads: door } : {}),
    ...rest,
  });
  await hub.tail.start();
  await gateway.app.listen({ host: '127.0.0.1', port: asked });
  const { port } = gateway.app.server.address() as AddressInfo;
  return {
    gateway,
    url: `http://127.0.0.1:${port}/graphql`,
    hub,
    door,
    cursors,
    close: async () => {
      feeds.close();
      emergencies.close();
      await gateway.close();
      await hub.close();
    },
  };
}
