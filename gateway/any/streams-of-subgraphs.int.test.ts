import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { graphql, parse, type GraphQLSchema } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/http';
import { useServer } from 'graphql-ws/use/ws';
import { pino } from 'pino';
import { WebSocketServer } from 'ws';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../test/harness/eventually.ts';
import { SocketClient } from '../router/testing/socket-client.ts';
import { serveSupergraph, type ServedSupergraph } from './serve-supergraph.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external", "@requires"])';
const SDL = {
  sales: `${LINK}
    type Product @key(fields: "upc") { upc: ID! weight: Int }
    type Query { shop: String }
    type Subscription { sold(most: Int! = 2, fail: Boolean): Product faulty: Product endless: Product long: Product }`,
  stock: `${LINK}
    type Product @key(fields: "upc") { upc: ID! weight: Int @external postage: Int @requires(fields: "weight") left: Int! }
    type Query { hello: String }`,
};

/** Streams that are open at the subgraph. */
let open = 0;
async function* upcs(most: number): AsyncGenerator {
  for (let at = 1; at <= most; at++) yield await Promise.resolve({ upc: String(at), weight: at });
}
function endless(): AsyncIterableIterator<unknown> {
  open += 1;
  let at = 0;
  let stop: (() => void) | undefined;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      at += 1;
      if (at > 1) await new Promise<void>((resolve) => (stop = resolve));
      return at > 1 ? { done: true, value: undefined } : { done: false, value: { upc: '1', weight: 1 } };
    },
    return() {
      open -= 1;
      stop?.();
      return Promise.resolve({ done: true, value: undefined });
    },
  };
}
const asked = (one: unknown): unknown => one;
const SALES = buildSubgraphSchema([
  {
    typeDefs: parse(SDL.sales),
    resolvers: {
      Subscription: {
        sold: {
          subscribe: (_source: unknown, { most }: { most: number }) => upcs(most),
          resolve: (product: { upc: string }, { fail }: { fail?: boolean }) => {
            if (fail === true && product.upc === '1') throw new Error('the till is shut');
            return product;
          },
        },
        faulty: {
          subscribe: () => {
            throw new Error('no such shop');
          },
        },
        endless: { subscribe: endless, resolve: asked },
        long: {
          subscribe: () => upcs(1),
          resolve: () => ({ upc: 'x'.repeat(17_000_000), weight: 1 }),
        },
      },
    } as never,
  },
]);
const STOCK = buildSubgraphSchema([
  {
    typeDefs: parse(SDL.stock),
    resolvers: {
      Product: {
        postage: ({ weight }: { weight: number }) => weight * 2,
        left: ({ upc }: { upc: string }) => Number(upc) * 10,
      },
    } as never,
  },
]);

type Way = 'events' | 'socket' | 'none';
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  open = 0;
});

