import { randomUUID } from 'node:crypto';
import fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { GraphQLScalarType, GraphQLSchema } from 'graphql';
import type { Auditor } from '../access/audit/auditor.ts';
import type { Door } from '../access/door.ts';
import type { Quota } from '../access/limits/quota.ts';
import type { SignIn } from '../access/identity/issuers.ts';
import type { Verifier } from '../access/identity/verifier.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Health } from '../../runtime/operations-server.ts';
import type { OpenPlanner } from './execute/planner/planner.ts';
import type { SubgraphTarget } from './execute/subgraph-target.ts';
import { openGraph, type GraphParts, type GraphSetting } from './graph.ts';
import type { GraphService } from './graph-service.ts';
import { swappableGraph } from './swappable-graph.ts';
import { createAdmission } from './admission.ts';
import { registerGraphql } from './http/graphql-routes.ts';
import { registerDownloads } from '../exports/downloads.ts';
import { registerMap } from '../pages/map-file.ts';
import { registerPages, type PageDirectories } from './http/built-pages.ts';
import { registerOperations, registerSignIn } from './http/pages.ts';
import { logRequests } from './http/request-log.ts';
import { addSecurityHeaders, securityHeaders } from './http/security-headers.ts';
import { DEFAULT_PARTNER_LIMITS, PartnerLoad, type PartnerLimits } from './partner-load.ts';
import { registerEventStreams } from './sse/event-stream-routes.ts';
import type { SubscriptionSources } from './subscribe/source.ts';
import { DEFAULT_STREAM_LIMITS, type StreamLimits } from './subscribe/stream-limits.ts';
import { registerWebSocket } from './ws/websocket.ts';
import { tlsOptions, type TlsFiles } from './http/tls.ts';
import { NO_DOCUMENTS, type PersistedDocuments } from './prepare/persisted-documents.ts';
import { DEFAULT_QUERY_LIMITS, type QueryLimits } from './prepare/query-limits.ts';

export const GRAPHQL_PATH = '/graphql';

const MAX_BODY_BYTES = 1_000_000;
const RECEIVE_TIMEOUT_MS = 10_000;

export interface GatewayOptions {
  readonly supergraphSdl: string;
  /** One for each subgraph that the supergraph names; closed with the gateway. */
  readonly targets: readonly SubgraphTarget[];
  readonly verifier: Verifier;
  readonly log: Logger;
  /** Where every look is written down before it leaves; nowhere unless told. */
  readonly audit?: Auditor | null;
  /** Checks of custom scalars by name, so that a wrong value is refused here, as a fault of the request. */
  readonly scalars?: Readonly<Record<string, GraphQLScalarType>>;
  /** What the gateway waits for, on top of itself. */
  readonly health?: Health;
  readonly limits?: Partial<QueryLimits>;
  /** How much each partner may ask for and read; without limits unless told. */
  readonly quota?: Quota | null;
  /** Registered documents; none unless told. */
  readonly documents?: PersistedDocuments;
  /** What one partner may have under way at once. */
  readonly partnerLimits?: Partial<PartnerLimits>;
  /** Streams behind the root fields of `type Subscription`; without one it cannot be subscribed to. */
  readonly sources?: SubscriptionSources;
  readonly streamLimits?: Partial<StreamLimits>;
  /** Longest time for one fetch from one subgraph; 5 s unless told. */
  readonly subgraphTimeoutMs?: number;
  /** Longest time for all fetches of one request; 15 s unless told. */
  readonly requestTimeoutMs?: number;
  /** Whether `__schema` and `__type` need no scope of their own; they do unless told. */
  readonly isIntrospectionOpen?: boolean;
  /** Where plans are made; in this process unless told. */
  readonly openPlanner?: OpenPlanner;
  /** Whether directives of the supergraph decide which fields a caller gets; they do unless told. */
  readonly hasFieldRules?: boolean;
  /** Where the GraphiQL page signs its user in; without it the page takes a pasted token. */
  readonly signIn?: SignIn | null;
  /** Where TLS ends here: key and certificate, and who signs clients' certificates; without it the gateway speaks HTTP. */
  readonly tls?: TlsFiles | null;
  /** Folders with built pages; without one its address says how to build it. */
  readonly pages?: PageDirectories;
  /** Where files of exports are; without it there are none. */
  readonly downloads?: Pick<Door, 'for'>;
  /** Outlines for the console's map, as `readMapFile` gives them; without it there is no map. */
  readonly map?: string | null;
}

