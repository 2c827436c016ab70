import { readFileSync } from 'node:fs';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import { plainStep, type Step } from '../../schema/store/dispute-move.ts';
import type { EventLogDoc, RiskDoc } from '../../schema/store/event-log.ts';
import type { Store } from '../../schema/store/models.ts';
import { freshStore } from '../../test/harness/servers.ts';
import type { HandoffMessage } from '../kafka/handoff-queue.ts';
import type { OutgoingMessage, Producer } from '../kafka/producer.ts';
import { testEvent } from '../testing/test-event.ts';
import { eventKeeper, type EventKeeperOptions } from './event-keeper.ts';
import { publishEventsOf } from './event-publisher.ts';
import { removeOldEvents } from './event-retention.ts';

const DAY_MS = 86_400_000;

let store: Store;
let nowMs: number;
const now = (): Date => new Date(nowMs);

beforeAll(async () => {
  store = await freshStore();
});
beforeEach(async () => {
  const { risks, events, eventLogs } = store;
  await Promise.all([risks, events, eventLogs].map(({ collection }) => collection.deleteMany({})));
  nowMs = Date.parse('2026-11-24T12:00:00+08:00');
});

/** The topic as Kafka keeps it: what was acknowledged, in its order, in one partition. */
class Topic {
  readonly events: HubEvent[] = [];
  readonly producer: Producer = {
    send: (_topic, messages: readonly OutgoingMessage[]) => {
      for (const { key, value } of messages) {
        const event = JSON.parse(value as string) as HubEvent;
        expect(key).toBe(event.subjectId);
        this.events.push(event);
      }
      return Promise.resolve();
    },
    connect: () => Promise.resolve(),
    connected: () => true,
    stop: () => Promise.resolve(),
  };
  messages(from = 0, to = this.events.length): HandoffMessage[] {
    return this.events.slice(from, to).map((event, at) => message(event, from + at));
  }
}

function message(event: HubEvent, offset: number, partition = 0): HandoffMessage {
  const value = Buffer.from(JSON.stringify(event));
  const key = Buffer.from(event.subjectId);
  return { topic: 'events', partition, offset: String(offset), key, value, headers: {}, timestampMs: nowMs };
}

const keeper = (options: Partial<EventKeeperOptions> = {}) =>
  eventKeeper({ store, retentionDays: 30, now, ...options });
const eventsOf = (count: number, dispute = 'd'): HubEvent[] =>
  Array.from({ length: count }, (_, at) => testEvent(dispute, at + 1));
const keep = (events: readonly HubEvent[], from = 0, partition = 0): Promise<void> =>
  keeper().handle(events.map((event, at) => message(event, from + at, partition)));

/** `epoch:partition:offset seq` of all that is kept, in the order of the log. */
async function kept(): Promise<string[]> {
  const all = await store.events.find().sort({ epoch: 1, partition: 1, offset: 1 }).lean();
  return all.map(({ epoch, partition, offset, seq }) => `${epoch}:${partition}:${offset} ${seq}`);
}
const log = (): Promise<EventLogDoc | null> => store.eventLogs.findById('log').lean<EventLogDoc>();

async function waiting(dispute: string, events: readonly HubEvent[]): Promise<void> {
  const seen = { rev: 0, state: 'ACTIVE', mergedInto: null, recordIds: [], versions: '', feeds: [] };
  const one = { rev: 1, seq: events.length, by: 'x', risk: null, seen: { ...seen, workflowVersion: 0 } };
  await store.risks.collection.insertOne({ _id: dispute, ...one, outbox: events } as never);
}
async function outboxes(): Promise<number> {
  const all = await store.risks.find().lean<RiskDoc[]>();
  return all.reduce((sum, { outbox }) => sum + outbox.length, 0);
}

class Killed extends Error {}

