import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AuditLog } from '../../../schema/store/audit-log.ts';
import type { Store } from '../../../schema/store/models.ts';
import { freshStore } from '../../../test/harness/servers.ts';
import { createAuditor, type ChainAuditor } from '../../access/audit/auditor.ts';
import { ChainWriter } from '../../access/audit/chain-writer.ts';
import { keepEvents } from '../../subgraphs/testing/kept-events.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { streamGateway, type StreamGateway } from '../testing/stream-gateway.ts';

const LOG = pino({ level: 'silent' });
const STREAM = 'subscription { riskEvents(filter: {kinds: [WHISTLE]}) { cursor event { id title } } }';
/** What is made once (plans, compiled code) is no subscriber's. */
const BEFORE = 50;
const SUBSCRIBERS = 250;
const OPENING_AT_ONCE = 50;
const SETTLED_BYTES = 32_768;
/** 6.5 to 8 KiB when this was written, with what its client holds of it. The aim is 25 KiB of the process's memory. */
const MOST_KIB = 12;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

let store: Store;
let audit: ChainAuditor;
let served: StreamGateway;
beforeAll(async () => {
  store = await freshStore();
  await keepEvents(store, []);
  audit = createAuditor(new ChainWriter({ store: new AuditLog(() => store), host: 'h', log: LOG }), LOG);
  served = await streamGateway(store, { audit });
});
afterAll(async () => {
  await served.close();
  await audit.close();
});

async function subscribe(client: SocketClient): Promise<void> {
  client.subscribe('1', STREAM);
  await client.next('next');
}

/** Bytes of the heap once nothing waits to be collected, also of tests before this one. */
async function heldBytes(): Promise<number> {
  for (let before = Infinity; ;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    collect();
    const { heapUsed } = process.memoryUsage();
    if (before - heapUsed < SETTLED_BYTES) return heapUsed;
    before = heapUsed;
  }
}

async function ready(count: number): Promise<SocketClient[]> {
  const clients: SocketClient[] = [];
  while (clients.length < count)
    clients.push(
      ...(await Promise.all(Array.from({ length: OPENING_AT_ONCE }, () => SocketClient.ready(served.url)))),
    );
  return clients;
}

it(`holds no more than ${MOST_KIB} KiB of heap for a subscriber, over its socket`, async () => {
  const first = await ready(BEFORE);
  await Promise.all(first.map(subscribe));
  const clients = await ready(SUBSCRIBERS);
  const before = await heldBytes();
  await Promise.all(clients.map(subscribe));
  const each = (await heldBytes()) - before;
  for (const { socket } of [...first, ...clients]) socket.terminate();
  expect(each / SUBSCRIBERS / 1_024).toBeLessThan(MOST_KIB);
});