export interface Gateway {
  /** Call `app.listen` to serve, or `app.inject` to ask it without a socket. */
  readonly app: FastifyInstance;
  /** The public schema. */
  readonly schema: GraphQLSchema;
  /** The graph without HTTP: for other transports and for tests. */
  readonly service: GraphService;
  /**
   * Serves another supergraph from now on; what has begun ends on the one that it began with.
   * @throws HubError HUB_CONFIG_INVALID when supergraph and targets do not fit: the old one stays.
   */
  swap(parts: GraphParts): void;
  /** Lets requests under way end, then closes connections and targets. */
  close(): Promise<void>;
}

/** @throws HubError HUB_CONFIG_INVALID when supergraph and targets do not fit. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const audit = options.audit ?? null;
  const quota = options.quota ?? null;
  const admission = createAdmission(options.documents ?? NO_DOCUMENTS, quota);
  const setting: GraphSetting = {
    limits: { ...DEFAULT_QUERY_LIMITS, ...options.limits },
    load: new PartnerLoad({ ...DEFAULT_PARTNER_LIMITS, ...options.partnerLimits }),
    audit,
    quota,
    scalars: options.scalars ?? {},
    subgraphTimeoutMs: options.subgraphTimeoutMs ?? 5_000,
    requestTimeoutMs: options.requestTimeoutMs ?? 15_000,
    isIntrospectionOpen: options.isIntrospectionOpen ?? false,
    hasFieldRules: options.hasFieldRules ?? true,
    openPlanner: options.openPlanner,
  };
  const { supergraphSdl, targets, sources = {} } = options;
  const graph = swappableGraph(openGraph({ supergraphSdl, targets, sources }, setting));
  const { service, subscriptions } = graph;
  const retired = new Set<Promise<void>>();

  const loggerInstance: FastifyBaseLogger = options.log;
  const app: FastifyInstance = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: RECEIVE_TIMEOUT_MS,
    genReqId: () => randomUUID(),
    ...(options.tls == null ? {} : { https: tlsOptions(options.tls) }),
    forceCloseConnections: 'idle',
  });
  app.decorateRequest('graphql', null);
  addSecurityHeaders(app, options.signIn ?? null);
  logRequests(app, GRAPHQL_PATH);
  registerOperations(app, options.health ?? { ready: () => null }, options.verifier);
  registerSignIn(app, options.signIn ?? null);
  await registerPages(app, options.pages ?? {}, options.signIn ?? null);
  registerMap(app, options.map ?? null);
  if (options.downloads !== undefined) {
    registerDownloads(app, { door: options.downloads, verifier: options.verifier, audit });
  }
  await registerGraphql(app, {
    path: GRAPHQL_PATH,
    schema: graph.current.schema,
    service,
    verifier: options.verifier,
    admission,
    audit,
    headers: securityHeaders(options.signIn ?? null),
  });
  const streams = {
    service,
    subscriptions,
    verifier: options.verifier,
    admission,
    limits: { ...DEFAULT_STREAM_LIMITS, ...options.streamLimits },
    log: options.log,
    audit,
  };
  registerWebSocket(app, { path: GRAPHQL_PATH, ...streams });
  await registerEventStreams(app, { path: `${GRAPHQL_PATH}/stream`, ...streams });
  await app.ready();

  return {
    app,
    get schema() {
      return graph.current.schema;
    },
    service,
    swap(parts) {
      const ended = graph.swap(openGraph(parts, setting)).catch((error: unknown) => {
        options.log.warn({ err: error }, 'a graph that was replaced could not be closed');
      });
      retired.add(ended);
      void ended.finally(() => retired.delete(ended));
    },
    async close() {
      await app.close();
      await graph.current.retire();
      await Promise.all(retired);
    },
  };
}