describe('who tells events', () => {
  test('and dies at any await tells each once more at most, and of each the first copy is kept in its order', async () => {
    const places: string[] = [];
    for (const when of ['before', 'after'] as const) {
      for (let n = 0; ; n += 1) {
        await Promise.all([store.risks, store.events].map(({ collection }) => collection.deleteMany({})));
        await store.eventLogs.collection.deleteMany({});
        await waiting('d', eventsOf(3));
        const topic = new Topic();
        let count = 0;
        let died = '';
        const step: Step = async (name, work) => {
          const isHere = count++ === n;
          if (isHere) died = `${when} ${name}`;
          if (isHere && when === 'before') throw new Killed(name);
          const value = await work();
          if (isHere) throw new Killed(name);
          return value;
        };
        const tell = (by: Step): Promise<number> =>
          publishEventsOf(store.risks, { producer: topic.producer, topic: 'events', step: by });
        await tell(step).catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error;
        });
        if (died === '') break;
        places.push(died);
        await store.risks.collection.updateOne({ _id: 'd' as never }, {
          $push: { outbox: testEvent('d', 4) },
        } as never);
        await tell(plainStep);
        expect(await outboxes(), died).toBe(0);
        await keeper().handle(topic.messages());
        const seqs = (await store.events.find().sort({ offset: 1 }).lean()).map(({ seq }) => seq);
        expect(seqs, died).toEqual([1, 2, 3, 4]);
        if (died === 'after send-events') expect(topic.events).toHaveLength(7);
      }
    }
    const steps = ['read-events', 'send-events', 'empty-events'];
    expect(places).toEqual(['before', 'after'].flatMap((when) => steps.map((step) => `${when} ${step}`)));
  });

  test('has no await that a crash could not be tried at', () => {
    const source = readFileSync(new URL('event-publisher.ts', import.meta.url), 'utf8');
    expect([...source.matchAll(/await (?!step\()[^;\n]*/g)].map(([text]) => text)).toEqual([]);
  });

  test('leaves events that were minted meanwhile, also when two tell at once', async () => {
    await waiting('d', eventsOf(2));
    const topic = new Topic();
    const step: Step = async (name, work) => {
      if (name === 'send-events' && topic.events.length === 0) {
        await store.risks.collection.updateOne({ _id: 'd' as never }, {
          $push: { outbox: testEvent('d', 3) },
        } as never);
      }
      return work();
    };
    const tell = (): Promise<number> =>
      publishEventsOf(store.risks, { producer: topic.producer, topic: 'events', step });
    await Promise.all([tell(), tell()]);
    await tell();
    expect(await outboxes()).toBe(0);
    await keeper().handle(topic.messages());
    const seqs = (await store.events.find().sort({ offset: 1 }).lean()).map(({ seq }) => seq);
    expect(seqs).toEqual([1, 2, 3]);
  });
});

describe('the keeper', () => {
  test('keeps the first copy of an event, with its place, however often and in whatever batches it comes', async () => {
    const [a, b, c] = eventsOf(3) as [HubEvent, HubEvent, HubEvent];
    const topic = [a, b, a, b, c, c];
    await keep(topic.slice(0, 3));
    await keep(topic.slice(1, 5), 1);
    await keep(topic);
    expect(await kept()).toEqual(['1:0:0 1', '1:0:1 2', '1:0:4 3']);
    expect(await log()).toMatchObject({ epoch: 1, partitions: 1, removedThrough: [-1] });
  });

  test('knows each partition for itself, and learns of more', async () => {
    await keep(eventsOf(2, 'far'), 0, 3);
    await keep(eventsOf(2), 5);
    expect(await kept()).toEqual(['1:0:5 1', '1:0:6 2', '1:3:0 1', '1:3:1 2']);
    expect(await log()).toMatchObject({ epoch: 1, partitions: 4, removedThrough: [-1, -1, -1, -1] });
  });

  test('that died anywhere leaves the beginning of the partition, and the next one goes on from there', async () => {
    const events = eventsOf(6);
    for (const place of ['epoch-read', 'end-read', 'known-read'] as const) {
      const fault = (here: string): Promise<void> =>
        here === place ? Promise.reject(new Killed(place)) : Promise.resolve();
      const batch = events.map((event, at) => message(event, at));
      await expect(keeper({ fault }).handle(batch)).rejects.toThrow(Killed);
    }
    expect(await kept()).toEqual([]);
    await keep(events.slice(0, 2));
    await keep(events);
    expect(await kept()).toEqual(events.map(({ seq }, at) => `1:0:${at} ${seq}`));
  });

  test('and another that has the same partition keep each event once, at every moment without a gap', async () => {
    const events = eventsOf(120);
    const messages = events.map((event, at) => message(event, at));
    const behind = keeper({
      // Stalls after its reads while the other goes on.
      fault: (place) => (place === 'known-read' ? new Promise((go) => setTimeout(go, 3)) : Promise.resolve()),
    });
    let isDone = false;
    const gaps: number[] = [];
    const watching = async (): Promise<void> => {
      while (!isDone) {
        const found = await store.events.find({}, { offset: 1 }).sort({ offset: 1 }).lean();
        if (found.some(({ offset }, at) => offset !== at)) gaps.push(found.length);
      }
    };
    const watched = watching();
    const work = async (own: typeof behind, size: number): Promise<void> => {
      for (let at = 0; at < messages.length; at += size) await own.handle(messages.slice(at, at + size));
    };
    await Promise.all([work(behind, 30), work(keeper(), 7)]);
    isDone = true;
    await watched;
    expect(gaps).toEqual([]);
    expect(await kept()).toEqual(events.map(({ seq }, at) => `1:0:${at} ${seq}`));
    expect(await log()).toMatchObject({ epoch: 1 });
  });

  test('keeps a batch of several partitions, all of it in the new epoch when one of them was made anew', async () => {
    const batch = (events: readonly HubEvent[], from: number, partition: number): HandoffMessage[] =>
      events.map((event, at) => message(event, from + at, partition));
    await keeper().handle([...batch(eventsOf(2), 0, 0), ...batch(eventsOf(1, 'far'), 0, 3)]);
    await keeper().handle([
      ...batch([testEvent('far', 2)], 1, 3),
      ...batch([testEvent('d', 3)], 1, 0),
      ...batch(eventsOf(1, 'new'), 0, 1),
    ]);
    expect(await kept()).toEqual(['1:0:0 1', '1:0:1 2', '1:3:0 1', '2:0:1 3', '2:1:0 1', '2:3:1 2']);
    expect(await log()).toMatchObject({ epoch: 2, partitions: 4 });
  });

  test('begins another epoch once when the topic was made anew', async () => {
    await keep(eventsOf(3));
    await keep(eventsOf(1, 'far'), 0, 1);
    const later = [testEvent('d', 4), testEvent('d', 5)];
    await Promise.all([keep(later), keep(later)]);
    await keep([testEvent('d', 6)], 2);
    expect(await kept()).toEqual([
      '1:0:0 1',
      '1:0:1 2',
      '1:0:2 3',
      '1:1:0 1',
      '2:0:0 4',
      '2:0:1 5',
      '2:0:2 6',
    ]);
    expect(await log()).toMatchObject({ epoch: 2, partitions: 2, removedThrough: [-1, -1] });
  });
});

