import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery } from './outbound.ts';
import { readSecrets, verifyWebhook } from '../../schema/webhooks/standard-webhooks.ts';
import { retryAfterMs } from '../../schema/webhooks/retry-after.ts';
import { outcomeOf, sendWebhook } from './webhook-sender.ts';

const now = new Date('2026-11-24T04:00:00Z');
const delivery: Delivery = {
  id: 'court-referrals|event-1',
  eventId: 'event-1',
  disputeId: 'dispute-1',
  kind: 'REFER',
  content: '{"specversion":"1.0","data":{"note":"转办"}}',
  attempts: 0,
  firstTryMs: null,
};
const secrets = readSecrets(
  'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\nwhsec_AAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  'x',
);

describe('a request', () => {
  const taken: { headers: IncomingHttpHeaders; body: Buffer }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      taken.push({ headers: request.headers, body: Buffer.concat(parts) });
      if (request.url === '/busy') response.writeHead(503, { 'retry-after': '7' }).end('come\n  back later');
      else if (request.url === '/moved') response.writeHead(307, { location: '/' }).end();
      else if (request.url === '/slow') return;
      else response.writeHead(204).end();
    });
  });
  let base: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const target = (path: string) => ({
    url: `${base}${path}`,
    timeoutMs: 200,
    secrets,
    now,
    signal: new AbortController().signal,
  });

  it('carries the event’s id and a signature of each secret that a Standard Webhooks receiver accepts', async () => {
    expect(await sendWebhook(delivery, target('/'))).toEqual({ kind: 'TAKEN', status: 204 });
    const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = taken;
    expect(body.toString()).toBe(delivery.content);
    expect(headers).toMatchObject({
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': 'event-1',
      'webhook-timestamp': String(now.getTime() / 1_000),
    });
    const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    for (const secret of secrets)
      expect(() => {
        verifyWebhook(flat, body, [secret], now);
      }).not.toThrow();
  });

  it('tells what was answered, in the receiver’s words, and when it wants to be asked again', async () => {
    expect(await sendWebhook(delivery, target('/busy'))).toEqual({
      kind: 'AGAIN',
      status: 503,
      reason: 'answered 503 (come back later)',
      waitMs: 7_000,
    });
  });

  it('follows no redirect: the signed message is for the agency alone', async () => {
    expect(await sendWebhook(delivery, target('/moved'))).toMatchObject({ kind: 'AGAIN', status: 307 });
    expect(taken.filter(({ headers }) => headers['webhook-id'] === 'event-1')).toHaveLength(3);
  });

  it('is tried again when nobody answers in time or nobody listens', async () => {
    expect(await sendWebhook(delivery, target('/slow'))).toMatchObject({ kind: 'AGAIN', status: null });
    expect(await sendWebhook(delivery, { ...target('/'), url: 'http://127.0.0.1:1/' })).toMatchObject({
      kind: 'AGAIN',
      status: null,
    });
  });
});

it.each([
  [200, 'TAKEN'],
  [202, 'TAKEN'],
  [302, 'AGAIN'],
  [400, 'NEVER'],
  [401, 'AGAIN'],
  [403, 'AGAIN'],
  [404, 'AGAIN'],
  [408, 'AGAIN'],
  [409, 'NEVER'],
  [410, 'NEVER'],
  [413, 'NEVER'],
  [422, 'NEVER'],
  [429, 'AGAIN'],
  [500, 'AGAIN'],
  [503, 'AGAIN'],
])('an answer of %i means %s', (status, kind) => {
  expect(outcomeOf(status, '', null).kind).toBe(kind);
});

it('reads Retry-After as seconds or as a date', () => {
  expect(retryAfterMs('120', now)).toBe(120_000);
  expect(retryAfterMs('Tue, 24 Nov 2026 04:00:30 GMT', now)).toBe(30_000);
  expect(retryAfterMs('Tue, 24 Nov 2026 03:00:00 GMT', now)).toBe(0);
  expect(retryAfterMs('soon', now)).toBeNull();
  expect(retryAfterMs(null, now)).toBeNull();
});
