import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshStore } from '../../../test/harness/servers.ts';
import { createCursorCodec } from '../../events/cursor.ts';
import { eventCriteriaOf, filterHashOf } from '../../events/event-criteria.ts';
import { keepEvents, type KeptEventGiven } from '../../subgraphs/testing/kept-events.ts';
import type { Store } from '../../../schema/store/models.ts';
import { itemIn, SocketClient, type ItemSeen } from '../testing/socket-client.ts';
import {
  STREAM_TOKEN,
  streamGateway,
  type StreamGateway,
  type StreamGatewayOptions,
} from '../testing/stream-gateway.ts';

const PARTITIONS = 3;
const FILTER = '{kinds: [DISPUTE_CHANGED]}';
const STREAM = `subscription ($after: String) { riskEvents(filter: ${FILTER}, after: $after) { cursor bookmark event { id subjectId seq } } }`;

let store: Store;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  store = await freshStore();
});
beforeEach(async () => {
  await store.events.deleteMany({});
  await store.eventLogs.deleteMany({});
});
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function gateway(options: StreamGatewayOptions = {}): Promise<StreamGateway> {
  const served = await streamGateway(store, options);
  open.push(served);
  return served;
}
async function subscribed(served: StreamGateway, after?: string, query = STREAM): Promise<SocketClient> {
  const client = await SocketClient.ready(served.url);
  open.push(client);
  client.subscribe('1', query, after === undefined ? {} : { after });
  return client;
}
/** The next items that are events. */
async function events(client: SocketClient, count: number): Promise<ItemSeen[]> {
  const seen: ItemSeen[] = [];
  while (seen.length < count) {
    const item = itemIn(await client.next('next'));
    if (!item.bookmark) seen.push(item);
  }
  return seen;
}
const idsOf = (items: readonly ItemSeen[]): string[] => items.map(({ event }) => event?.id ?? '');
/** Events over all partitions, from an offset on; of the kind that the filter finds, and others. */
const batch = (from: number, count: number): KeptEventGiven[] =>
  Array.from({ length: count }, (_, n) => ({
    partition: n % PARTITIONS,
    offset: from + n,
    kind: n % 5 === 4 ? 'OVERDUE' : 'DISPUTE_CHANGED',
  }));
const matching = (docs: readonly { _id: string; kind: string }[]): string[] =>
  docs.filter(({ kind }) => kind === 'DISPUTE_CHANGED').map(({ _id }) => _id);