describe('the retention', () => {
  /** Three events of two days, the third of today. */
  async function threeDays(): Promise<HubEvent[]> {
    const events = [0, 1, 2].map((day) =>
      testEvent('d', day + 1, { at: new Date(nowMs + day * DAY_MS).toISOString() }),
    );
    for (const [at, event] of events.entries()) {
      await keep([event], at);
      nowMs += DAY_MS;
    }
    nowMs -= DAY_MS;
    return events;
  }

  test('says through where events are removed before it removes them', async () => {
    await threeDays();
    const noted = removeOldEvents(store, 1, new Date(nowMs + 1), () => Promise.reject(new Killed()));
    await expect(noted).rejects.toThrow(Killed);
    expect(await log()).toMatchObject({ removedThrough: [1] });
    expect(await kept()).toHaveLength(3);
    expect(await removeOldEvents(store, 1, new Date(nowMs + 1))).toBe(2);
    expect(await kept()).toEqual(['1:0:2 3']);
    expect(await removeOldEvents(store, 1, new Date(nowMs + 1))).toBe(0);
  });

  test('of all there is leaves the place: what is told again is passed over, a new topic is a new epoch', async () => {
    const events = await threeDays();
    nowMs += 40 * DAY_MS;
    expect(await removeOldEvents(store, 30, now())).toBe(3);
    await keep(events);
    expect(await kept()).toEqual([]);
    expect(await log()).toMatchObject({ epoch: 1, removedThrough: [2] });
    await keep([testEvent('d', 4, { at: now().toISOString() })]);
    expect(await kept()).toEqual(['2:0:0 4']);
    expect(await log()).toMatchObject({ epoch: 2, removedThrough: [-1] });
  });

  test('removes what an earlier epoch has left', async () => {
    await keep(eventsOf(3));
    await keep([testEvent('d', 4)]);
    nowMs += 31 * DAY_MS;
    await keep([testEvent('d', 5, { at: now().toISOString() })], 1);
    expect(await removeOldEvents(store, 30, now())).toBe(4);
    expect(await kept()).toEqual(['2:0:1 5']);
    expect(await log()).toMatchObject({ epoch: 2, removedThrough: [0] });
  });
});
