import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshStore } from '../../../test/harness/servers.ts';
import { keepEvents } from '../../subgraphs/testing/kept-events.ts';
import type { Store } from '../../../schema/store/models.ts';
import { SocketClient, itemIn } from '../testing/socket-client.ts';
import { STREAM_TOKEN, streamGateway, type StreamGateway } from '../testing/stream-gateway.ts';

const STREAM =
  'subscription { riskEvents(filter: {kinds: [DISPUTE_CHANGED]}) { cursor bookmark event { id } } }';
const QUERY = '{ riskEvents { totalCount } }';

let store: Store;
let served: StreamGateway;
let offset = 0;
beforeAll(async () => {
  store = await freshStore();
  await keepEvents(store, []);
  served = await streamGateway(store, {
    streamLimits: { initTimeoutMs: 150, maxOperations: 3, keepAliveMs: 60_000 },
  });
});
afterAll(() => served.close());

const tell = async (): Promise<string> => {
  const [doc] = await keepEvents(store, [{ partition: 0, offset }]);
  offset += 1;
  return doc?._id ?? '';
};
const ready = (): Promise<SocketClient> => SocketClient.ready(served.url);
const opened = (protocols?: string | string[], headers?: Record<string, string>): Promise<SocketClient> =>
  new SocketClient(served.url, protocols, headers).opened();

describe('graphql-transport-ws: the connection', () => {
  it('1: chooses the subprotocol graphql-transport-ws among those offered', async () => {
    const client = await opened(['graphql-ws', 'graphql-transport-ws']);
    expect(client.socket.protocol).toBe('graphql-transport-ws');
    await client.close();
  });

  it('2: closes a socket without subprotocol with 4406', async () => {
    const client = await opened([]);
    expect(await client.closed).toMatchObject({ code: 4406 });
  });

  it('3: refuses the subprotocol of old, graphql-ws', async () => {
    const client = new SocketClient(served.url, 'graphql-ws');
    expect((await client.closed).code).toBe(1006);
  });

  it('4: closes with 4408 when connection_init does not come in time', async () => {
    expect(await (await opened()).closed).toMatchObject({ code: 4408 });
  });

  it('5: acknowledges connection_init with a token in its payload', async () => {
    const client = await opened();
    client.send({ type: 'connection_init', payload: { authorization: STREAM_TOKEN } });
    expect(await client.next()).toEqual({ type: 'connection_ack' });
    await client.close();
  });

  it('6: acknowledges connection_init without a payload when the upgrade carried a token', async () => {
    const client = await opened(undefined, { authorization: STREAM_TOKEN });
    client.send({ type: 'connection_init' });
    expect(await client.next()).toEqual({ type: 'connection_ack' });
    await client.close();
  });

  it.each([{}, { authorization: 'Bearer bad' }, { authorization: 7 }])(
    '7: closes with 4403 when connection_init has no token that holds: %j',
    async (payload) => {
      const client = await opened();
      client.send({ type: 'connection_init', payload });
      expect(await client.closed).toMatchObject({ code: 4403 });
    },
  );

  it('8: answers an upgrade with a wrong token, or to another path, without a socket', async () => {
    const wrong = new SocketClient(served.url, undefined, { authorization: 'Bearer bad' });
    expect((await wrong.closed).code).toBe(1006);
    const elsewhere = new SocketClient(served.url.replace('/graphql', '/else'), undefined, {
      authorization: STREAM_TOKEN,
    });
    expect((await elsewhere.closed).code).toBe(1006);
  });

  it('9: closes with 4429 on a second connection_init', async () => {
    const client = await ready();
    client.send({ type: 'connection_init' });
    expect(await client.closed).toMatchObject({ code: 4429 });
  });

  it('10: closes with 4401 on subscribe before connection_ack', async () => {
    const client = await opened(undefined, { authorization: STREAM_TOKEN });
    client.subscribe('1', QUERY);
    expect(await client.closed).toMatchObject({ code: 4401 });
  });

  it('11: answers ping with pong and its payload, before and after connection_init', async () => {
    const client = await opened();
    client.send({ type: 'ping', payload: { a: 1 } });
    expect(await client.next()).toEqual({ type: 'pong', payload: { a: 1 } });
    client.send({ type: 'connection_init', payload: { authorization: STREAM_TOKEN } });
    await client.next('connection_ack');
    client.send({ type: 'ping' });
    expect(await client.next()).toEqual({ type: 'pong' });
    await client.close();
  });

  it('12: takes a pong that it did not ask for', async () => {
    const client = await ready();
    client.send({ type: 'pong' });
    client.send({ type: 'ping' });
    expect(await client.next()).toEqual({ type: 'pong' });
    await client.close();
  });

  it.each([
    'no json',
    '{}',
    '{"type":"shout"}',
    '{"type":"subscribe","id":"","payload":{"query":"{a}"}}',
    '{"type":"subscribe","id":"1"}',
    '[]',
    'null',
  ])('13: closes with 4400 on what is no message: %s', async (text) => {
    const client = await ready();
    client.send(text);
    expect(await client.closed).toMatchObject({ code: 4400 });
  });

  it('14: closes with 1009 on a message above 64 KiB', async () => {
    const client = await ready();
    client.subscribe('1', `{ riskEvents { totalCount } } #${'x'.repeat(70_000)}`);
    expect((await client.closed).code).toBe(1009);
  });
});