describe('a stream that is opened again', () => {
  it.each([
    { name: 'from the ring of the same gateway', hub: { ringSize: 4_096 } },
    { name: 'from the store, when the ring holds three events', hub: { ringSize: 3 } },
    { name: 'from the store, when the ring holds no more than its newest event', hub: { ringBytes: 1 } },
  ])(
    'gives exactly the rest after every cursor, in the same order within a partition: $name',
    async ({ hub }) => {
      const served = await gateway({ hub });
      const live = await subscribed(served);
      const [begin] = [itemIn(await live.next('next'))];
      const kept = await keepEvents(store, batch(0, 40));
      const all = await events(live, matching(kept).length);
      expect(idsOf(all).sort()).toEqual(matching(kept).sort());
      for (const [position, { cursor }] of [begin, ...all].entries()) {
        const again = await subscribed(served, cursor);
        const rest = await events(again, all.length - position);
        expect(idsOf(rest).sort()).toEqual(idsOf(all.slice(position)).sort());
        for (const partition of [0, 1, 2]) {
          const offsets = rest.flatMap(({ event }) =>
            event?.['subjectId'] === `dispute-${partition}` ? [Number(event['seq'])] : [],
          );
          expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
        }
        await again.close();
      }
    },
  );

  it('goes on at another gateway and at one that starts later, live events behind what was missed', async () => {
    const one = await gateway();
    const client = await subscribed(one);
    const first = itemIn(await client.next('next'));
    const kept = await keepEvents(store, batch(0, 10));
    const seen = await events(client, 3);
    await client.close();
    await one.close();
    open.splice(0);
    const missed = await keepEvents(store, batch(10, 300));
    const two = await gateway();
    const again = await subscribed(two, seen.at(-1)?.cursor);
    const total = [...kept, ...missed];
    const rest = await events(again, matching(total).length - 3);
    const live = await keepEvents(store, batch(310, 10));
    const after = await events(again, matching(live).length);
    expect([...idsOf(seen), ...idsOf(rest), ...idsOf(after)].sort()).toEqual(
      matching([...total, ...live]).sort(),
    );
    expect(first.bookmark).toBe(true);
  });

  it('skips what the client has seen at a gateway that had read further', async () => {
    const fast = await gateway();
    // Reads the log so seldom that it is behind.
    const slow = await gateway();
    const client = await subscribed(fast);
    await client.next('next');
    const kept = await keepEvents(store, batch(0, 30));
    const seen = await events(client, matching(kept).length);
    const again = await subscribed(slow, seen.at(-1)?.cursor);
    const more = await keepEvents(store, batch(30, 5));
    expect(idsOf(await events(again, matching(more).length)).sort()).toEqual(matching(more).sort());
  });

  it('brings as much by list as by stream, with cursors that fit each other', async () => {
    const served = await gateway();
    const kept = await keepEvents(store, batch(0, 25));
    const listed: ItemSeen[] = [];
    let after: string | null = null;
    for (;;) {
      const query = `query ($after: String) { riskEvents(filter: ${FILTER}, after: $after, first: 7) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } totalCount } }`;
      const response = await fetch(served.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: STREAM_TOKEN },
        body: JSON.stringify({ query, variables: { after } }),
      });
      const { data } = (await response.json()) as {
        data: {
          riskEvents: {
            edges: { cursor: string; node: { id: string } }[];
            pageInfo: { hasNextPage: boolean; endCursor: string };
          };
        };
      };
      listed.push(
        ...data.riskEvents.edges.map(({ cursor, node }) => ({ cursor, bookmark: false, event: node })),
      );
      after = data.riskEvents.pageInfo.endCursor;
      if (!data.riskEvents.pageInfo.hasNextPage) break;
    }
    expect(idsOf(listed).sort()).toEqual(matching(kept).sort());
    const again = await subscribed(served, listed[4]?.cursor);
    expect(idsOf(await events(again, listed.length - 5)).sort()).toEqual(idsOf(listed.slice(5)).sort());
    const end = await subscribed(served, after);
    const [more] = await keepEvents(store, [{ partition: 1, offset: 99 }]);
    expect(idsOf(await events(end, 1))).toEqual([more?._id]);
  });

  it('goes on when the topic was made anew: the rest of the old one, then the new', async () => {
    const served = await gateway();
    const client = await subscribed(served);
    await client.next('next');
    const old = await keepEvents(store, batch(5, 4));
    await events(client, matching(old).length);
    const anew = await keepEvents(
      store,
      [
        { partition: 0, offset: 0, seq: 900 },
        { partition: 1, offset: 0, seq: 901 },
      ],
      { epoch: 2, partitions: PARTITIONS },
    );
    const seen = await events(client, 2);
    expect(idsOf(seen).sort()).toEqual(matching(anew).sort());
    const again = await subscribed(served, seen[0]?.cursor);
    expect(idsOf(await events(again, 1))).toEqual(idsOf(seen.slice(1)));
  });

  it('loses nothing when the change stream breaks', async () => {
    const served = await gateway();
    const client = await subscribed(served);
    await client.next('next');
    const mongo = store.connection.getClient();
    const { inprog } = (await mongo.db('admin').command({ currentOp: 1, $all: true })) as {
      inprog: { cursor?: { cursorId: unknown }; ns?: string }[];
    };
    const cursors = inprog.flatMap(({ cursor, ns }) =>
      cursor !== undefined && ns?.startsWith(store.connection.name) === true ? [cursor.cursorId] : [],
    );
    await store.connection.db?.command({ killCursors: 'events', cursors });
    const kept = await keepEvents(store, batch(0, 10));
    expect(idsOf(await events(client, matching(kept).length)).sort()).toEqual(matching(kept).sort());
  });
});

