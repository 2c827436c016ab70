import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../../test/harness/eventually.ts';
import { freshStore } from '../../../test/harness/servers.ts';
import { WebhookQueue } from '../../../schema/store/webhook-queue.ts';
import { WebhookMessageSchema } from '../../../schema/webhooks/risk-message.ts';
import { hotSpot } from '../../subgraphs/testing/full-risk.ts';
import { keepEvents, keptEvent, type KeptEventGiven } from '../../subgraphs/testing/kept-events.ts';
import { eventCriteriaOf } from '../event-criteria.ts';
import { MOST_TRIES, RETRY_SCHEDULE_MS } from './retry-schedule.ts';
import { startReceiver, type Answer, type ReceivedMessage, type TestReceiver } from './testing/receiver.ts';
import { POLICE, WebhookWorld } from './testing/webhook-world.ts';

const DAY_MS = 86_400_000;

let world: WebhookWorld;
let receivers: TestReceiver[];

beforeEach(async () => {
  const store = await freshStore();
  world = new WebhookWorld(store, new WebhookQueue(() => store));
  receivers = [];
  await keepEvents(world.store, []);
});

afterEach(async () => {
  await world.stop();
  await Promise.all(receivers.map((receiver) => receiver.stop()));
});

async function receiver(answer: (message: ReceivedMessage) => Answer = () => 204): Promise<TestReceiver> {
  const started = await startReceiver(answer);
  receivers.push(started);
  return started;
}

/** `count` changes of one dispute a partition, from an offset on. */
function changes(
  count: number,
  from = 0,
  partition = 0,
  given: Partial<KeptEventGiven> = {},
): KeptEventGiven[] {
  return Array.from({ length: count }, (_, index) => ({ partition, offset: from + index, ...given }));
}

async function keep(events: readonly KeptEventGiven[]): Promise<readonly string[]> {
  return (await keepEvents(world.store, events)).map(({ _id }) => _id);
}

async function states(webhookId: string): Promise<readonly string[]> {
  return (await world.deliveries(webhookId)).map(({ state }) => state).sort();
}

function idsOf({ received }: TestReceiver): readonly string[] {
  return received.map(({ id }) => id);
}

/** The signature as the specification says it, by other code than the hub's. */
function signature(secret: string, { headers, body }: ReceivedMessage): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

