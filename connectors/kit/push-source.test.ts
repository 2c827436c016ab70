import { describe, expect, it } from 'vitest';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import { policePush } from '../police110/push.ts';
import type { IntakeReply } from './source.ts';
import { readSecrets, signWebhook } from '../../schema/webhooks/standard-webhooks.ts';
import { testContext, type TestContext } from './testing/test-context.ts';

const SECRET_TEXT = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const [secret = new Uint8Array()] = readSecrets(SECRET_TEXT, 'x');
const row = (jjdbh: string, more: object = {}): object => ({
  jjdbh,
  bjsj: '2026-11-24 08:12:30',
  gxsj: '2026-11-24 08:13:00',
  ...more,
});
const event = (jjdbh: string, more: object = {}): object => ({
  specversion: '1.0',
  id: `e-${jjdbh}`,
  source: 'urn:police110:320612',
  type: 'cn.gov.police110.incident.v1',
  subject: jjdbh,
  data: row(jjdbh),
  ...more,
});

function opened(): TestContext {
  const context = testContext({ secrets: { 'police110.hmac': SECRET_TEXT } });
  policePush.open({ 'secret.file': 'police110.hmac' }, context);
  return context;
}

async function push(
  context: TestContext,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<IntakeReply> {
  const bytes = Buffer.from(body);
  const timestampS = context.nowMs / 1_000;
  const handle = context.routes.get('/intake/police110');
  if (handle === undefined) throw new Error('no route');
  return handle({
    headers: {
      'content-type': 'application/cloudevents+json',
      'webhook-id': 'm1',
      'webhook-timestamp': String(timestampS),
      'webhook-signature': signWebhook(secret, 'm1', timestampS, bytes),
      ...headers,
    },
    body: bytes,
  });
}
const BATCH = { 'content-type': 'application/cloudevents-batch+json' };

it('accepts a signed event and emits its data with original bytes', async () => {
  const context = opened();
  const reply = await push(context, JSON.stringify(event('J1')));
  expect(reply).toEqual({
    status: 202,
    body: { accepted: [{ id: 'e-J1', recordId: recordIdOf('police110', 'J1') }], refused: [] },
  });
  expect(context.records).toMatchObject([
    {
      sourceId: 'J1',
      sourceTime: '2026-11-24T08:13:00+08:00',
      eventId: 'e-J1',
      contentType: 'application/json',
    },
  ]);
  expect(Buffer.from(context.records[0]?.bytes ?? []).toString()).toBe(JSON.stringify(row('J1')));
  expect(context.contacts).toBe(1);
});

it('accepts binary mode', async () => {
  const context = opened();
  const reply = await push(context, JSON.stringify(row('J1')), {
    'content-type': 'application/json',
    'ce-specversion': '1.0',
    'ce-id': 'e1',
    'ce-source': 'urn:police110:320612',
    'ce-type': 'cn.gov.police110.incident.v1',
  });
  expect(reply.status).toBe(202);
});

it('keeps nothing of an unsigned request', async () => {
  const context = opened();
  const reply = await push(context, JSON.stringify(event('J1')), { 'webhook-signature': 'v1,AAAA' });
  expect(reply).toMatchObject({ status: 401, body: { code: 'HUB_SIGNATURE_INVALID' } });
  expect(reply.headers?.['content-type']).toBe('application/problem+json');
  expect([context.records, context.letters]).toEqual([[], []]);
});

describe('a signed event that cannot be used', () => {
  it.each([
    ['broken JSON', '{"specversion":', 400, 'HUB_RECORD_UNPARSABLE'],
    [
      '30 February',
      JSON.stringify(event('J1', { data: row('J1', { bjsj: '2026-02-30 01:00:00' }) })),
      422,
      'HUB_RECORD_INVALID',
    ],
    ['another type', JSON.stringify(event('J1', { type: 'x' })), 400, 'HUB_EVENT_INVALID'],
    ['a subject of another record', JSON.stringify(event('J1', { subject: 'J2' })), 400, 'HUB_EVENT_INVALID'],
    [
      'an oversized field',
      JSON.stringify(event('J1', { data: row('J1', { bjnr: '长'.repeat(20_001) }) })),
      422,
      'HUB_RECORD_INVALID',
    ],
  ])('(%s) is refused with its reason and kept as a dead letter', async (_what, body, status, code) => {
    const context = opened();
    const reply = await push(context, body);
    expect(reply).toMatchObject({ status, body: { status, code } });
    expect(context.records).toEqual([]);
    expect(context.letters).toMatchObject([{ feed: 'police110', code, connector: 'test-connector' }]);
  });

  it('is one dead letter however often it is sent', async () => {
    const context = opened();
    await push(context, '{');
    await push(context, '{');
    const [first, second] = context.letters;
    expect(first?.origin).toEqual(second?.origin);
  });

  it('does not hold up the rest of its batch', async () => {
    const context = opened();
    const body = JSON.stringify([event('J1'), event('J2', { data: row('') }), event('J3')]);
    expect(await push(context, body, BATCH)).toMatchObject({
      status: 202,
      body: {
        accepted: [{ id: 'e-J1' }, { id: 'e-J3' }],
        refused: [{ index: 1, id: 'e-J2', code: 'HUB_RECORD_INVALID' }],
      },
    });
    expect(context.journal).toEqual(['emit 2']);
  });

  it('makes a batch fail when all of it is bad, with every reason', async () => {
    const context = opened();
    const reply = await push(context, JSON.stringify([event('', {}), event('J2', { data: row('') })]), BATCH);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.body).toMatchObject({ refused: [{ index: 0 }, { index: 1 }] });
  });
});

