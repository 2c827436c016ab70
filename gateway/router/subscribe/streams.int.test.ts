import { mkdtempSync, rmSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/harness/eventually.ts';
import { freshStore } from '../../../test/harness/servers.ts';
import { storeEverything } from '../../subgraphs/testing/full-dispute.ts';
import { FULL_EVENTS } from '../../subgraphs/testing/full-events.ts';
import { keepEvents } from '../../subgraphs/testing/kept-events.ts';
import type { Store } from '../../../schema/store/models.ts';
import { itemIn, SocketClient } from '../testing/socket-client.ts';
import { STREAM_TOKEN, streamGateway, type StreamGateway } from '../testing/stream-gateway.ts';

const PLAIN =
  'subscription { riskEvents(filter: {kinds: [DISPUTE_CHANGED]}) { cursor bookmark event { id } } }';

let store: Store;
let served: StreamGateway;
let offset = 100;
beforeAll(async () => {
  store = await freshStore();
  await storeEverything(store);
  await keepEvents(store, []);
  served = await streamGateway(store, {
    // The stalled reader reads again when the other has read all, however long that takes.
    streamLimits: { maxBufferedBytes: 4_096, stallMs: 300, cutOffMs: 60_000 },
  });
});
afterAll(() => served.close());

const tell = async (title = 'x'): Promise<string> => {
  offset += 1;
  const [doc] = await keepEvents(store, [{ partition: 2, offset, title }]);
  return doc?._id ?? '';
};

describe('an item', () => {
  it('resolves its entities across subgraphs as a query does, whatever the keys are called', async () => {
    const client = await SocketClient.ready(served.url);
    client.subscribe(
      '1',
      `subscription ($kinds: [RiskEventKind!], $first: Int!) { mine: riskEvents(filter: {kinds: $kinds}) { at: cursor event { kind
        d: dispute { code timeline(first: $first) { nodes { kind } } } records { number } factors { name evidence { record { feed } } }
        hotSpot { level } move { kind } region { name } feeds } } }`,
      { kinds: ['COLOUR_CHANGED', 'WHISTLE', 'HOT_SPOT_OPENED'], first: 1 },
    );
    await client.next('next');
    await keepEvents(store, FULL_EVENTS);
    const seen = [await client.next('next'), await client.next('next'), await client.next('next')].map(
      ({ payload }) => payload as { errors?: unknown; data: { mine: { event: Record<string, unknown> } } },
    );
    expect(seen.map(({ errors }) => errors)).toEqual([undefined, undefined, undefined]);
    const byKind: Record<string, unknown> = Object.fromEntries(
      seen.map(({ data }) => [String(data.mine.event['kind']), data.mine.event]),
    );
    expect(byKind).toMatchObject({
      COLOUR_CHANGED: {
        d: { code: FULL_EVENTS[0]?.code, timeline: { nodes: [{}] } },
        factors: [{ name: 'THREAT_WORDS', evidence: [{ record: { feed: 'POLICE110' } }] }],
      },
      WHISTLE: { move: { kind: 'WHISTLE' } },
      HOT_SPOT_OPENED: { hotSpot: { level: 'STREET' }, d: null },
    });
    await client.close();
  });

  it('is executed once for all who ask the same, each getting it under an own id', async () => {
    let executions = 0;
    const counted = await streamGateway(store, {
      onFetch: () => {
        executions += 1;
      },
    });
    const clients = await Promise.all(Array.from({ length: 20 }, () => SocketClient.ready(counted.url)));
    for (const [n, client] of clients.entries()) client.subscribe(`c${n}`, PLAIN);
    for (const client of clients) await client.next('next');
    executions = 0;
    const id = await tell();
    for (const [n, client] of clients.entries()) {
      const message = await client.next('next');
      expect(message.id).toBe(`c${n}`);
      expect(itemIn(message).event?.id).toBe(id);
    }
    expect(executions).toBe(1);
    for (const client of clients) await client.close();
    await counted.close();
  });

  it('of feedStatus is the feed as it stands, and comes again when something changed', async () => {
    const client = await SocketClient.ready(served.url);
    client.subscribe('1', 'subscription { feedStatus(feeds: [POLICE110]) { name lastSourceTime } }');
    expect(await client.next('next')).toMatchObject({
      payload: { data: { feedStatus: { name: 'POLICE110' } } },
    });
    const time = '2026-11-27T00:00:00.000Z';
    await store.feedStatuses.updateOne({ _id: 'police110' }, { lastSourceTime: time }, { upsert: true });
    expect(await client.next('next')).toMatchObject({
      payload: { data: { feedStatus: { lastSourceTime: time } } },
    });
    await client.close();
  });
});

describe('a reader that stalls', () => {
  it('over WebSocket is told its last cursor and closed with 4508, while others go on', async () => {
    const stalled = await SocketClient.ready(served.url);
    const other = await SocketClient.ready(served.url);
    for (const client of [stalled, other]) {
      client.subscribe('1', PLAIN.replace('event { id }', 'event { id title }'));
      await client.next('next');
    }
    stalled.socket.pause();
    const told: string[] = [];
    for (let n = 0; n < 40; n += 1) told.push(await tell('长'.repeat(100_000)));
    for (const id of told) expect(itemIn(await other.next('next')).event?.id).toBe(id);
    stalled.socket.resume();
    let message = await stalled.next();
    let last = '';
    while (message.type === 'next') {
      last = itemIn(message).cursor;
      message = await stalled.next();
    }
    expect(message).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'HUB_TOO_SLOW', cursor: last } }],
    });
    expect((await stalled.closed).code).toBe(4508);
    await other.close();
  });
});