describe('a saved webhook', () => {
  test('is told of what fits, once, signed, each dispute in its order, with a cursor that goes on behind it', async () => {
    const server = await receiver();
    const { id, secret } = await world.save(server.url, { kinds: ['DISPUTE_CHANGED'], feeds: ['police110'] });
    const ids = await keep([
      ...changes(6),
      ...changes(6, 0, 1),
      { partition: 2, offset: 0, feeds: ['court'] },
      { partition: 2, offset: 1, kind: 'OVERDUE' },
    ]);
    world.startGateway();
    const live = await eventually(async () => {
      if (server.received.length < 12) return false;
      return keep(changes(2, 6));
    });
    await eventually(() => server.received.length === 14);
    expect(new Set(idsOf(server))).toEqual(new Set([...ids.slice(0, 12), ...live]));
    for (const partition of [0, 1]) {
      const seqs = server.received
        .map(
          ({ body }) =>
            (JSON.parse(body) as { data: { event: { subjectId: string; seq: number } } }).data.event,
        )
        .filter(({ subjectId }) => subjectId === `dispute-${partition}`)
        .map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.toSorted((one, other) => one - other));
    }
    for (const message of server.received) {
      expect(message.headers['webhook-signature']).toBe(signature(secret, message));
      expect(Number(message.headers['webhook-timestamp'])).toBe(Math.floor(world.now.getTime() / 1_000));
      expect(() => WebhookMessageSchema.parse(JSON.parse(message.body))).not.toThrow();
    }
    const [last] = server.received.slice(-1);
    const { cursor } = (JSON.parse(last?.body ?? '') as { data: { cursor: string } }).data;
    const criteria = eventCriteriaOf({ kinds: ['DISPUTE_CHANGED'], feeds: ['police110'] });
    const page = await world.door.for(POLICE).eventPage({ criteria, after: cursor, since: null, limit: 10 });
    expect(page.edges).toEqual([]);
    await eventually(async () => (await states(id)).every((state) => state === 'DELIVERED'));
  });

  test('begins behind a cursor, or now', async () => {
    const [one, other] = [await receiver(), await receiver()];
    const { cursor } = await world.save('http://127.0.0.1:1/');
    const ids = await keep(changes(3));
    await world.save(one.url, undefined, { after: cursor });
    await world.save(other.url);
    world.startGateway();
    const [late] = await keep(changes(1, 3));
    await eventually(() => one.received.length === 4 && other.received.length === 1);
    expect(new Set(idsOf(one))).toEqual(new Set([...ids, late]));
    expect(idsOf(other)).toEqual([late]);
  });

  test('is told by one gateway of two, and by the other when that one ends', async () => {
    const server = await receiver();
    const { id } = await world.save(server.url);
    const gateways = [world.startGateway(), world.startGateway()];
    await keep(changes(20, 0, 0));
    await eventually(() => server.received.length === 20);
    await gateways[0]?.stop();
    await keep(changes(20, 20, 0));
    await eventually(() => server.received.length === 40);
    await gateways[1]?.stop();
    world.startGateway();
    await keep(changes(5, 40, 0));
    await eventually(() => new Set(idsOf(server)).size === 45);
    expect(server.received).toHaveLength(45);
    expect(await states(id)).toHaveLength(45);
  });

  test('is told again of what was posted but not written down, and of nothing less', async () => {
    const buried = Promise.withResolvers<boolean>();
    let held = 0;
    /** Dies between the answer and the write. */
    class Dying extends WebhookQueue {
      override settle(): Promise<boolean> {
        return buried.promise;
      }

      override advance(): Promise<boolean> {
        return buried.promise;
      }

      override async acquire(...given: Parameters<WebhookQueue['acquire']>) {
        if (held > 0) return [];
        const taken = await super.acquire(...given);
        held = taken.length;
        return taken;
      }

      override renew(): Promise<void> {
        return Promise.resolve();
      }
    }
    const server = await receiver();
    await world.save(server.url);
    const ids = await keep(changes(3));
    world.startGateway({ queue: new Dying(() => world.store), leaseMs: 300 });
    await eventually(() => server.received.length === 1);
    // Its lease ends by itself; what it does later moves nothing.
    world.startGateway();
    await eventually(() => new Set(idsOf(server)).size === 3);
    buried.resolve(false);
    expect(idsOf(server)).toEqual([ids[0], ...ids]);
  });

  test('cannot be moved by a gateway that has lost its lease', async () => {
    const { id } = await world.save('http://127.0.0.1:1/');
    const [stale] = await world.queue.acquire('one', 1, 10);
    const taken = await eventually(async () => (await world.queue.acquire('other', 5_000, 10))[0]);
    expect(taken._id).toBe(id);
    const position = { epoch: 1, offsets: [5] };
    const leaseOf = ({ _id, lease, generation }: typeof taken) => ({
      webhookId: _id,
      token: lease?.token ?? 0,
      generation,
    });
    expect(stale && (await world.queue.advance(leaseOf(stale), position))).toBe(false);
    expect(await world.queue.advance(leaseOf(taken), position)).toBe(true);
    expect(await world.queue.acquire('third', 5_000, 10)).toEqual([]);
  });

  test('is told only what its partner may see at that moment', async () => {
    const server = await receiver();
    const { id } = await world.save(server.url);
    const scopeOf = world.scopeOf;
    world.scopeOf = (caller, collection, read) =>
      collection === 'events' ? { filter: { regionCode: '320612003' } } : scopeOf(caller, collection, read);
    world.startGateway();
    await keep([...changes(2, 0, 0, { regionCode: '320685001' }), ...changes(1, 0, 1)]);
    await eventually(() => server.received.length === 1);
    // What was queued before it was out of sight is given up.
    await eventually(async () =>
      (await states(id)).every((state) => state === 'DELIVERED' || state === 'DEAD'),
    );
    expect((await states(id)).filter((state) => state === 'DELIVERED')).toHaveLength(1);
    expect(server.received).toHaveLength(1);
  });

  test('stands in a hot spot as who was told of it, once', async () => {
    const server = await receiver();
    await world.save(server.url, { kinds: ['HOT_SPOT_OPENED', 'HOT_SPOT_UPDATED'] });
    const spot = hotSpot('one', []);
    await world.store.hotSpots.insertMany([spot]);
    const { _id, ...rest } = spot;
    const told = { subjectId: _id, hotSpot: { id: _id, ...rest } };
    await keep([
      { partition: 0, offset: 0, kind: 'HOT_SPOT_OPENED', ...told },
      { partition: 0, offset: 1, kind: 'HOT_SPOT_UPDATED', ...told },
    ]);
    world.startGateway();
    await world.save(server.url, { kinds: ['HOT_SPOT_CLOSED'] });
    await keep([{ partition: 0, offset: 2, kind: 'HOT_SPOT_UPDATED', ...told }]);
    await eventually(() => server.received.length >= 1);
    await eventually(async () => {
      const found = await world.store.hotSpots.findOne({ _id }).lean<typeof spot>().exec();
      return found?.told.some(({ to }) => to === 'police: hook 1');
    });
    const found = await world.store.hotSpots.findOne({ _id }).lean<typeof spot>().exec();
    expect(found?.told.filter(({ to }) => to.startsWith('police'))).toHaveLength(1);
  });

  test('that is behind what is kept goes on with the oldest event, and says so', async () => {
    const server = await receiver();
    const { id } = await world.save(server.url);
    await keep(changes(6));
    await world.store.eventLogs.collection.updateOne({}, { $set: { removedThrough: [3, -1, -1] } });
    await world.store.events.deleteMany({ offset: { $lte: 3 } });
    world.startGateway();
    await eventually(() => server.received.length === 2);
    expect((await world.webhook(id)).changes.map(({ what }) => what)).toEqual(['CREATED', 'EVENTS_MISSED']);
  });
});