describe('graphql-transport-ws: operations', () => {
  it('15: answers a query with one next and complete', async () => {
    const client = await ready();
    client.subscribe('q', QUERY);
    expect(await client.next()).toMatchObject({
      id: 'q',
      type: 'next',
      payload: { data: { riskEvents: {} } },
    });
    expect(await client.next()).toEqual({ id: 'q', type: 'complete' });
    await client.close();
  });

  it('16: tells what is wrong with a document or its variables in an error message, and nothing more', async () => {
    const client = await ready();
    const cases = [
      '{ nothing }',
      '{',
      'subscription { riskEvents { cursor } feedStatus { name } }',
      `query ($a: Int!) { riskEvents(first: $a) { totalCount } }`,
      '{ riskEvents(first: 1000) { totalCount } }',
      'subscription { riskEvents @skip(if: true) { cursor } }',
    ];
    for (const [n, query] of cases.entries()) {
      client.subscribe(String(n), query);
      const message = await client.next();
      if (message.type === 'next') {
        // A query that is valid by itself: its variables are not.
        expect(message.payload).toMatchObject({ errors: [{ extensions: { code: 'HUB_BAD_REQUEST' } }] });
        await client.next('complete');
      } else {
        expect(message, query).toMatchObject({ id: String(n), type: 'error' });
        expect(message.payload).toMatchObject([
          { extensions: { code: expect.stringMatching(/^HUB_/) as string } },
        ]);
      }
    }
    client.subscribe('0', QUERY);
    expect((await client.next()).type).toBe('next');
    await client.close();
  });

  it('17: closes with 4409 when an id is in use, and lets it be used again after complete', async () => {
    const client = await ready();
    client.subscribe('1', STREAM);
    await client.next('next');
    client.send({ type: 'complete', id: '1' });
    client.subscribe('1', STREAM);
    expect((await client.next('next')).id).toBe('1');
    client.subscribe('1', STREAM);
    expect(await client.closed).toMatchObject({ code: 4409 });
  });

  it('18: streams events as they are kept, under the id of the client', async () => {
    const client = await ready();
    client.subscribe('my stream', STREAM);
    expect(itemIn(await client.next('next'))).toMatchObject({ bookmark: true, event: null });
    const id = await tell();
    const message = await client.next('next');
    expect(message.id).toBe('my stream');
    expect(itemIn(message)).toMatchObject({ bookmark: false, event: { id } });
    await client.close();
  });

  it('19: sends nothing of a stream after the client completed it, and does not answer the complete', async () => {
    const client = await ready();
    client.subscribe('1', STREAM);
    await client.next('next');
    client.send({ type: 'complete', id: '1' });
    client.subscribe('2', STREAM);
    await client.next('next');
    await tell();
    expect((await client.next('next')).id).toBe('2');
    client.send({ type: 'ping' });
    expect((await client.next()).type).toBe('pong');
    await client.close();
  });

  it('20: ignores a complete for an id that it does not know', async () => {
    const client = await ready();
    client.send({ type: 'complete', id: 'never' });
    client.send({ type: 'ping' });
    expect((await client.next()).type).toBe('pong');
    await client.close();
  });

  it('21: closes with 1001 when the gateway ends, and every stream is over', async () => {
    const other = await streamGateway(store);
    const client = await SocketClient.ready(other.url);
    client.subscribe('1', STREAM);
    await client.next('next');
    await other.close();
    expect(await client.closed).toMatchObject({ code: 1001 });
  });

  it('carries only so many operations at once', async () => {
    const client = await ready();
    for (const id of ['1', '2', '3', '4']) client.subscribe(id, STREAM);
    const messages = [await client.next(), await client.next(), await client.next(), await client.next()];
    expect(messages.filter(({ type }) => type === 'error')).toMatchObject([
      { payload: [{ extensions: { code: 'HUB_LIMIT_EXCEEDED' } }] },
    ]);
    await client.close();
  });
});