async function serve(schema: GraphQLSchema, way: Way): Promise<string> {
  const events = createHandler({ schema });
  const server: Server = createServer((request, response) => {
    if (way === 'events' && request.headers.accept === 'text/event-stream')
      events(request, response).catch(() => undefined);
    else void answer(schema, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = way === 'socket' ? new WebSocketServer({ server, path: '/graphql' }) : undefined;
  if (sockets !== undefined) useServer({ schema }, sockets);
  stops.push(() => {
    for (const socket of sockets?.clients ?? []) socket.terminate();
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

async function answer(
  schema: GraphQLSchema,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length === 0) {
    response.writeHead(400).end();
    return;
  }
  const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
    query: string;
    variables: Record<string, unknown>;
  };
  const result = await graphql({ schema, source: query, variableValues: variables });
  response.writeHead(result.data === undefined ? 400 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(result));
}

async function gateway(way: Way): Promise<ServedSupergraph> {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-streams-'));
  const composed = composeServices(
    Object.entries(SDL).map(([name, sdl]) => ({
      name,
      url: 'http://elsewhere.invalid/',
      typeDefs: parse(sdl),
    })),
  );
  if (compositionHasErrors(composed)) throw new Error(composed.errors.map(String).join('\n'));
  const supergraphFile = join(folder, 'supergraph.graphql');
  const subgraphsFile = join(folder, 'urls.json');
  writeFileSync(supergraphFile, composed.supergraphSdl);
  const urls = [
    { name: 'sales', url: await serve(SALES, way) },
    { name: 'stock', url: await serve(STOCK, 'none') },
  ];
  writeFileSync(subgraphsFile, JSON.stringify(urls));
  const served = await serveSupergraph({
    supergraphFile,
    subgraphsFile,
    host: '127.0.0.1',
    port: 0,
    verifier: null,
    log: pino({ level: 'silent' }),
  });
  stops.push(() => served.stop());
  stops.push(() => {
    rmSync(folder, { recursive: true });
  });
  return served;
}

/** What a client of the gateway is told until its subscription ends. */
async function told(served: ServedSupergraph, query: string, variables = {}): Promise<unknown[]> {
  const client = await SocketClient.ready(served.url);
  client.subscribe('1', query, variables);
  const messages: unknown[] = [];
  for (;;) {
    const { type, payload } = await client.next();
    if (type === 'complete') break;
    messages.push(payload);
    if (type === 'error') break;
  }
  await client.close();
  return messages;
}

describe.each(['events', 'socket'] as const)('a subgraph that streams by %s', (way) => {
  it('is subscribed to, and each item resolved across the other subgraphs', async () => {
    const served = await gateway(way);
    const query = `subscription ($most: Int!) { last: sold(most: $most) { id: upc postage left } }`;
    expect(await told(served, query, { most: 3 })).toEqual(
      [1, 2, 3].map((at) => ({ data: { last: { id: String(at), postage: at * 2, left: at * 10 } } })),
    );
    expect(await told(served, 'subscription { sold { left } }')).toHaveLength(2);
  });

  it('may say that one item failed, and goes on', async () => {
    const served = await gateway(way);
    expect(await told(served, 'subscription { sold(fail: true) { upc left } }')).toEqual([
      { data: { sold: null }, errors: [{ message: 'the till is shut', path: ['sold'] }] },
      { data: { sold: { upc: '2', left: 20 } } },
    ]);
  });

  it('may refuse, which the client is told in its words', async () => {
    const served = await gateway(way);
    expect(JSON.stringify(await told(served, 'subscription { faulty { upc } }'))).toMatch(/no such shop/);
  });

  it('is let go of when the client goes, also while nothing comes', async () => {
    const served = await gateway(way);
    const client = await SocketClient.ready(served.url);
    client.subscribe('1', 'subscription { endless { upc postage } }');
    expect(await client.next('next')).toMatchObject({ payload: { data: { endless: { postage: 2 } } } });
    expect(open).toBe(1);
    client.send({ type: 'complete', id: '1' });
    await eventually(() => open === 0);
    await client.close();
  });

  it('ends the stream of the client with words when it dies', async () => {
    const served = await gateway(way);
    const client = await SocketClient.ready(served.url);
    client.subscribe('1', 'subscription { endless { upc } }');
    await client.next('next');
    await stops[0]?.();
    expect(await client.next('error')).toMatchObject({
      payload: [
        {
          message: expect.stringMatching(/sales/) as string,
          extensions: { code: 'HUB_SUBGRAPH_UNAVAILABLE' },
        },
      ],
    });
    await client.close();
  });

  it('cannot fill the memory of the gateway with one item', async () => {
    const served = await gateway(way);
    expect(await told(served, 'subscription { long { upc } }')).toMatchObject([
      [{ extensions: { code: 'HUB_SUBGRAPH_UNAVAILABLE' } }],
    ]);
  });
});

it('says so when a subgraph offers no streams', async () => {
  const served = await gateway('none');
  expect(await told(served, 'subscription { sold { upc } }')).toMatchObject([
    [
      {
        message: expect.stringMatching(/sales offers no streams.*HTTP status 200 and application/) as string,
      },
    ],
  ]);
});
