import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Deadlines } from '../../schema/workflow/deadlines.ts';
import { operationsPage, type Health } from '../../runtime/operations-server.ts';
import { RowLook } from '../access/audit/look.ts';
import { connectDoor } from '../access/connect-door.ts';
import { readErasureKey } from '../../runtime/erasure-key.ts';
import { readCursorKey } from '../access/cursor-key.ts';
import { createListings } from '../access/list-cursors.ts';
import { readPseudonyms } from '../access/pseudonym-key.ts';
import { createCursorCodec } from '../events/cursor.ts';
import { hubWebhookKit } from '../events/webhooks/kit.ts';
import { followGrants } from '../access/grants/grant-book.ts';
import { createInternalVerifier, INTERNAL_CALLER_HEADER } from '../access/internal-token.ts';
import type { SubgraphContext } from './kit/subgraph.ts';
import { SUBGRAPHS, type SubgraphEntry } from './registry.ts';
import { headerMapOf, headerOf, readJson, send, sendError, sendGraphQL } from './subgraph-http.ts';

export interface ServeSubgraphOptions {
  /** As in the registry, e.g. `police110`. */
  readonly name: string;
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Folder that holds `keys/gateway.public.jwks`, by which the gateway is known, and the gateways' `keys/cursors.key`, `keys/webhooks.key` and `keys/pseudonyms.json`. */
  readonly home: string;
  readonly mongodbUri: string;
  /** Of moves that are made through this subgraph; by the calendar that the hub comes with unless told. */
  readonly deadlines?: Deadlines;
  /** `TRIBUTARY_WEBHOOK_ALLOW`, for webhooks that are saved through this subgraph. */
  readonly webhookAllow?: string | null;
  readonly log: Logger;
}

export interface ServedSubgraph {
  /** Where the gateway finds it: an entry of the subgraphs file. */
  readonly url: string;
  /** Null when the store answers, else what is waited for. */
  ready(): string | null;
  /** Lets running requests end, then closes the port and the store. */
  stop(): Promise<void>;
}

const PATH = '/graphql';

/**
 * Serves one subgraph on its own with Apollo Server: `POST /graphql` for the gateway, which proves who asks with its signed caller header,
 * and the health pages. Whoever comes without that header is refused: partners have no way in but the gateway.
 * @throws HubError HUB_BAD_REQUEST for a name that is not in the registry.
 */
export async function serveSubgraph(options: ServeSubgraphOptions): Promise<ServedSubgraph> {
  const { host, log } = options;
  const subgraph = entryNamed(options.name).build();
  const apollo = new ApolloServer<SubgraphContext>({
    schema: subgraph.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: log,
  });
  await apollo.start();
  const cursorKey = await readCursorKey(options.home);
  const store = connectDoor(options.mongodbUri, log, {
    ...(options.deadlines === undefined ? {} : { deadlines: options.deadlines }),
    cursors: createCursorCodec(cursorKey),
    listings: createListings(cursorKey),
    pseudonymsOf: await readPseudonyms(options.home),
    erasureKey: await readErasureKey(options.home),
    webhooks: await hubWebhookKit(options.home, options.webhookAllow ?? null),
  });
  const grants = followGrants(store.grants, log);
  const verifier = await createInternalVerifier(options.home, grants);
  const health: Health = { ready: () => store.ready() ?? grants.ready() };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://subgraph');
    if (pathname !== PATH) {
      const page = await operationsPage(pathname, health);
      send(
        response,
        page?.status ?? 404,
        page?.contentType ?? 'text/plain; charset=utf-8',
        page?.body ?? 'not found\n',
      );
      return;
    }
    const caller = await verifier.verifyInternal(headerOf(request, INTERNAL_CALLER_HEADER));
    const look = new RowLook();
    const context = (): Promise<SubgraphContext> =>
      Promise.resolve(subgraph.contextFor(caller, store.door.for(caller, look)));
    const body = await readJson(request);
    sendGraphQL(
      response,
      await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: request.method ?? 'GET', headers: headerMapOf(request), search, body },
        context,
      }),
      look,
    );
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      sendError(response, error, log);
    });
  });
  const url = await listen(server, host, options.port);
  log.info({ subgraph: options.name, url }, 'subgraph listens');
  return {
    url,
    ready: () => store.ready() ?? grants.ready(),
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeIdleConnections();
      });
      grants.close();
      await apollo.stop();
      await store.close();
    },
  };
}

function entryNamed(name: string): SubgraphEntry {
  const entry = SUBGRAPHS.find((candidate) => candidate.name === name);
  if (entry !== undefined) return entry;
  const names = SUBGRAPHS.map((candidate) => candidate.name).join(', ');
  throw new HubError('HUB_BAD_REQUEST', `there is no subgraph "${name}"; choose one of ${names}`, {
    field: 'name',
  });
}

async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  // A TCP server's address is an object; a pipe's would be a text.
  const { port: bound } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound}${PATH}`;
}
