import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloGateway, LocalGraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import fastify from 'fastify';
import { execute, type DocumentNode } from 'graphql';
import mercurius from 'mercurius';
import { pino } from 'pino';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Caller } from '../../gateway/access/caller.ts';
import { FULL_ACCESS } from '../../gateway/access/grants/access.ts';
import { WORKING_SCOPES } from '../../gateway/access/identity/token-scopes.ts';
import { localTarget } from '../../gateway/router/execute/local-target.ts';
import type { RequestContext } from '../../gateway/router/execute/request-context.ts';
import { remoteTarget } from '../../gateway/router/execute/remote-target.ts';
import { createGateway } from '../../gateway/router/gateway.ts';
import {
  benchContext,
  oneSchema,
  type BenchContext,
  subgraphSchema,
  SUBGRAPH_NAMES,
  supergraph,
} from './schemas.ts';

/** Serves POST /graphql on a free port of this machine; answers the port. `urls` where the subgraphs answer, null for in this process. */
type Serve = (urls: ReadonlyMap<string, string> | null) => Promise<number>;

export const TOKEN = 'Bearer bench';
const CALLER: Caller = Object.freeze({
  partner: 'bench',
  actor: 'bench',
  purpose: null,
  access: FULL_ACCESS,
  scopes: WORKING_SCOPES,
});
const LOOPBACK = '127.0.0.1';

const urlIn =
  (urls: ReadonlyMap<string, string> | null) =>
  (name: string): string =>
    urls?.get(name) ?? `http://${name}.invalid/graphql`;

/** One set of loaders a request for all subgraphs, as the one schema and @apollo/gateway have it. */
const contextOfRequest = ({ kept }: RequestContext): BenchContext => {
  const context = (kept.get(benchContext) as BenchContext | undefined) ?? benchContext();
  kept.set(benchContext, context);
  return context;
};

/** With all its limits on: tokens, depth, cost, pages, partners' shares; who asks is known beforehand. */
const tributary: Serve = async (urls) => {
  const targets = SUBGRAPH_NAMES.map((name) =>
    urls === null
      ? localTarget(name, subgraphSchema(name), contextOfRequest)
      : remoteTarget({
          name,
          url: new URL(urlIn(urls)(name)),
          callerHeaders: () => Promise.resolve({}),
          maxConnections: 32,
          connectTimeoutMs: 2_000,
          maxAnswerBytes: 16_000_000,
          retries: 0,
          breaker: { failures: 1_000, pauseMs: 1 },
        }),
  );
  const gateway = await createGateway({
    supergraphSdl: supergraph(urlIn(urls)),
    targets,
    verifier: {
      verify: (header) =>
        header === TOKEN
          ? Promise.resolve(CALLER)
          : Promise.reject(new HubError('HUB_UNAUTHENTICATED', 'no')),
      onEnded: () => () => undefined,
    },
    log: pino({ level: 'silent' }),
  });
  await gateway.app.listen({ host: LOOPBACK, port: 0 });
  return portOf(gateway.app.server);
};

const oneMercurius: Serve = async () => {
  const app = fastify();
  await app.register(mercurius, { schema: oneSchema(), jit: 1, context: benchContext });
  await app.listen({ host: LOOPBACK, port: 0 });
  return portOf(app.server);
};

const apollo: Serve = async (urls) => {
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph(urlIn(urls)),
    buildService: ({ name, url = '' }) =>
      urls === null ? localSource(name) : new RemoteGraphQLDataSource({ url }),
  });
  const server = new ApolloServer({ gateway, includeStacktraceInErrorResponses: false });
  await server.start();
  return listening(
    createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const headers = new HeaderMap(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        );
        server
          .executeHTTPGraphQLRequest({
            httpGraphQLRequest: {
              method: 'POST',
              headers,
              search: '',
              body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown,
            },
            context: () => Promise.resolve(benchContext()),
          })
          .then(({ body, headers: answered, status }) => {
            response.writeHead(status ?? 200, Object.fromEntries(answered));
            response.end(body.kind === 'complete' ? body.string : '');
          }, console.error);
      });
    }),
  );
};

function localSource(name: string): LocalGraphQLDataSource {
  return new LocalGraphQLDataSource(subgraphSchema(name));
}

const hive =
  (withRustPlanner: boolean): Serve =>
  async (urls) => {
    const runtime = createGatewayRuntime({
      supergraph: supergraph(urlIn(urls)),
      logging: false,
      maskedErrors: false,
      ...(withRustPlanner ? { unifiedGraphHandler } : {}),
      ...(urls === null
        ? {
            transports: {
              http: {
                getSubgraphExecutor: ({ subgraphName }: { subgraphName: string }) => {
                  const schema = subgraphSchema(subgraphName.toLowerCase());
                  return ({ document, variables }: { document: DocumentNode; variables?: object }) =>
                    execute({
                      schema,
                      document,
                      variableValues: { ...variables },
                      contextValue: benchContext(),
                    }) as never;
                },
              },
            },
          }
        : {}),
    });
    return listening(createServer(runtime as never));
  };

/** By name: what serves, and whether it has a form with subgraphs elsewhere. */
export const CONTESTANTS: Readonly<Record<string, { readonly serve: Serve; readonly overHttp: boolean }>> = {
  Tributary: { serve: tributary, overHttp: true },
  'one schema, Mercurius with JIT': { serve: oneMercurius, overHttp: false },
  '@apollo/gateway': { serve: apollo, overHttp: true },
  'Hive Gateway': { serve: hive(false), overHttp: true },
  'Hive Gateway, Rust planner': { serve: hive(true), overHttp: true },
};

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, LOOPBACK, resolve);
  });
  return portOf(server);
}

export function portOf(server: { address(): string | AddressInfo | null }): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