describe('server-sent events', () => {
  const open = (headers: Record<string, string>, query = PLAIN): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const url = `${served.url}/stream?query=${encodeURIComponent(query)}`;
      request(url, { headers: { accept: 'text/event-stream', ...headers } }, resolve)
        .on('error', reject)
        .end();
    });
  const textUntil = async (response: IncomingMessage, what: string): Promise<string> => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    await eventually(() => text.includes(what));
    return text;
  };

  it('carry the cursor as id, with which Last-Event-ID goes on', async () => {
    const first = await open({ authorization: STREAM_TOKEN });
    expect(first.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    const begun = await textUntil(first, 'data: ');
    const cursor = /^id: (.+)$/m.exec(begun)?.[1] ?? '';
    first.destroy();
    const id = await tell();
    const again = await open({ authorization: STREAM_TOKEN, 'last-event-id': cursor });
    const text = await textUntil(again, id);
    expect(text).toMatch(/^event: next\nid: [\w-]+\ndata: \{"data":/m);
    again.destroy();
  });

  it('are refused as any request is: 401 without a token, 406, 400 for a document, 410 and 409 for a cursor', async () => {
    expect((await open({})).statusCode).toBe(401);
    expect((await open({ authorization: STREAM_TOKEN, accept: 'application/json' })).statusCode).toBe(406);
    expect((await open({ authorization: STREAM_TOKEN }, 'subscription { no }')).statusCode).toBe(400);
    expect((await open({ authorization: STREAM_TOKEN }, '{ riskEvents { totalCount } }')).statusCode).toBe(
      400,
    );
    expect((await open({ authorization: STREAM_TOKEN, 'last-event-id': 'nonsense' })).statusCode).toBe(400);
  });

  it('are understood by the client of graphql-sse', async () => {
    const client = createClient({ url: `${served.url}/stream`, headers: { authorization: STREAM_TOKEN } });
    const results = client.iterate({ query: PLAIN });
    expect((await results.next()).value).toMatchObject({ data: { riskEvents: { bookmark: true } } });
    const id = await tell();
    expect((await results.next()).value).toMatchObject({ data: { riskEvents: { event: { id } } } });
    await results.return?.();
    client.dispose();
  });
});

describe('the events subgraph on its own', () => {
  it('answers the items of streams over HTTP as in process', async () => {
    const { serveSubgraph } = await import('../../subgraphs/serve-alone.ts');
    const { createInternalSigner } = await import('../../access/internal-token.ts');
    const { pino } = await import('pino');
    const home = mkdtempSync(join(tmpdir(), 'tributary-events-'));
    const signer = await createInternalSigner(home);
    const { host, port } = store.connection;
    const subgraph = await serveSubgraph({
      name: 'events',
      host: '127.0.0.1',
      port: 0,
      home,
      mongodbUri: `mongodb://${host}:${port}/${store.connection.name}?replicaSet=rs0&directConnection=true`,
      log: pino({ level: 'silent' }),
    });
    const remote = await streamGateway(store, { urls: new Map([['events', new URL(subgraph.url)]]), signer });
    const client = await SocketClient.ready(remote.url);
    client.subscribe(
      '1',
      `subscription A($k: [RiskEventKind!]) { riskEvents(filter: {kinds: $k}) { cursor bookmark event { id feeds category } } }`,
      { k: ['DISPUTE_CHANGED'] },
    );
    await client.next('next');
    const id = await tell();
    expect(itemIn(await client.next('next'))).toMatchObject({ event: { id, feeds: ['POLICE110'] } });
    await client.close();
    await remote.close();
    await subgraph.stop();
    rmSync(home, { recursive: true, force: true });
  });
});
