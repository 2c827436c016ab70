import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import type { Store } from '../../schema/store/models.ts';
import { freshStore } from '../../test/harness/servers.ts';
import type { HandoffMessage } from '../kafka/handoff-queue.ts';
import { testEvent } from '../testing/test-event.ts';
import { eventKeeper, type EventKeeperOptions } from './event-keeper.ts';

const now = (): Date => new Date('2026-11-24T12:00:00+08:00');

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
beforeEach(async () => {
  await store.events.collection.deleteMany({});
  await store.eventLogs.collection.deleteMany({});
});

type Keep = (events: readonly HubEvent[], from: number, partition?: number) => Promise<void>;

/** One keeper that goes on, with what it asks of the store. */
function keeper(): { keep: Keep; asked: string[] } {
  const asked: string[] = [];
  const fault: NonNullable<EventKeeperOptions['fault']> = (place) => {
    asked.push(place);
    return Promise.resolve();
  };
  const sink = eventKeeper({ store, retentionDays: 30, now, fault });
  return { asked, keep: (events, from, partition = 0) => sink.handle(messages(events, from, partition)) };
}

function messages(events: readonly HubEvent[], from: number, partition: number): HandoffMessage[] {
  return events.map((event, at) => ({
    topic: 'events',
    partition,
    offset: String(from + at),
    key: Buffer.from(event.subjectId),
    value: Buffer.from(JSON.stringify(event)),
    headers: {},
    timestampMs: 0,
  }));
}

const event = (seq: number): HubEvent => testEvent('d', seq);

async function kept(): Promise<string[]> {
  const all = await store.events.find().sort({ epoch: 1, partition: 1, offset: 1 }).lean();
  return all.map(({ epoch, partition, offset, seq }) => `${epoch}:${partition}:${offset} ${seq}`);
}

test('a keeper asks what is stored of a partition once, and then only for the epoch', async () => {
  const { keep, asked } = keeper();
  await keep([event(1)], 0);
  expect(asked).toEqual(['epoch-read', 'end-read', 'known-read']);
  asked.length = 0;
  await keep([event(2), event(3)], 1);
  await keep([event(4)], 3);
  expect(asked).toEqual(['epoch-read', 'epoch-read']);
  await keep([testEvent('e', 1)], 0, 1);
  expect(asked).toContain('known-read');
  expect(await kept()).toEqual(['1:0:0 1', '1:0:1 2', '1:0:2 3', '1:0:3 4', '1:1:0 1']);
});

test('it passes over a second copy, and what another keeper has stored before it', async () => {
  const { keep } = keeper();
  await keep([event(1)], 0);
  await keep([event(1), event(2)], 1);
  await keeper().keep([event(3), event(4)], 3);
  await keep([event(3), event(4), event(5)], 3);
  await keep([event(6)], 6);
  expect(await kept()).toEqual(['1:0:0 1', '1:0:2 2', '1:0:3 3', '1:0:4 4', '1:0:5 5', '1:0:6 6']);
});

test('it finds that the topic was made anew, by itself and by what another keeper has begun', async () => {
  const { keep } = keeper();
  await keep([event(1)], 0);
  await keep([testEvent('e', 1)], 0, 1);
  await keep([event(2)], 0);
  expect(await kept()).toEqual(['1:0:0 1', '1:1:0 1', '2:0:0 2']);
  await keeper().keep([event(3)], 0);
  await keep([event(4)], 1);
  expect(await kept()).toEqual(['1:0:0 1', '1:1:0 1', '2:0:0 2', '3:0:0 3', '3:0:1 4']);
});

test('it asks again after a batch that could not be stored', async () => {
  const { keep, asked } = keeper();
  await keep([event(1)], 0);
  // No document may be so large.
  await expect(keep([testEvent('d', 2, { title: 'x'.repeat(17 * 2 ** 20) })], 1)).rejects.toThrow();
  asked.length = 0;
  await keep([event(2)], 1);
  expect(asked).toContain('known-read');
  expect(await kept()).toEqual(['1:0:0 1', '1:0:1 2']);
});
