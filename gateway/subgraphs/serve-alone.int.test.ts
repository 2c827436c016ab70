import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../test/harness/eventually.ts';
import { freshDatabaseUri, freshStore } from '../../test/harness/servers.ts';
import { giveEverything } from '../access/testing/give-everything.ts';
import { createInternalSigner, INTERNAL_CALLER_HEADER } from '../access/internal-token.ts';
import { signToken } from '../access/identity/local-issuer.ts';
import { serveSubgraph, type ServedSubgraph } from './serve-alone.ts';
import { ANALYST } from './testing/ask.ts';
import { record, storeRecords } from './testing/fixtures.ts';

const log = pino({ level: 'silent' });
const INCIDENT = record('police110', 'J1');

let home: string;
let served: ServedSubgraph;
let token: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tributary-alone-'));
  const uri = freshDatabaseUri();
  const store = await freshStore(uri);
  await storeRecords(store, [INCIDENT]);
  await giveEverything(store, ANALYST.partner);
  served = await serveSubgraph({ name: 'police110', host: '127.0.0.1', port: 0, home, mongodbUri: uri, log });
  token = await (await createInternalSigner(home)).signInternal(ANALYST);
  await eventually(() => served.ready() === null || undefined);
});

afterAll(async () => {
  await served.stop();
  await rm(home, { recursive: true });
});

const QUERY = JSON.stringify({
  query: 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on PoliceIncident { number } } }',
  variables: { r: [{ __typename: 'PoliceIncident', id: INCIDENT._id }] },
});

function post(headers: Readonly<Record<string, string>>, body: BodyInit = QUERY): Promise<Response> {
  return fetch(served.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

test('the gateway is answered', async () => {
  const response = await post({ [INTERNAL_CALLER_HEADER]: token });
  expect(response.status).toBe(200);
  // What was looked at is the gateway's to write down.
  expect(await response.json()).toEqual({
    data: { _entities: [{ number: 'J1' }] },
    extensions: { looked: expect.objectContaining({ count: 1 }) as unknown },
  });
});

test('whoever does not come from the gateway is refused, also with a partner token', async () => {
  const partnerToken = await signToken(home, 'admin');
  for (const headers of [
    {},
    { [INTERNAL_CALLER_HEADER]: 'x.y.z' },
    { [INTERNAL_CALLER_HEADER]: partnerToken },
    { authorization: `Bearer ${partnerToken}` },
    { authorization: `Bearer ${token}` },
  ]) {
    const response = await post(headers);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'HUB_UNAUTHENTICATED' } }],
    });
  }
  const get = await fetch(`${served.url}?query={__typename}`, {
    headers: { 'apollo-require-preflight': '1' },
  });
  expect(get.status).toBe(401);
});

test('what a request says beside the gateway’s token changes nobody’s identity', async () => {
  const outside = {
    authorization: `Bearer ${await signToken(home, 'admin')}`,
    'purpose-of-use': 'STATISTICS',
    'x-forwarded-user': 'admin',
    'client-cert': ':AAAA:',
    partner: 'admin',
  };
  const body = await (await post({ [INTERNAL_CALLER_HEADER]: token })).text();
  expect(await (await post({ ...outside, [INTERNAL_CALLER_HEADER]: token })).text()).toBe(body);
  expect((await post(outside)).status).toBe(401);
  expect((await post({ ...outside, [INTERNAL_CALLER_HEADER]: `${token}x` })).status).toBe(401);
});

test('the SDL that it serves is the one that was composed', async () => {
  const response = await post(
    { [INTERNAL_CALLER_HEADER]: token },
    JSON.stringify({ query: '{ _service { sdl } }' }),
  );
  const { data } = (await response.json()) as { data: { _service: { sdl: string } } };
  expect(data._service.sdl).toContain('type PoliceIncident');
});

test('bodies that are no JSON or too large are refused in words', async () => {
  const broken = await post({ [INTERNAL_CALLER_HEADER]: token }, new Uint8Array([0x7b, 0xff, 0x7d]));
  expect(broken.status).toBe(400);
  expect(await broken.json()).toMatchObject({ errors: [{ extensions: { code: 'HUB_BAD_REQUEST' } }] });
  const large = await post(
    { [INTERNAL_CALLER_HEADER]: token },
    JSON.stringify({ query: 'x'.repeat(9_000_000) }),
  );
  expect(large.status).toBe(400);
  expect(await large.json()).toMatchObject({ errors: [{ extensions: { code: 'HUB_LIMIT_EXCEEDED' } }] });
});

test('its health pages answer without a token', async () => {
  const { origin } = new URL(served.url);
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    expect((await fetch(`${origin}${path}`)).status, path).toBe(200);
  }
  expect((await fetch(`${origin}/elsewhere`)).status).toBe(404);
});

test('it listens while MongoDB is away, says so, and answers without internals', async () => {
  const alone = await serveSubgraph({
    name: 'disputes',
    host: '127.0.0.1',
    port: 0,
    home,
    mongodbUri: 'mongodb://127.0.0.1:9/nowhere?replicaSet=rs0',
    log,
  });
  try {
    const ready = await fetch(`${new URL(alone.url).origin}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, 'waiting for MongoDB\n']);
    const response = await fetch(alone.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [INTERNAL_CALLER_HEADER]: token },
      body: JSON.stringify({ query: '{ disputes { totalCount } }' }),
    });
    const answer = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
    expect(answer.errors[0]?.extensions.code).toBe('HUB_STORE_UNAVAILABLE');
    expect(JSON.stringify(answer)).not.toMatch(/mongo|127\.0\.0\.1|stacktrace/i);
  } finally {
    await alone.stop();
  }
});

test('an unknown name is refused with the names there are', async () => {
  await expect(
    serveSubgraph({
      name: 'police',
      host: '127.0.0.1',
      port: 0,
      home,
      mongodbUri: 'mongodb://127.0.0.1:9/x',
      log,
    }),
  ).rejects.toThrow('police110');
});