describe('a receiver that fails', () => {
  test('is tried by the schedule and given up; the next event of the dispute follows, and others have not waited', async () => {
    const first = keptEvent({ partition: 0, offset: 0 })._id;
    let failing = first;
    const server = await receiver((message) => (message.id === failing ? 500 : 204));
    const { id } = await world.save(server.url);
    world.startGateway();
    const [, second] = await keep(changes(2));
    const [other] = await keep(changes(1, 0, 1));
    await eventually(() => idsOf(server).includes(other ?? ''));
    const tries = (): number => idsOf(server).filter((one) => one === first).length;
    for (const [index, pauseMs] of RETRY_SCHEDULE_MS.entries()) {
      await eventually(async () => {
        const [row] = (await world.deliveries(id)).filter(({ eventId }) => eventId === first);
        return row?.tries === index + 1;
      });
      world.pass(pauseMs - 1);
      expect(tries()).toBe(index + 1);
      expect(idsOf(server)).not.toContain(second);
      world.pass(1);
      await eventually(() => tries() === index + 2);
    }
    await eventually(async () => (await states(id)).includes('DEAD'));
    const rows = await world.deliveries(id);
    expect(rows.find(({ eventId }) => eventId === first)).toMatchObject({ state: 'DEAD', tries: MOST_TRIES });
    // After failures in a row the receiver has a rest.
    world.pass(60_000);
    await eventually(() => idsOf(server).includes(second ?? ''));
    expect((await world.webhook(id)).state).toBe('ENABLED');

    failing = '';
    const { queued } = await world.door
      .for(POLICE)
      .redeliverRiskWebhook(id, { failedSince: '2026-11-26T00:00:00.000Z' });
    expect(queued).toBe(1);
    await eventually(async () => (await states(id)).every((state) => state === 'DELIVERED'));
    expect(tries()).toBe(MOST_TRIES + 1);
  });

  test('and asks for patience is not tried before', async () => {
    const server = await receiver(() =>
      server.received.length === 1 ? { status: 429, headers: { 'retry-after': '120' } } : 204,
    );
    const { id } = await world.save(server.url);
    world.startGateway();
    await keep([...changes(1), ...changes(1, 0, 1)]);
    await eventually(async () => (await world.deliveries(id)).some(({ tries }) => tries === 1));
    world.pass(119_000);
    const before = server.received.length;
    world.pass(1_000);
    await eventually(async () => (await states(id)).join() === 'DELIVERED,DELIVERED');
    expect(before).toBeLessThanOrEqual(2);
  });

  test('for five days is turned off with a reason; turned on again, it is told what it missed', async () => {
    let status = 503;
    const server = await receiver(() => status);
    const { id } = await world.save(server.url);
    world.startGateway();
    await keep(changes(1));
    await eventually(async () => (await world.webhook(id)).failingSince !== null);
    world.pass(4 * DAY_MS);
    await eventually(async () => (await world.deliveries(id)).some(({ tries }) => tries === 2));
    expect((await world.webhook(id)).state).toBe('ENABLED');
    world.pass(DAY_MS);
    await eventually(async () => (await world.webhook(id)).state === 'AUTO_DISABLED');
    expect((await world.webhook(id)).stateReason).toMatch(/nothing was taken since 2026-11-26.*503/);
    const calls = server.received.length;
    await keep(changes(2, 1));
    world.pass(DAY_MS);
    status = 204;
    await world.door.for(POLICE).updateRiskWebhook(id, { enabled: true });
    await eventually(async () => (await states(id)).join() === 'DELIVERED,DELIVERED,DELIVERED');
    expect(server.received.length).toBe(calls + 3);
    expect((await world.webhook(id)).changes.map(({ what }) => what)).toEqual([
      'CREATED',
      'AUTO_DISABLED',
      'ENABLED',
    ]);
  });

  test('with 410 Gone is turned off at once, and keeps its message', async () => {
    const server = await receiver(() => 410);
    const { id } = await world.save(server.url);
    world.startGateway();
    await keep(changes(1));
    await eventually(async () => (await world.webhook(id)).state === 'AUTO_DISABLED');
    expect((await world.webhook(id)).stateReason).toContain('410');
    expect(await states(id)).toEqual(['RETRYING']);
  });

  test('or hangs, or answers without end, slows nobody else', async () => {
    const hangs = await receiver(() => () => undefined);
    const endless = await receiver(() => (response) => {
      response.writeHead(200);
      const write = (): void => {
        if (!response.destroyed) response.write('x'.repeat(65_536), write);
      };
      write();
    });
    const moves = await receiver(() => ({ status: 302, headers: { location: good.url } }));
    const good = await receiver();
    const ids = await Promise.all([hangs, endless, moves, good].map(({ url }) => world.save(url)));
    world.startGateway();
    await keep([...changes(10), ...changes(10, 0, 1), ...changes(10, 0, 2)]);
    await eventually(() => good.received.length === 30);
    // The one that hangs has not even failed yet.
    expect((await world.deliveries(ids[0]?.id ?? '')).every(({ tries }) => tries === 0)).toBe(true);
    // Some kB of an answer are enough, and nothing followed the redirect.
    await eventually(async () => (await states(ids[1]?.id ?? '')).includes('DELIVERED'));
    expect(new Set(idsOf(good)).size).toBe(30);
    expect(good.received).toHaveLength(30);
    expect(hangs.connections()).toBeLessThanOrEqual(4);
  });
});

