import { pino } from 'pino';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AuditLog } from '../../schema/store/audit-log.ts';
import type { AuditEntryDoc } from '../../schema/store/audit-docs.ts';
import type { Store } from '../../schema/store/models.ts';
import { addUse } from '../../schema/store/partner-use.ts';
import { documentIdOf } from '../../schema/canonical/document-id.ts';
import { addDocuments, readDocument } from '../../schema/store/registered-documents.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { createAuditor } from '../access/audit/auditor.ts';
import { ChainWriter } from '../access/audit/chain-writer.ts';
import { DailyUse } from '../access/limits/daily-use.ts';
import { limitBookOf } from '../access/limits/limits.ts';
import { createQuota } from '../access/limits/quota.ts';
import { RequestRate } from '../access/limits/request-rate.ts';
import { FULL_DISPUTE, storeEverything } from '../subgraphs/testing/full-dispute.ts';
import { FULL_EVENTS } from '../subgraphs/testing/full-events.ts';
import { keepEvents } from '../subgraphs/testing/kept-events.ts';
import { createPersistedDocuments } from './prepare/persisted-documents.ts';
import { SocketClient } from './testing/socket-client.ts';
import { STREAM_TOKEN, streamGateway, type StreamGateway } from './testing/stream-gateway.ts';

const LOG = pino({ level: 'silent' });
const FEEDS = '{ feeds { name } }';
const DISPUTES = '{ disputes(first: 5) { nodes { id } } }';
const WATCH = 'subscription { riskEvents { cursor event { dispute { title } } } }';

/** The quarrel of somebody else. */
const OTHER = {
  ...FULL_DISPUTE,
  _id: 'dispute-2',
  code: `${FULL_DISPUTE.code.slice(0, -2)}22`,
  members: [],
  parties: FULL_DISPUTE.parties.map((party) => ({
    ...party,
    id: 'party-2',
    name: '王五',
    phones: ['13912345678'],
    idNumber: null,
  })),
};

let store: Store;
let served: StreamGateway;
let use: DailyUse;
beforeAll(async () => {
  store = await freshStore();
  await storeEverything(store);
  await store.disputes.insertMany([OTHER]);
  await keepEvents(store, FULL_EVENTS);
});
afterEach(async () => {
  await served.close();
  await use.close();
  await store.partnerUses.deleteMany({});
});

/** A gateway with these limits; its clock of requests stands still. */
async function serve(all: object): Promise<void> {
  const limits = limitBookOf({ all: { requestsPerSecond: null, ...all } });
  use = new DailyUse({ limits, addUse: (...asked) => addUse(store, ...asked), log: LOG });
  served = await streamGateway(store, {
    quota: createQuota(new RequestRate(limits, () => 0), use),
    documents: createPersistedDocuments((id) => readDocument(store, id), limits),
    audit: createAuditor(
      new ChainWriter({ store: new AuditLog(() => store), host: 'h', log: LOG }),
      LOG,
      100,
    ),
  });
}

const headers = { authorization: STREAM_TOKEN, 'content-type': 'application/json' };
const post = (body: object): Promise<Response> =>
  fetch(served.url, { method: 'POST', headers, body: JSON.stringify(body) });
const get = (path: string, search: Record<string, string>, accept: string): Promise<Response> =>
  fetch(`${served.url}${path}?${new URLSearchParams(search).toString()}`, {
    headers: { authorization: STREAM_TOKEN, accept },
  });
const streamOf = (search: Record<string, string>): Promise<Response> =>
  get('/stream', search, 'text/event-stream');
/** What comes first over a WebSocket, as text. */
async function overSocket(payload: object): Promise<string> {
  const client = await SocketClient.ready(served.url);
  client.send({ type: 'subscribe', id: 'a', payload });
  const first = await client.next();
  await client.close();
  return JSON.stringify(first);
}
const codeIn = async (response: Response): Promise<string | undefined> =>
  /HUB_[A-Z_]+/.exec(await response.text())?.[0];

describe('the rate of requests', () => {
  it('is one budget over HTTP, event streams and WebSocket, told in header fields', async () => {
    await serve({ requestsPerSecond: 2, burst: 3 });
    const first = await post({ query: FEEDS });
    expect(first.status).toBe(200);
    expect(first.headers.get('ratelimit-policy')).toContain('"requests";q=3;w=2');
    expect(first.headers.get('ratelimit')).toContain('"requests";r=2;t=1');
    const stream = await streamOf({ query: WATCH });
    expect(stream.headers.get('ratelimit')).toContain('"requests";r=1;t=1');
    await stream.body?.cancel();
    expect(await overSocket({ query: FEEDS })).toContain('"next"');

    const refused = await post({ query: FEEDS });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect(refused.headers.get('ratelimit')).toContain('"requests";r=0;t=2');
    expect(await codeIn(refused)).toBe('HUB_RATE_LIMITED');
    expect((await streamOf({ query: WATCH })).status).toBe(429);
    expect(await overSocket({ query: FEEDS })).toMatch(/HUB_RATE_LIMITED.*retryAfterMs/);
    expect(await overSocket({ query: 'no document' })).toContain('HUB_RATE_LIMITED');
  });
});

