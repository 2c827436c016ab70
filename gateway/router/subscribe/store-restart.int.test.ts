import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startMongod, type LocalMongod } from '../../../docker/local/mongod.ts';
import { ensureParts, PROJECT_DIR } from '../../../docker/local/parts.ts';
import { connectStore } from '../../../schema/store/connection.ts';
import { openStore, type Store } from '../../../schema/store/models.ts';
import { inserting } from '../../../schema/store/store-fault.ts';
import { eventually } from '../../../test/harness/eventually.ts';
import { testSize } from '../../../test/harness/size.ts';
import { keepEvents, keptEvent } from '../../subgraphs/testing/kept-events.ts';
import { itemIn, SocketClient, type Message } from '../testing/socket-client.ts';
import { STREAM_TOKEN, streamGateway, type StreamGateway } from '../testing/stream-gateway.ts';

const PLAIN =
  'subscription { riskEvents(filter: {kinds: [DISPUTE_CHANGED]}) { cursor bookmark event { id } } }';
/** Asks the store for each event. */
const JOINED = PLAIN.replace('event { id }', 'event { id dispute { code } records { number } }');
const EACH = 3;
const KILLS = testSize() === 'full' ? 5 : 1;
const EVENTS_BETWEEN = 15;

let dir: string;
let mongod: LocalMongod;
let store: Store;
let served: StreamGateway;
beforeAll(async () => {
  const folder = join(PROJECT_DIR, '.tributary', 'test');
  mkdirSync(folder, { recursive: true });
  dir = mkdtempSync(join(folder, `${process.pid}-restart-`));
  const parts = await ensureParts(() => undefined);
  mongod = await startMongod({
    mongod: parts.mongod,
    dir: join(dir, 'mongodb'),
    logFile: join(dir, 'mongodb.log'),
    database: 'restart',
  });
  store = openStore(await connectStore(mongod.uri));
  await keepEvents(store, []);
  served = await streamGateway(store);
});
afterAll(async () => {
  await served.close();
  await store.connection.close();
  mongod.kill();
  await mongod.stop();
  rmSync(dir, { recursive: true, force: true });
});

interface Subscriber {
  readonly ids: readonly (string | undefined)[];
  /** Why it is no longer open, or null. */
  readonly ended: () => string | null;
  close(): void;
}

async function overWebSocket(query: string): Promise<Subscriber> {
  const client = await SocketClient.ready(served.url);
  const ids: string[] = [];
  let ended: string | null = null;
  client.subscribe('1', query);
  await client.next('next');
  void (async () => {
    for (;;) {
      const message: Message = await client.next();
      if (message.type === 'next') ids.push(...[itemIn(message).event ?? []].flat().map(({ id }) => id));
      else if (message.type !== 'ping') ended ??= JSON.stringify(message);
    }
  })().catch((error: unknown) => {
    ended ??= String(error);
  });
  return {
    ids,
    ended: () => ended,
    close: () => {
      client.socket.terminate();
    },
  };
}

async function overEventStream(query: string): Promise<Subscriber> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(
      `${served.url}/stream?query=${encodeURIComponent(query)}`,
      { headers: { accept: 'text/event-stream', authorization: STREAM_TOKEN } },
      resolve,
    )
      .on('error', reject)
      .end();
  });
  let text = '';
  let ended: string | null = null;
  response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  response.on('close', () => (ended = text.slice(-500)));
  await eventually(() => text.includes('data: '));
  return {
    get ids() {
      return [...text.matchAll(/"event":\{"id":"([^"]+)"/g)].map(([, id]) => id);
    },
    ended: () => ended,
    close: () => {
      response.destroy();
    },
  };
}

let offset = 0;
/** As the keeper stores: again until the store has it, at the same place. */
async function tell(): Promise<string> {
  const document = keptEvent({ epoch: 1, partition: 1, offset: (offset += 1) });
  await eventually(async () => {
    await inserting(store.events.collection.insertMany([document] as never[], { ordered: false }));
    return true;
  });
  return document._id;
}

it('streams that are open while mongod is killed and comes back bring every event once and in order', async () => {
  const subscribers = await Promise.all(
    Array.from({ length: EACH }, () =>
      [PLAIN, JOINED].flatMap((query) => [overWebSocket(query), overEventStream(query)]),
    ).flat(),
  );
  const told: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    for (let n = 0; n < EVENTS_BETWEEN; n += 1) told.push(await tell());
    // Nobody has read the last of them for certain, and the next is on its way when the store dies.
    const next = tell();
    mongod.kill();
    await mongod.restart();
    told.push(await next);
  }
  for (let n = 0; n < EVENTS_BETWEEN; n += 1) told.push(await tell());
  for (const subscriber of subscribers) {
    await eventually(() => subscriber.ids.length >= told.length || subscriber.ended() !== null);
  }
  expect(subscribers.map(({ ended }) => ended())).toEqual(subscribers.map(() => null));
  for (const { ids } of subscribers) expect(ids).toEqual(told);
  for (const subscriber of subscribers) subscriber.close();
});
