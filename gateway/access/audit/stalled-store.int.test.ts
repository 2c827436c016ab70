import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AuditDraft, AuditEntry } from '../../../schema/canonical/audit.ts';
import { AuditLog } from '../../../schema/store/audit-log.ts';
import type { Store } from '../../../schema/store/models.ts';
import { verifyAudit } from '../../../schema/store/verify-audit.ts';
import { eventually } from '../../../test/harness/eventually.ts';
import { freshStore } from '../../../test/harness/servers.ts';
import { testSize } from '../../../test/harness/size.ts';
import { keepEvents } from '../../subgraphs/testing/kept-events.ts';
import { itemIn, SocketClient } from '../../router/testing/socket-client.ts';
import { STREAM_TOKEN, streamGateway, type StreamGateway } from '../../router/testing/stream-gateway.ts';
import { createAuditor } from './auditor.ts';
import { ChainWriter, type ChainStore } from './chain-writer.ts';

const LOG = pino({ level: 'silent' });
const FLUSH_MS = 50;
/** Longer than a question waits, and than any stream did. */
const STALL_MS = testSize() === 'full' ? 5_000 : 2_500;
/** A stream is held when an entry of it has been on its way for 100 ms. */
const HELD_MS = 150;
const FILTER = 'filter: {kinds: [DISPUTE_CHANGED]}';
const WATCH = `subscription ($after: String) { riskEvents(${FILTER}, after: $after) { cursor event { id } } }`;
const PATIENT = { timeoutMs: 60_000 };

/** The store of the audit with a gate in front of every insert. */
class GatedAuditLog {
  readonly store: ChainStore;
  /** What came to the gate and has not passed. */
  waiting = 0;
  #closed: PromiseWithResolvers<undefined> | undefined;

  constructor(log: AuditLog) {
    this.store = {
      lastChainOf: (host) => log.lastChainOf(host),
      register: (chain) => log.register(chain),
      headOf: (chain) => log.headOf(chain),
      append: async (entries: readonly AuditEntry[]) => {
        this.waiting += 1;
        await this.#closed?.promise;
        this.waiting -= 1;
        await log.append(entries);
      },
    };
  }

  stall(): void {
    this.#closed = Promise.withResolvers<undefined>();
  }

  goOn(): void {
    this.#closed?.resolve(undefined);
    this.#closed = undefined;
  }
}

let store: Store;
let gate: GatedAuditLog;
let gateway: StreamGateway;
let offset: number;
/** Items in entries that the chain was given. */
let handed: number;
let openings: number;
beforeEach(async () => {
  store = await freshStore();
  await keepEvents(store, []);
  offset = 0;
  handed = 0;
  openings = 0;
});
afterEach(async () => {
  gate.goOn();
  await gateway.close();
});

async function serve(streamWaitMs: number): Promise<void> {
  gate = new GatedAuditLog(new AuditLog(() => store));
  const chain = new ChainWriter({ store: gate.store, host: 'h', log: LOG, maxWaitMs: 300 });
  const counting = {
    write: (draft: AuditDraft, maxWaitMs?: number) => {
      if (draft.kind === 'STREAM_RANGE') handed += draft.count;
      if (draft.kind === 'STREAM_OPEN') openings += 1;
      return chain.write(draft, maxWaitMs);
    },
    close: () => chain.close(),
  };
  gateway = await streamGateway(store, { audit: createAuditor(counting, LOG, FLUSH_MS, streamWaitMs) });
}

async function tell(count: number): Promise<readonly string[]> {
  const given = Array.from({ length: count }, () => ({ partition: 1, offset: (offset += 1) }));
  return (await keepEvents(store, given)).map(({ _id }) => _id);
}

/** Until so many items that streams were sent stand in entries. */
async function writtenDown(items: number): Promise<void> {
  await eventually(async () => {
    const entries = await store.auditEntries.find({ kind: 'STREAM_RANGE' }).lean().exec();
    return entries.reduce((sum, { count }) => sum + count, 0) >= items;
  }, PATIENT);
}

/** Reads as it comes: ids of events, the last cursor, and what ended the stream. */
class Follower {
  readonly ids: string[] = [];
  cursor: string | undefined;
  ended: unknown = null;
  readonly #socket: SocketClient;

  private constructor(socket: SocketClient) {
    this.#socket = socket;
  }

  static async open(after?: string): Promise<Follower> {
    const socket = await SocketClient.ready(gateway.url);
    const follower = new Follower(socket);
    socket.subscribe('1', WATCH, after === undefined ? {} : { after });
    void follower.#read();
    return follower;
  }