describe('a partner’s day', () => {
  it('gives no answer beyond its rows, writes down that it was refused, and outlives the gateway', async () => {
    await serve({ rowsPerDay: 2 });
    const answer = await post({ query: DISPUTES });
    expect(await answer.json()).toMatchObject({ data: { disputes: { nodes: [{}, {}] } } });
    expect(answer.headers.get('ratelimit')).toContain('"rows";r=');
    await use.flush();
    await served.close();
    await serve({ rowsPerDay: 2 });
    const refused = await post({ query: DISPUTES });
    expect(refused.status).toBe(429);
    expect(await codeIn(refused)).toBe('HUB_RATE_LIMITED');
    expect((await streamOf({ query: WATCH })).status).toBe(429);
    expect(await overSocket({ query: DISPUTES })).toContain('HUB_RATE_LIMITED');
  });

  it('counts people, and lets those be read again who were', async () => {
    await serve({ peoplePerDay: 1 });
    const refused = await post({ query: '{ disputes(first: 5) { nodes { parties { name } } } }' });
    expect(refused.status).toBe(429);
    expect(await codeIn(refused)).toBe('HUB_RATE_LIMITED');
    const entries = await store.auditEntries
      .find({ kind: 'QUERY', codes: 'HUB_RATE_LIMITED' })
      .lean<AuditEntryDoc[]>();
    expect(entries).toHaveLength(1);
  });

  it('ends a stream that would show more, and says why', async () => {
    await serve({ rowsPerDay: 1 });
    const client = await SocketClient.ready(served.url);
    client.subscribe('a', WATCH);
    await client.next('next');
    await keepEvents(store, [
      { partition: 0, offset: 10, kind: 'OVERDUE', disputeId: FULL_DISPUTE._id },
      { partition: 0, offset: 11, kind: 'OVERDUE', disputeId: OTHER._id },
    ]);
    let last = await client.next();
    while (last.type === 'next') last = await client.next();
    expect(JSON.stringify(last)).toMatch(/"error".*HUB_RATE_LIMITED/);
    expect(JSON.stringify(last)).toContain('"cursor"');
    await client.close();
  });
});

describe('registered documents', () => {
  const id = documentIdOf(FEEDS);
  const watchId = documentIdOf(WATCH);
  const names = { operations: [], source: 'test', addedAt: '', by: 'test' };
  beforeAll(() =>
    addDocuments(store, [
      { _id: id, text: FEEDS, ...names },
      { _id: watchId, text: WATCH, ...names },
    ]),
  );

  it('are asked for by identifier over every transport', async () => {
    await serve({});
    for (const response of [
      await post({ documentId: id }),
      await post({ documentId: id, query: FEEDS }),
      await get('', { documentId: id }, 'application/json'),
    ]) {
      expect(await response.json()).toMatchObject({
        data: { feeds: expect.arrayContaining([{ name: 'COURT' }]) as unknown },
      });
    }
    expect(await overSocket({ query: '', documentId: id })).toContain('"feeds"');
    expect(await overSocket({ query: '', extensions: { documentId: id } })).toContain('"feeds"');
    const stream = await streamOf({ documentId: watchId });
    expect(stream.status).toBe(200);
    await stream.body?.cancel();
  });

  it('are told from unknown ones, from wrong identifiers and from other texts', async () => {
    await serve({});
    const unknown = await post({ documentId: documentIdOf('{ feeds { state } }') });
    expect([unknown.status, await codeIn(unknown)]).toEqual([404, 'HUB_DOCUMENT_UNKNOWN']);
    expect(await codeIn(await post({ documentId: 'sha1:00' }))).toBe('HUB_BAD_REQUEST');
    expect(await codeIn(await post({ documentId: 7 }))).toBe('HUB_BAD_REQUEST');
    expect(await codeIn(await post({ documentId: id, query: DISPUTES }))).toBe('HUB_BAD_REQUEST');
    expect(await codeIn(await post({}))).toBe('HUB_BAD_REQUEST');
  });

  it('are all that a partner may send who is held to them, by identifier or in full', async () => {
    await serve({ persistedOnly: true });
    expect((await post({ query: FEEDS })).status).toBe(200);
    const refused = await post({ query: DISPUTES });
    expect([refused.status, await codeIn(refused)]).toEqual([403, 'HUB_DOCUMENT_REQUIRED']);
    expect(await codeIn(await get('', { query: DISPUTES }, 'application/json'))).toBe(
      'HUB_DOCUMENT_REQUIRED',
    );
    expect(await codeIn(await streamOf({ query: `${WATCH} ` }))).toBe('HUB_DOCUMENT_REQUIRED');
    expect(await overSocket({ query: DISPUTES })).toContain('HUB_DOCUMENT_REQUIRED');
    expect(await overSocket({ query: `${WATCH} ` })).toContain('HUB_DOCUMENT_REQUIRED');
  });
});
