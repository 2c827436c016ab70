import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { eventually } from '../../../test/harness/eventually.ts';
import { freshStore } from '../../../test/harness/servers.ts';
import type { Store } from '../../../schema/store/models.ts';
import { keepEvents } from '../../subgraphs/testing/kept-events.ts';
import { itemIn, SocketClient } from '../testing/socket-client.ts';
import { STREAM_TOKEN, streamGateway, type StreamGateway } from '../testing/stream-gateway.ts';

const WATCH =
  'subscription { riskEvents(filter: {kinds: [DISPUTE_CHANGED]}) { cursor bookmark event { id title } } }';
const GO_ON = WATCH.replace('{', '($after: String) {').replace('filter', 'after: $after, filter');
const MAX_BUFFERED_BYTES = 4_096;
/** Far more in all than kernel and client take for a reader that reads nothing. */
const EVENTS = 40;
const TITLE = '长'.repeat(100_000);
const FRAME_BYTES = 310_000;

let store: Store;
let served: StreamGateway;
let offset = 0;
beforeAll(async () => {
  store = await freshStore();
  await keepEvents(store, []);
});
const opened: IncomingMessage[] = [];
afterEach(async () => {
  for (const response of opened.splice(0)) response.destroy();
  await served.close();
});

async function serve(stallMs: number): Promise<ReadonlySet<Socket>> {
  served = await streamGateway(store, { streamLimits: { maxBufferedBytes: MAX_BUFFERED_BYTES, stallMs } });
  const sockets = new Set<Socket>();
  served.gateway.app.server.on('connection', (socket) => sockets.add(socket));
  return sockets;
}

async function tellAtOnce(count: number): Promise<readonly string[]> {
  const given = Array.from({ length: count }, () => ({ partition: 1, offset: (offset += 1), title: TITLE }));
  return (await keepEvents(store, given)).map(({ _id }) => _id);
}

function openEventStream(): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(
      `${served.url}/stream?query=${encodeURIComponent(WATCH)}`,
      { headers: { accept: 'text/event-stream', authorization: STREAM_TOKEN } },
      (response) => {
        opened.push(response);
        resolve(response.setEncoding('utf8'));
      },
    )
      .on('error', reject)
      .end();
  });
}

/** Reads as it comes; the text so far. */
function reading(response: IncomingMessage): () => string {
  let text = '';
  response.on('data', (chunk: string) => (text += chunk));
  return () => text;
}

const idsIn = (text: string): readonly (string | undefined)[] =>
  [...text.matchAll(/"event":\{"id":"([^"]+)"/g)].map(([, id]) => id);

it('that nobody reads holds one frame more than its bound, while others get everything', async () => {
  const sockets = await serve(600_000);
  const stalled = await openEventStream();
  const other = reading(await openEventStream());
  const socket = await SocketClient.ready(served.url);
  socket.subscribe('1', WATCH);
  await socket.next('next');
  await eventually(() => other().includes('data: '));
  const told: string[] = [];
  let mostHeld = 0;
  for (let n = 0; n < EVENTS; n += 1) {
    const [id = ''] = await tellAtOnce(1);
    told.push(id);
    expect(itemIn(await socket.next('next')).event?.id).toBe(id);
    await eventually(() => other().includes(id));
    mostHeld = Math.max(mostHeld, ...[...sockets].map(({ writableLength }) => writableLength));
  }
  expect(idsIn(other())).toEqual(told);
  // The stalled one is at its bound, and no further.
  expect(mostHeld).toBeGreaterThan(MAX_BUFFERED_BYTES);
  expect(mostHeld).toBeLessThan(MAX_BUFFERED_BYTES + 2 * FRAME_BYTES);
  expect(stalled.complete).toBe(false);
  // It loses nothing by it: what waits comes as soon as it reads.
  const late = reading(stalled);
  await eventually(() => late().includes(told.at(-1) ?? '-'));
  expect(idsIn(late())).toEqual(told);
  await socket.close();
});

it('that nobody reads in time is told its last cursor and ended, and the rest can be had from there', async () => {
  await serve(300);
  const responses: ServerResponse[] = [];
  served.gateway.app.server.on('request', (_request, response) => responses.push(response));
  const slow = await openEventStream();
  const dead = await openEventStream();
  await eventually(() => responses.length === 2);
  const told = await tellAtOnce(EVENTS);
  await eventually(() => responses.every(({ writableEnded }) => writableEnded));
  const text = reading(slow);
  await eventually(() => text().includes('event: complete'));
  const cursor = [...text().matchAll(/^id: (.+)$/gm)].at(-1)?.[1];
  const last = [...text().matchAll(/^data: (.+)$/gm)].at(-1)?.[1] ?? '{}';
  expect(JSON.parse(last)).toMatchObject({ errors: [{ extensions: { code: 'HUB_TOO_SLOW', cursor } }] });
  const got = idsIn(text());
  expect(got).toEqual(told.slice(0, got.length));
  expect(got.length).toBeLessThan(told.length);
  const again = await SocketClient.ready(served.url);
  again.subscribe('1', GO_ON, { after: cursor });
  for (const id of told.slice(got.length)) expect(itemIn(await again.next('next')).event?.id).toBe(id);
  await again.close();
  // Who does not read even then is cut off, and what was held for it is given up.
  await eventually(() => responses.every(({ destroyed }) => destroyed));
  expect(dead.complete).toBe(false);
});
