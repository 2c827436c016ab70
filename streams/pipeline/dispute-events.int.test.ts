import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { HubEvent } from '../../schema/canonical/hub-event.ts';
import { createLog } from '../../runtime/log.ts';
import type { Store } from '../../schema/store/models.ts';
import { freshStore } from '../../test/harness/servers.ts';
import type { Producer } from '../kafka/producer.ts';
import { testEvent } from '../testing/test-event.ts';
import { DisputeEvents } from './dispute-events.ts';

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
beforeEach(() => store.risks.collection.deleteMany({}));

/** The topic: `dispute seq` of what was acknowledged. While it is `away` nothing is. */
class Topic {
  readonly told: string[] = [];
  away = false;
  #held: Promise<void> = Promise.resolve();
  readonly producer: Pick<Producer, 'send'> = {
    send: async (_topic, messages) => {
      if (this.away) throw new Error('the broker is gone');
      await this.#held;
      const events = messages.map(({ value }) => JSON.parse(value as string) as HubEvent);
      this.told.push(...events.map(({ subjectId, seq }) => `${subjectId} ${seq}`));
    },
  };

  /** Acknowledges nothing until what it answers is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#held = promise;
    return () => {
      resolve(undefined);
    };
  }
}

const telling = (topic: Topic): DisputeEvents =>
  new DisputeEvents({
    store,
    producer: topic.producer as Producer,
    topic: 'events',
    log: createLog('test', 'silent'),
  });

/** As a scorer leaves it. */
async function minted(
  dispute: string,
  ...seqs: readonly number[]
): Promise<{ _id: string; outbox: HubEvent[] }> {
  const outbox = seqs.map((seq) => testEvent(dispute, seq));
  await store.risks.collection.replaceOne({ _id: dispute as never }, { outbox }, { upsert: true });
  return { _id: dispute, outbox };
}

async function waiting(): Promise<number> {
  return await store.risks.countDocuments({ 'outbox.id': { $gt: '' } });
}

test('what was handed over is told at once and leaves its outbox, what others left is found by a look', async () => {
  const topic = new Topic();
  const events = telling(topic);
  await minted('left', 1);
  events.tell([await minted('d', 1)]);
  await events.stop();
  expect(topic.told).toEqual(['d 1']);
  expect(await waiting()).toBe(1);
  await events.look();
  expect(topic.told).toEqual(['d 1', 'left 1']);
  expect(await waiting()).toBe(0);
});

test('what could not be told stays, and is told in its order with what came after it', async () => {
  const topic = new Topic();
  const events = telling(topic);
  topic.away = true;
  events.tell([await minted('d', 1)]);
  await events.stop();
  await expect(events.look()).rejects.toThrow('gone');
  expect(await waiting()).toBe(1);
  topic.away = false;
  events.tell([await minted('d', 1, 2)]);
  await events.stop();
  expect(topic.told).toEqual(['d 1', 'd 2']);
  expect(await waiting()).toBe(0);
  topic.away = true;
  events.tell([await minted('d', 3)]);
  await events.stop();
  topic.away = false;
  await events.look();
  expect(topic.told).toEqual(['d 1', 'd 2', 'd 3']);
});

test('what a look has found already is not told again when it is handed over, nor what is being told when a look comes', async () => {
  const topic = new Topic();
  const events = telling(topic);
  const early = await minted('d', 1);
  await events.look();
  events.tell([early]);
  await events.stop();
  expect(topic.told).toEqual(['d 1']);
  const acknowledged = topic.hold();
  events.tell([await minted('e', 1)]);
  await events.look();
  acknowledged();
  await events.stop();
  expect(topic.told).toEqual(['d 1', 'e 1']);
  expect(await waiting()).toBe(0);
});