describe('a cursor', () => {
  const codec = createCursorCodec(Buffer.alloc(32, 3));
  const hash = filterHashOf(eventCriteriaOf({ kinds: ['DISPUTE_CHANGED'] }));
  const codeOf = async (client: SocketClient): Promise<Record<string, unknown>> => {
    const { payload } = await client.next('error');
    return (payload as { extensions: Record<string, unknown> }[])[0]?.extensions ?? {};
  };

  it('that is too old is refused with the oldest that holds, which then gives all that is kept', async () => {
    const served = await gateway();
    const kept = await keepEvents(store, batch(0, 9));
    await store.eventLogs.updateOne({ _id: 'log' }, { removedThrough: [3, 1, 2] });
    await store.events.deleteMany({
      $or: [
        { partition: 0, offset: { $lte: 3 } },
        { partition: 1, offset: { $lte: 1 } },
        { partition: 2, offset: { $lte: 2 } },
      ],
    });
    const refused = await codeOf(
      await subscribed(served, codec.seal({ epoch: 1, offsets: [3, 1, 1] }, hash)),
    );
    expect(refused).toMatchObject({ code: 'HUB_CURSOR_EXPIRED' });
    const left = await store.events.find({ kind: 'DISPUTE_CHANGED' }).lean();
    const again = await subscribed(served, String(refused['oldestCursor']));
    expect(idsOf(await events(again, left.length)).sort()).toEqual(left.map(({ _id }) => _id).sort());
    expect(left.length).toBeLessThan(kept.length);
  });

  it('of another filter, an altered one and one of a log that was made anew are refused', async () => {
    const served = await gateway();
    await keepEvents(store, batch(0, 2), { epoch: 2 });
    const foreign = codec.seal({ epoch: 2, offsets: [0] }, 'another');
    expect(await codeOf(await subscribed(served, foreign))).toMatchObject({ code: 'HUB_CURSOR_FOREIGN' });
    const good = codec.seal({ epoch: 2, offsets: [0] }, hash);
    const altered = `${good.slice(0, -2)}${good.endsWith('A') ? 'B' : 'A'}${good.slice(-1)}`;
    expect(await codeOf(await subscribed(served, altered))).toMatchObject({ code: 'HUB_CURSOR_INVALID' });
    const before = codec.seal({ epoch: 1, offsets: [0] }, hash);
    expect(await codeOf(await subscribed(served, before))).toMatchObject({ code: 'HUB_CURSOR_EXPIRED' });
  });
});

describe('a quiet filter', () => {
  it('gets bookmarks that move on, and goes on from one without the events before it', async () => {
    const served = await gateway({ hub: { bookmarkMs: 100, pollMs: 50 } });
    const query = `subscription ($after: String) { riskEvents(filter: {kinds: [WHISTLE]}, after: $after) { cursor bookmark event { id } } }`;
    const client = await subscribed(served, undefined, query);
    const first = itemIn(await client.next('next'));
    await keepEvents(store, batch(0, 20));
    let later = first;
    while (later.cursor === first.cursor) later = itemIn(await client.next('next'));
    expect(later.bookmark).toBe(true);
    const again = await subscribed(served, later.cursor, query);
    const [whistle] = await keepEvents(store, [{ partition: 2, offset: 50, kind: 'WHISTLE' }]);
    let item = itemIn(await again.next('next'));
    while (item.bookmark) item = itemIn(await again.next('next'));
    expect(item.event?.id).toBe(whistle?._id);
  });
});