it('answers an unknown column with a flagged record, not a refusal', async () => {
  const context = opened();
  const reply = await push(context, JSON.stringify(event('J1', { data: row('J1', { newcol: 'x' }) })));
  expect(reply.status).toBe(202);
});

it('answers 415 to other media types and keeps nothing', async () => {
  const context = opened();
  const reply = await push(context, 'a=1', { 'content-type': 'application/x-www-form-urlencoded' });
  expect(reply).toMatchObject({ status: 415, body: { code: 'HUB_MEDIA_TYPE_UNSUPPORTED' } });
  expect(context.letters).toEqual([]);
});

it('answers 409 when an Idempotency-Key comes with another body, and repeats the first answer otherwise', async () => {
  const context = opened();
  const key = { 'idempotency-key': 'k1' };
  await push(context, JSON.stringify(event('J1')), key);
  const again = await push(context, JSON.stringify(event('J1')), key);
  expect(again).toMatchObject({ status: 202, headers: { 'idempotency-replayed': 'true' } });
  expect(context.journal).toEqual(['emit 1']);
  expect(await push(context, JSON.stringify(event('J2')), key)).toMatchObject({ status: 409 });
});

it('answers 503 with Retry-After while the broker is away, and takes the retry', async () => {
  const context = opened();
  context.emitFault = new HubError('HUB_BROKER_UNAVAILABLE', 'away');
  const key = { 'idempotency-key': 'k1' };
  const reply = await push(context, JSON.stringify(event('J1')), key);
  expect(reply.status).toBe(503);
  expect(Number(reply.headers?.['retry-after'])).toBeGreaterThan(0);
  context.emitFault = undefined;
  expect(await push(context, JSON.stringify(event('J1')), key)).toMatchObject({ status: 202 });
});

it('is FAILED at once when its secret cannot be used', async () => {
  const context = testContext({ secrets: { 'police110.hmac': 'not a secret' } });
  const source = policePush.open({ 'secret.file': 'police110.hmac' }, context);
  await expect(source.run(new AbortController().signal)).rejects.toMatchObject({
    code: 'HUB_CONFIG_INVALID',
  });
});
