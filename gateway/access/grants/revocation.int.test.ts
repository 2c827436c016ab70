import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { insertGrants, readGrants, revokeGrants, type Told } from '../../../schema/store/grants.ts';
import type { NewGrant } from '../../../schema/store/grant-docs.ts';
import type { Store } from '../../../schema/store/models.ts';
import { eventually } from '../../../test/harness/eventually.ts';
import { freshStore } from '../../../test/harness/servers.ts';
import { SocketClient } from '../../router/testing/socket-client.ts';
import { streamGateway, type StreamGateway } from '../../router/testing/stream-gateway.ts';
import { keepEvents } from '../../subgraphs/testing/kept-events.ts';
import { createVerifier, signToken } from '../identity/local-issuer.ts';
import { followGrants, type GrantBook } from './grant-book.ts';
import { newSampleGrants } from './sample-grants.ts';

const WATCH = 'subscription { riskEvents { cursor bookmark } }';
const FEEDS = '{ feeds { name } }';
const TOLD: Told = {
  at: '2026-11-28T00:00:00.000Z',
  partner: null,
  actor: 'test',
  reason: 'misused',
  clientMutationId: null,
};

let home: string;
let store: Store;
let book: GrantBook;
let served: StreamGateway;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'tributary-revocation-'));
  store = await freshStore();
  await keepEvents(store, []);
  book = followGrants((since) => readGrants(store, since), { warn: () => undefined });
  served = await streamGateway(store, {
    verifier: await createVerifier(home, undefined, { grants: book }),
  });
});
afterAll(async () => {
  book.close();
  await served.close();
  rmSync(home, { recursive: true });
});

let round = 0;
/** Grants of this test, of which the first is the one to the dataset `risk`. */
let given: readonly NewGrant[] = [];
beforeEach(async () => {
  const before = given.map(({ _id }) => _id);
  round += 1;
  given = newSampleGrants()
    .filter(({ partner }) => partner === 'police' || partner === 'court')
    .map((grant) => ({ ...grant, _id: `${grant._id}-${round}` }));
  await insertGrants(store, given, TOLD);
  await revokeGrants(store, before, TOLD);
  await eventually(() => accessOf('police').datasets.has('risk') && accessOf('court').datasets.has('risk'));
});

const accessOf = (partner: string): ReturnType<GrantBook['accessFor']> =>
  book.accessFor({ partner, actor: `${partner}@local` }, 'DISPUTE_HANDLING');
const riskOf = (partner: string): string =>
  given.find((grant) => grant.partner === partner && grant.dataset === 'risk')?._id ?? '';
const bearer = async (partner: string): Promise<string> => `Bearer ${await signToken(home, partner)}`;

async function watching(partner: string): Promise<SocketClient> {
  const client = await new SocketClient(served.url).opened();
  client.send({ type: 'connection_init', payload: { authorization: await bearer(partner) } });
  await client.next('connection_ack');
  client.subscribe('1', WATCH);
  await client.next('next');
  return client;
}

async function post(partner: string, query: string, purpose?: string): Promise<Response> {
  return fetch(served.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${await signToken(home, partner, new Date(), { purpose: null })}`,
      ...(purpose === undefined ? {} : { 'purpose-of-use': purpose }),
    },
    body: JSON.stringify({ query }),
  });
}

test('a grant that is revoked closes the sockets of its partner with 4403, and nobody else’s', async () => {
  const [police, court] = [await watching('police'), await watching('court')];
  await revokeGrants(store, [riskOf('police')], TOLD);
  expect(await police.closed).toMatchObject({
    code: 4403,
    reason: expect.stringContaining('a grant has ended') as string,
  });
  expect(accessOf('police').datasets.has('risk')).toBe(false);
  expect(accessOf('court').datasets.has('risk')).toBe(true);
  court.subscribe('2', WATCH);
  expect(await court.next('next')).toMatchObject({ id: '2' });
  await court.close();
});

test('a stream of server-sent events ends with an error that says so', async () => {
  const response = await fetch(`${served.url}/stream?query=${encodeURIComponent(WATCH)}`, {
    headers: { accept: 'text/event-stream', authorization: await bearer('court') },
  });
  expect(response.status).toBe(200);
  await revokeGrants(store, [riskOf('court')], TOLD);
  const text = await response.text();
  expect(text).toContain('"HUB_GRANT_ENDED"');
  expect(text).toMatch(/event: complete\ndata:\n\n$/);
});

test('a grant more closes nothing, and counts for the next request', async () => {
  const police = await watching('police');
  const [first] = given;
  await insertGrants(
    store,
    [{ ...(first as NewGrant), _id: `more-${round}`, partner: 'police', dataset: 'access', rights: [] }],
    TOLD,
  );
  await eventually(() => accessOf('police').datasets.has('access'));
  police.subscribe('2', WATCH);
  expect(await police.next('next')).toMatchObject({ id: '2' });
  await police.close();
});

test('of several purposes a request must state one, and one that is granted', async () => {
  const untold = await post('police', FEEDS);
  expect(untold.status).toBe(403);
  expect(await untold.json()).toMatchObject({
    errors: [
      {
        message: expect.stringContaining('DISPUTE_HANDLING (纠纷处置)') as string,
        extensions: {
          code: 'HUB_PURPOSE_REQUIRED',
          purposes: ['DISPUTE_HANDLING', 'LAW_ENFORCEMENT', 'RISK_WARNING', 'DATA_QUALITY'],
        },
      },
    ],
  });
  const wrong = await post('police', FEEDS, 'STATISTICS');
  expect(wrong.status).toBe(403);
  expect(await wrong.json()).toMatchObject({ errors: [{ extensions: { code: 'HUB_PURPOSE_NOT_GRANTED' } }] });
  expect((await post('police', FEEDS, 'DISPUTE_HANDLING')).status).toBe(200);
});

test('a socket states its purpose with its token, as a browser can send no header with it', async () => {
  const authorization = `Bearer ${await signToken(home, 'police', new Date(), { purpose: null })}`;
  const asking = async (payload: object): Promise<SocketClient> => {
    const client = await new SocketClient(served.url).opened();
    client.send({ type: 'connection_init', payload: { authorization, ...payload } });
    return client;
  };
  const stating = await asking({ 'purpose-of-use': 'DISPUTE_HANDLING' });
  await stating.next('connection_ack');
  stating.subscribe('1', WATCH);
  expect(await stating.next('next')).toMatchObject({ id: '1' });
  await stating.close();
  for (const payload of [{}, { 'purpose-of-use': 'STATISTICS' }, { 'purpose-of-use': 7 }]) {
    const client = await asking(payload);
    expect(await client.closed, JSON.stringify(payload)).toMatchObject({ code: 4403 });
  }
});

test('whoever has no grant sees the catalogue and nothing else', async () => {
  const response = await post('grid', '{ catalogue { name } grants { totalCount } disputes { totalCount } }');
  expect(await response.json()).toMatchObject({
    data: {
      catalogue: expect.arrayContaining([{ name: 'RISK' }]) as unknown,
      grants: { totalCount: 0 },
      disputes: null,
    },
  });
});
