import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Gateway } from './gateway.ts';
import { boundedSubscriptions, PartnerLoad } from './partner-load.ts';
import type { SubscribeRequest } from './subscribe/subscriptions.ts';
import { SAMPLE_CALLER, SAMPLE_TOKEN, sampleGateway, sampleTarget } from './testing/sample-graph.ts';
import { SocketClient } from './testing/socket-client.ts';

let gateway: Gateway | undefined;
afterEach(() => gateway?.close());

describe('requests under way', () => {
  it('are bounded for each partner over HTTP and WebSocket together, and leave others their place', async () => {
    const gate = Promise.withResolvers<undefined>();
    let asked = 0;
    const slow = sampleTarget('cases', {
      Query: {
        echo: async () => {
          asked += 1;
          await gate.promise;
          return ['done'];
        },
      },
    });
    gateway = await sampleGateway({
      targets: [slow, sampleTarget('visits'), sampleTarget('papers')],
      partnerLimits: { maxRequests: 2 },
      verifier: {
        verify: (header) =>
          Promise.resolve(header === SAMPLE_TOKEN ? SAMPLE_CALLER : { ...SAMPLE_CALLER, partner: 'court' }),
        onEnded: () => () => undefined,
      },
    });
    await gateway.app.listen({ host: '127.0.0.1', port: 0 });
    const url = `http://127.0.0.1:${(gateway.app.server.address() as AddressInfo).port}/graphql`;
    const post = (authorization: string, query: string): Promise<Response> =>
      fetch(url, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
    const socket = await SocketClient.ready(url);
    socket.socket.send(
      JSON.stringify({ id: 'a', type: 'subscribe', payload: { query: '{ echo(text: "a") }' } }),
    );
    const first = post(SAMPLE_TOKEN, '{ echo(text: "b") }');
    await expect.poll(() => asked).toBe(2);

    const refused = await post(SAMPLE_TOKEN, '{ case(id: "c1") { id } }');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'HUB_RATE_LIMITED', field: 'maxRequests', retryAfterMs: 1_000 } }],
    });
    const told = new Promise<string>((resolve) => {
      socket.socket.on('message', (data: Buffer) => {
        if (data.includes('"b"')) resolve(data.toString());
      });
    });
    socket.socket.send(
      JSON.stringify({ id: 'b', type: 'subscribe', payload: { query: '{ case(id: "c1") { id } }' } }),
    );
    expect(JSON.stringify(JSON.parse(await told))).toContain('"code":"HUB_RATE_LIMITED"');
    expect(await told).toContain('"retryAfterMs":1000');
    expect((await post('Bearer court', '{ case(id: "c1") { id } }')).status).toBe(200);

    gate.resolve(undefined);
    expect((await first).status).toBe(200);
    expect((await post(SAMPLE_TOKEN, '{ case(id: "c1") { id } }')).status).toBe(200);
    socket.socket.terminate();
  });
});

describe('open subscriptions', () => {
  it('are bounded for each partner from their opening to their end, and one that could not open takes no place', async () => {
    const ends: (() => void)[] = [];
    let fails = true;
    const subscriptions = boundedSubscriptions(
      {
        open: () => {
          if (fails) return Promise.reject(new HubError('HUB_BAD_REQUEST', 'no such stream'));
          const ended = Promise.withResolvers<undefined>();
          const stop = (): void => {
            ended.resolve(undefined);
          };
          ends.push(stop);
          return Promise.resolve({ done: ended.promise, stop });
        },
      },
      new PartnerLoad({ maxRequests: 1, maxStreams: 1 }),
    );
    const open = (partner: string): Promise<unknown> =>
      subscriptions.open({ caller: { ...SAMPLE_CALLER, partner } } as SubscribeRequest, {
        write: () => undefined,
      });
    await expect(open('police')).rejects.toThrow('no such stream');
    fails = false;
    await open('police');
    await expect(open('police')).rejects.toMatchObject({ code: 'HUB_RATE_LIMITED', field: 'maxStreams' });
    await open('court');
    ends[0]?.();
    await expect.poll(() => open('police').then(() => 'open')).toBe('open');
  });
});
