import type { AddressInfo } from 'node:net';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleGateway, SAMPLE_TOKEN, sampleTarget } from './testing/sample-graph.ts';
import type { Gateway } from './gateway.ts';

let gateway: Gateway;
let url: string;
beforeAll(async () => {
  gateway = await sampleGateway();
  await gateway.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(gateway.app.server.address() as AddressInfo).port}/graphql`;
});
afterAll(() => gateway.close());

const authenticated: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set('authorization', SAMPLE_TOKEN);
  return fetch(input, { ...init, headers });
};

describe("graphql-http's audits of a server, asked as an authenticated caller", () => {
  const audits = serverAudits({ url: () => url, fetchFn: authenticated });

  it('are 61', () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
    '%s %s',
    async (_id, _name, audit) => {
      const result = await audit.fn();
      expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
    },
  );
});

describe('closing', () => {
  it('lets a request under way end and takes no new one', async () => {
    let release: (() => void) | undefined;
    const started = Promise.withResolvers<undefined>();
    const held = sampleTarget('visits', {
      Query: {
        visit: () =>
          new Promise((resolve) => {
            release = () => {
              resolve({ id: 'c1-v1', kind: 'knock' });
            };
            started.resolve(undefined);
          }),
      },
    });
    const closing = await sampleGateway({ targets: [sampleTarget('cases'), sampleTarget('papers'), held] });
    await closing.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = closing.app.server.address() as AddressInfo;
    const underWay = authenticated(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ visit(id: "c1-v1") { kind } }' }),
    });
    await started.promise;
    const closed = closing.close();
    release?.();
    expect(await (await underWay).json()).toEqual({ data: { visit: { kind: 'knock' } } });
    await closed;
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
  });
});
