import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshStore } from '../../../test/harness/servers.ts';
import type { Store } from '../../../schema/store/models.ts';
import { openDoor } from '../../access/door.ts';
import { FULL_ACCESS } from '../../access/grants/access.ts';
import { keepEvents, type KeptEventGiven } from '../../subgraphs/testing/kept-events.ts';
import { itemIn, SocketClient } from '../testing/socket-client.ts';
import { streamGateway, type StreamGateway, type StreamGatewayOptions } from '../testing/stream-gateway.ts';

const WATCH =
  'subscription ($after: String) { riskEvents(filter: {kinds: [DISPUTE_CHANGED]}, after: $after) { cursor event { id } } }';
const PARTITIONS = 3;
const RETURNING = 12;

let store: Store;
const open: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  store = await freshStore();
  await keepEvents(store, []);
});
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function gateway(options: StreamGatewayOptions = {}): Promise<StreamGateway> {
  const served = await streamGateway(store, options);
  open.push(served);
  return served;
}

async function subscribed(served: StreamGateway, after?: string): Promise<SocketClient> {
  const client = await SocketClient.ready(served.url);
  open.push(client);
  client.subscribe('1', WATCH, after === undefined ? {} : { after });
  return client;
}

const batch = (from: number, count: number): KeptEventGiven[] =>
  Array.from({ length: count }, (_, n) => ({ partition: n % PARTITIONS, offset: from + n }));

async function idsOf(client: SocketClient, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count)
    ids.push(...[itemIn(await client.next('next')).event ?? []].flat().map(({ id }) => id));
  return ids;
}

it('brings all who come back to a gateway that has just started what they missed without a read of the store for each', async () => {
  const before = await gateway();
  const client = await subscribed(before);
  await keepEvents(store, batch(0, 30));
  await idsOf(client, 29);
  const { cursor, event } = itemIn(await client.next('next'));
  const missed = (await keepEvents(store, batch(30, 60))).map(({ _id }) => _id);
  const reads: string[] = [];
  const after = await gateway({ door: { onRead: (collection) => reads.push(collection) } });
  const clients = await Promise.all(Array.from({ length: RETURNING }, () => subscribed(after, cursor)));
  for (const one of clients) {
    const ids = await idsOf(one, missed.length);
    expect(ids.toSorted()).toEqual(missed.toSorted());
    expect(ids).not.toContain(event?.id);
  }
  expect(reads.filter((collection) => collection === 'events')).toEqual([]);
  // And what happens from then on.
  const [next] = await keepEvents(store, batch(90, 1));
  for (const one of clients) expect(await idsOf(one, 1)).toEqual([next?._id]);
});

it('begins at the end for those who have no cursor, whatever the gateway has read at its start', async () => {
  await keepEvents(store, batch(0, 60));
  const client = await subscribed(await gateway());
  expect(itemIn(await client.next('next')).event).toBeNull();
  const [next] = await keepEvents(store, batch(60, 1));
  expect(await idsOf(client, 1)).toEqual([next?._id]);
});

it('reads once what several streams ask for at the same time, and never answers what is older than the question', async () => {
  const kept = await keepEvents(store, batch(0, 30));
  const reads: string[] = [];
  const door = openDoor(store, { onRead: (collection) => reads.push(collection) });
  const windows = [0, 1, 2].map((partition) => ({ epoch: 1, partition, after: -1, through: 29, limit: 50 }));
  const asked = Array.from({ length: RETURNING }, (_, n) => {
    const caller = { partner: 'police', actor: `p-${n}`, purpose: null, access: FULL_ACCESS };
    const stream = door.forStream(caller);
    return Promise.all([stream.eventWindows(windows, null), stream.eventLog()]);
  });
  for (const [found, log] of await Promise.all(asked)) {
    expect(found.flat()).toHaveLength(kept.length);
    expect(log?.epoch).toBe(1);
  }
  expect(reads.filter((collection) => collection === 'events')).toHaveLength(1);
  // The one that had begun, and one for all who asked meanwhile.
  expect(reads.filter((collection) => collection === 'eventLogs')).toHaveLength(2);
});
