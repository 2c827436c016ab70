import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditEntryDoc } from '../../../schema/store/audit-docs.ts';
import { AuditLog } from '../../../schema/store/audit-log.ts';
import type { Store } from '../../../schema/store/models.ts';
import { verifyAudit } from '../../../schema/store/verify-audit.ts';
import { freshStore } from '../../../test/harness/servers.ts';
import { eventually } from '../../../test/harness/eventually.ts';
import { STREAM_TOKEN, streamGateway, type StreamGateway } from '../../router/testing/stream-gateway.ts';
import { FULL_DISPUTE, storeEverything } from '../../subgraphs/testing/full-dispute.ts';
import { FULL_EVENTS } from '../../subgraphs/testing/full-events.ts';
import { keepEvents } from '../../subgraphs/testing/kept-events.ts';
import { clearValuesOf, findLeaks } from '../testing/leaks.ts';
import { createAuditor, type ChainAuditor } from './auditor.ts';
import { ChainWriter } from './chain-writer.ts';

const LOG = pino({ level: 'silent' });
const FLUSH_MS = 100;
const DISPUTE = `query Seen13812345678($code: String!) { d: dispute(code: $code) { title parties { name } } }`;

let store: Store;
let gateway: StreamGateway;
let audit: ChainAuditor;
beforeAll(async () => {
  store = await freshStore();
  await storeEverything(store);
  await keepEvents(store, FULL_EVENTS);
  audit = createAuditor(
    new ChainWriter({ store: new AuditLog(() => store), host: 'h', log: LOG }),
    LOG,
    FLUSH_MS,
  );
  gateway = await streamGateway(store, { audit });
});
afterAll(() => gateway.close());

async function ask(query: string, variables: object = {}, token = STREAM_TOKEN): Promise<Response> {
  return fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token },
    body: JSON.stringify({ query, variables }),
  });
}

const kept = (kind: AuditEntryDoc['kind']): Promise<AuditEntryDoc[]> =>
  store.auditEntries.find({ kind }).sort({ seq: 1 }).lean<AuditEntryDoc[]>().exec();

test('a query leaves who, what and which rows before its answer is there', async () => {
  const answer = (await (await ask(DISPUTE, { code: FULL_DISPUTE.code })).json()) as { data: { d: unknown } };
  expect(answer.data.d).not.toBeNull();
  const [entry] = await kept('QUERY');
  expect(entry).toMatchObject({ partner: 'analyst', actor: 'a@test', codes: [] });
  expect(entry?.fields).toEqual(['Dispute.parties', 'Dispute.title', 'Party.name', 'Query.dispute']);
  expect(entry?.rowIds).toContain(FULL_DISPUTE._id);
  expect(entry?.rowIds).toContain(FULL_DISPUTE.parties[0]?.id);
});

test('reading events on by cursor is a pull', async () => {
  await ask('{ riskEvents(first: 2) { nodes { id } } }');
  expect(await kept('PULL')).toHaveLength(1);
});

test('a stream leaves its opening, what was sent and its end', async () => {
  const ending = new AbortController();
  const query = encodeURIComponent('subscription { riskEvents { cursor } }');
  const response = await fetch(`${gateway.url}/stream?query=${query}`, {
    headers: { accept: 'text/event-stream', authorization: STREAM_TOKEN },
    signal: ending.signal,
  });
  expect(response.status).toBe(200);
  await eventually(async () => (await kept('STREAM_RANGE')).length > 0);
  ending.abort();
  await eventually(async () => (await kept('STREAM_CLOSE')).length === 1);
  const [open] = await kept('STREAM_OPEN');
  const [range] = await kept('STREAM_RANGE');
  expect(range).toMatchObject({ requestId: open?.requestId, count: 1 });
  expect(range?.range?.to).toBeTypeOf('string');
});

test('what several streams were sent names each of them, told together or alone', async () => {
  const endings = [new AbortController(), new AbortController()];
  const query = encodeURIComponent('subscription { riskEvents { cursor event { id } } }');
  const before = (await kept('STREAM_RANGE')).length;
  for (const { signal } of endings) {
    await fetch(`${gateway.url}/stream?query=${query}`, {
      headers: { accept: 'text/event-stream', authorization: STREAM_TOKEN },
      signal,
    });
  }
  const entries = await eventually(async () => {
    const found = (await kept('STREAM_RANGE')).slice(before);
    const streams = found.flatMap((entry) => entry.streams?.length ?? 1);
    return streams.reduce((sum, count) => sum + count, 0) >= 2 && found;
  });
  for (const ending of endings) ending.abort();
  const opened = (await kept('STREAM_OPEN')).map(({ requestId }) => requestId);
  for (const { partner, actor, requestId, streams = [] } of entries) {
    expect([partner, actor]).toEqual(['analyst', 'a@test']);
    for (const id of streams.length > 0 ? streams.map((one) => one.requestId) : [requestId])
      expect(opened).toContain(id);
  }
});

test('a flood of bad tokens is a few entries that say how many', async () => {
  const before = (await kept('DENIED')).length;
  const beganMs = performance.now();
  await Promise.all(Array.from({ length: 60 }, () => ask('{ feeds { name } }', {}, 'Bearer bad')));
  const denied = await eventually(
    async () => {
      const found = (await kept('DENIED')).slice(before);
      return found.reduce((sum, { count }) => sum + count, 0) === 60 && found;
    },
    { timeoutMs: 60_000 },
  );
  // One each time that they are written down, however slowly the refusals came.
  expect(denied.length).toBeLessThanOrEqual(1 + (performance.now() - beganMs) / FLUSH_MS);
});

test('who looked is for administrators', async () => {
  const answer = await ask('{ auditEntries { totalCount } }');
  expect([answer.status, await answer.text()]).toEqual([
    403,
    expect.stringContaining('HUB_SCOPE_INSUFFICIENT'),
  ]);
});

test('nothing clear is in any entry, and all of them hold', async () => {
  const entries = await store.auditEntries.find().lean().exec();
  const values = clearValuesOf(FULL_DISPUTE.parties);
  expect(values.length).toBeGreaterThan(0);
  expect(findLeaks(JSON.stringify(entries), values)).toEqual([]);
  expect(JSON.stringify(entries)).not.toContain('13812345678');
  expect((await verifyAudit(store)).bad).toEqual([]);
});
