import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'graphql';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/harness/eventually.ts';
import { SAMPLE_CALLER } from '../testing/sample-graph.ts';
import { callSubgraph, type FetchOutcome } from './call-subgraph.ts';
import { remoteTarget, type RemoteTargetOptions } from './remote-target.ts';
import type { RequestContext } from './request-context.ts';
import type { SubgraphTarget } from './subgraph-target.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A subgraph that answers by the handler, and how often it was asked. */
async function serve(
  handler: Handler,
): Promise<{ url: URL; asked: () => number; connections: () => number }> {
  let count = 0;
  let connections = 0;
  const server: Server = createServer((request, response) => {
    request.resume().on('end', () => {
      count += 1;
      handler(request, response, count);
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/`), asked: () => count, connections: () => connections };
}

function target(url: URL, options: Partial<RemoteTargetOptions> = {}): SubgraphTarget {
  const made = remoteTarget({
    name: 'shop',
    url,
    callerHeaders: () => Promise.resolve({}),
    maxConnections: 8,
    connectTimeoutMs: 2_000,
    maxAnswerBytes: 16_000_000,
    retries: 1,
    breaker: { failures: 3, pauseMs: 200 },
    ...options,
  });
  stops.push(() => made.close());
  return made;
}

function call(
  to: SubgraphTarget,
  options: { text?: string; timeoutMs?: number; leftMs?: number; isMutation?: boolean } = {},
): Promise<FetchOutcome> {
  const { text = '{ a }', timeoutMs = 10_000, leftMs = 60_000, isMutation = false } = options;
  const context: RequestContext = {
    caller: SAMPLE_CALLER,
    requestId: 'r',
    log: pino({ level: 'silent' }),
    deadlineMs: performance.now() + leftMs,
    kept: new Map(),
  };
  const fixed = { document: parse(text), text, operationName: undefined, isMutation, variables: {} };
  return Promise.resolve(callSubgraph(to, fixed, context, timeoutMs));
}

const json = (response: ServerResponse, value: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};
const GOOD = { data: { a: 1 } };

describe('a query', () => {
  it('is sent again, once, when the connection breaks or a proxy says that the server is away', async () => {
    for (const fail of [
      (request: IncomingMessage) => request.socket.destroy(),
      (_request: IncomingMessage, response: ServerResponse) => response.writeHead(503).end(),
    ]) {
      const shop = await serve((request, response, count) => {
        if (count === 1) fail(request, response);
        else json(response, GOOD);
      });
      expect(await call(target(shop.url))).toMatchObject({ failure: undefined, data: { a: 1 } });
      expect(shop.asked()).toBe(2);
    }
    const dead = await serve((request) => request.socket.destroy());
    expect((await call(target(dead.url))).failure?.message).toMatch(/shop could not be reached/);
    expect(dead.asked()).toBe(2);
  });

  it('is not sent again when it was answered, however badly', async () => {
    const shop = await serve((_request, response) => response.writeHead(500).end('oh'));
    expect((await call(target(shop.url))).failure?.message).toMatch(/not JSON.*500/);
    expect(shop.asked()).toBe(1);
  });

  it('shares the request of an equal one under way, and of no other', async () => {
    const waiting: ServerResponse[] = [];
    const shop = await serve((_request, response) => waiting.push(response));
    const shared = target(shop.url, { shareKey: () => 'everybody' });
    const two = [call(shared), call(shared), call(shared, { text: '{ b }' })];
    await eventually(() => waiting.length === 2);
    for (const response of waiting.splice(0)) json(response, GOOD);
    expect(await Promise.all(two)).toHaveLength(3);
    expect(shop.asked()).toBe(2);
    const apart = target(shop.url);
    const own = [call(apart), call(apart)];
    await eventually(() => waiting.length === 2);
    for (const response of waiting.splice(0)) json(response, GOOD);
    await Promise.all(own);
    // Who gives up does not take the answer from who still waits.
    const hasty = call(shared, { timeoutMs: 50 });
    const patient = call(shared);
    expect((await hasty).failure?.message).toMatch(/did not answer within 50 ms/);
    for (const response of waiting.splice(0)) json(response, GOOD);
    expect(await patient).toMatchObject({ data: { a: 1 } });
  });

  it('keeps its connection for the next', async () => {
    const shop = await serve((_request, response) => {
      json(response, GOOD);
    });
    const kept = target(shop.url);
    for (let at = 0; at < 20; at += 1) await call(kept);
    expect(shop.connections()).toBeLessThanOrEqual(2);
  });
});

it('a mutation is sent once, whatever happens', async () => {
  const shop = await serve((request) => request.socket.destroy());
  const failed = await call(target(shop.url), { text: 'mutation { a }', isMutation: true });
  expect(failed.failure?.message).toMatch(/could not be reached/);
  expect(shop.asked()).toBe(1);
});

it('an answer of 50 MB is read no further than the limit', async () => {
  let sent = 0;
  const shop = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const piece = Buffer.alloc(1_000_000, 'x');
    const more = (): void => {
      while (sent < 50 && !response.destroyed) {
        sent += 1;
        if (!response.write(piece)) {
          response.once('drain', more);
          return;
        }
      }
      response.end();
    };
    response.write('{"data":{"a":"');
    more();
  });
  const before = process.memoryUsage().rss;
  expect((await call(target(shop.url))).failure?.message).toMatch(/more than 16000000 bytes/);
  expect(sent).toBeLessThan(50);
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
});

describe('a subgraph that keeps failing', () => {
  const broken = { breaker: { failures: 3, pauseMs: 300 }, retries: 0 };

  it('is left alone for a while, is tried by one, and is back when that one succeeds', async () => {
    let isWell = false;
    const shop = await serve((request, response) => {
      if (isWell) json(response, GOOD);
      else request.socket.destroy();
    });
    const shy = target(shop.url, broken);
    for (let at = 0; at < 3; at += 1) await call(shy);
    expect((await call(shy)).failure?.message).toMatch(/left alone for a moment/);
    expect(shop.asked()).toBe(3);
    // Still ill after the pause: one request tries, and the pause begins again.
    await eventually(async () => !/left alone/.test((await call(shy)).failure?.message ?? ''));
    expect(shop.asked()).toBe(4);
    expect((await call(shy)).failure?.message).toMatch(/left alone/);
    isWell = true;
    await eventually(async () => (await call(shy)).failure === undefined);
    expect(await Promise.all([call(shy), call(shy)])).toMatchObject([{ data: { a: 1 } }, { data: { a: 1 } }]);
  });

  it('is one that lets requests run out of their whole time, not one that had no time left', async () => {
    const shop = await serve(() => undefined);
    const slow = target(shop.url, { ...broken, breaker: { failures: 3, pauseMs: 60_000 } });
    for (let at = 0; at < 5; at += 1) {
      expect((await call(slow, { leftMs: 30 })).failure?.message).toMatch(/did not answer/);
    }
    for (let at = 0; at < 3; at += 1) {
      expect((await call(slow, { timeoutMs: 40 })).failure?.message).toMatch(/did not answer within 40 ms/);
    }
    expect((await call(slow)).failure?.message).toMatch(/left alone/);
    expect(shop.asked()).toBeLessThanOrEqual(8);
  });
});