  async #read(): Promise<void> {
    for (;;) {
      const message = await this.#socket.next().catch(() => null);
      if (message?.type !== 'next') {
        this.ended = message?.payload ?? 'closed';
        return;
      }
      const { cursor, event } = itemIn(message);
      this.cursor = cursor;
      if (event !== null) this.ids.push(event.id);
    }
  }

  close(): void {
    this.#socket.socket.terminate();
  }
}

function askEventStream(): ClientRequest {
  const query = encodeURIComponent(`subscription { riskEvents(${FILTER}) { cursor event { id } } }`);
  const headers = { accept: 'text/event-stream', authorization: STREAM_TOKEN };
  return request(`${gateway.url}/stream?query=${query}`, { headers }).end();
}

/** Server-sent events: the ids so far, and `ended`. */
async function overEventStream(opened: IncomingMessage[]): Promise<() => readonly string[]> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    askEventStream().on('response', resolve).on('error', reject);
  });
  opened.push(response);
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  response.on('end', () => (text += ' ended'));
  await eventually(() => text.includes('data: '), PATIENT);
  return () => [
    ...[...text.matchAll(/"event":\{"id":"([^"]+)"/g)].map(([, id]) => id ?? ''),
    ...(text.endsWith(' ended') ? ['ended'] : []),
  ];
}

test('an audit that stalls for seconds holds streams back and ends none: all comes once and in order, and a question is refused', async () => {
  await serve(60_000);
  const opened: IncomingMessage[] = [];
  const followers = await Promise.all([Follower.open(), Follower.open(), Follower.open()]);
  const sse = await overEventStream(opened);
  await eventually(() => followers.every(({ cursor }) => cursor !== undefined), PATIENT);
  const all = (): readonly (readonly string[])[] => [...followers.map(({ ids }) => ids), sse()];
  const before = await tell(3);
  await eventually(() => all().every((ids) => ids.length === before.length), PATIENT);

  await writtenDown(4 * (1 + before.length));
  gate.stall();
  const first = await tell(1);
  // All that was sent stands in entries that wait; a moment later nothing leaves any more.
  await eventually(() => gate.waiting > 0 && handed === 4 * (1 + before.length + 1), PATIENT);
  await new Promise((resolve) => setTimeout(resolve, HELD_MS));
  const meanwhile = await tell(40);
  const late = await Follower.open();
  // Another goes before its opening is written down.
  const gone = askEventStream().on('error', () => undefined);
  await eventually(() => openings === 4 + 2, PATIENT);
  gone.destroy();
  const asked = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: STREAM_TOKEN },
    body: JSON.stringify({ query: '{ feeds { name } }' }),
  });
  expect([asked.status, await asked.text()]).toEqual([
    503,
    expect.stringContaining('did not take an entry within 300 ms'),
  ]);
  await new Promise((resolve) => setTimeout(resolve, STALL_MS));
  for (const ids of all()) expect(ids).toEqual([...before, ...first]);
  // A stream that is opened meanwhile waits for its opening to be written down.
  expect([late.ids, late.cursor, late.ended]).toEqual([[], undefined, null]);

  gate.goOn();
  const told = [...before, ...first, ...meanwhile];
  await eventually(() => all().every((ids) => ids.length >= told.length), PATIENT);
  for (const ids of all()) expect(ids).toEqual(told);
  await eventually(() => late.cursor !== undefined, PATIENT);
  expect(followers.map(({ ended }) => ended)).toEqual([null, null, null]);
  await eventually(
    async () => (await store.auditEntries.countDocuments({ kind: 'STREAM_CLOSE' })) === 1,
    PATIENT,
  );
  // Every item is in an entry of a chain that holds.
  await writtenDown(4 * (1 + told.length) + 1);
  expect((await verifyAudit(store)).bad).toEqual([]);
  for (const one of [...followers, late]) one.close();
  for (const response of opened) response.destroy();
});

test('an audit that stalls for longer than a stream waits ends it with its cursor, from which all the rest comes', async () => {
  await serve(1_000);
  const follower = await Follower.open();
  await writtenDown(1);
  gate.stall();
  const told = [...(await tell(1))];
  await eventually(() => gate.waiting > 0 && handed === 2, PATIENT);
  await new Promise((resolve) => setTimeout(resolve, HELD_MS));
  told.push(...(await tell(5)));
  await eventually(() => follower.ended !== null, PATIENT);
  expect(follower.ids).toEqual(told.slice(0, 1));
  expect(follower.ended).toMatchObject([
    { extensions: { code: 'HUB_AUDIT_UNAVAILABLE', cursor: follower.cursor } },
  ]);
  gate.goOn();
  const again = await Follower.open(follower.cursor);
  await eventually(() => again.ids.length === 5, PATIENT);
  expect(again.ids).toEqual(told.slice(1));
  again.close();
});