describe('a secret', () => {
  test('signs beside the next one for a day, is not stored readably, and is told once', async () => {
    const server = await receiver();
    const { id, secret } = await world.save(server.url);
    const rotated = await world.door.for(POLICE).rotateRiskWebhookSecret(id);
    expect(JSON.stringify(await world.webhook(id))).not.toContain(secret.slice('whsec_'.length, 30));
    world.startGateway();
    await keep(changes(1));
    await eventually(() => server.received.length === 1);
    const [both] = server.received;
    if (both === undefined) throw new Error('nothing came');
    expect(both.headers['webhook-signature']).toBe(
      `${signature(rotated.secret ?? '', both)} ${signature(secret, both)}`,
    );
    world.pass(DAY_MS);
    await keep(changes(1, 1));
    await eventually(() => server.received.length === 2);
    const [, one] = server.received;
    if (one === undefined) throw new Error('nothing came');
    expect(one.headers['webhook-signature']).toBe(signature(rotated.secret ?? '', one));
  });
});

test('everything behind a cursor is told again, with the same identifiers', async () => {
  const server = await receiver();
  const { id, cursor } = await world.save(server.url);
  world.startGateway();
  const ids = await keep(changes(4));
  await eventually(async () => (await states(id)).join() === 'DELIVERED,DELIVERED,DELIVERED,DELIVERED');
  world.pass(1_000);
  await world.door.for(POLICE).redeliverRiskWebhook(id, { after: cursor });
  await eventually(() => server.received.length === 8);
  expect(idsOf(server)).toEqual([...ids, ...ids]);
  expect((await world.deliveries(id)).map(({ redeliveries }) => redeliveries)).toEqual([1, 1, 1, 1]);
});

test('another filter goes on where the one before was', async () => {
  const server = await receiver();
  const { id } = await world.save(server.url, { kinds: ['OVERDUE'] });
  world.startGateway();
  await keep([{ partition: 0, offset: 0, kind: 'OVERDUE' }]);
  await eventually(() => server.received.length === 1);
  await world.door.for(POLICE).updateRiskWebhook(id, { criteria: eventCriteriaOf({ kinds: ['WHISTLE'] }) });
  await keep([
    { partition: 0, offset: 1, kind: 'OVERDUE' },
    { partition: 0, offset: 2, kind: 'WHISTLE' },
  ]);
  // A change takes effect within a look.
  await eventually(() =>
    server.received.some(({ body }) => (JSON.parse(body) as { type: string }).type === 'risk.whistle'),
  );
});
