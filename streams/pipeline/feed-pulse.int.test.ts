import { beforeAll, expect, test } from 'vitest';
import type { Store } from '../../schema/store/models.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { learnSilences, writeLags } from './feed-pulse.ts';

const topics = topicsOf('pulse', ['police110', 'court']);
const feeds = ['police110', 'court'] as const;
const NOW = new Date();
const now = (): Date => NOW;
const MINUTE_MS = 60_000;
let store: Store;

beforeAll(async () => {
  store = await freshStore();
});

test('what waits in Kafka is written for each feed with the time of asking, beside what others know', async () => {
  await store.feedStatuses.create({ _id: 'police110', lastStoredAt: '2026-11-24T00:00:00.000Z', trace: 'x' });
  const kafka = { consumerLag: () => Promise.resolve({ [topics.feed('police110')]: 12 }) };
  await writeLags({ kafka, store, topics, feeds, group: 'pulse.normalise', now });
  const lag = { messages: 12, measuredAt: NOW.toISOString() };
  expect(await store.feedStatuses.find().sort({ _id: 1 }).lean()).toEqual([
    {
      _id: 'court',
      lag: { ...lag, messages: 0 },
      lastContactAt: null,
      lastSourceTime: null,
      lastStoredAt: null,
      connectorState: null,
      trace: null,
    },
    { _id: 'police110', lag, lastStoredAt: '2026-11-24T00:00:00.000Z', trace: 'x' },
  ]);
});

test('the usual silence is learned from the minutes of the last 14 days, and is null while it cannot be told', async () => {
  const minute = (ago: number): Date => new Date(NOW.getTime() - ago * MINUTE_MS);
  await store.feedMinutes.insertMany([
    ...Array.from({ length: 97 }, (_, index) => ({
      _id: `police110|${index}`,
      feed: 'police110',
      minute: minute(index * 15),
      stored: 1,
    })),
    { _id: 'police110|old', feed: 'police110', minute: minute(15 * 1_440), stored: 1 },
  ]);
  await learnSilences({ store, feeds, now });
  const statuses = await store.feedStatuses.find().sort({ _id: 1 }).lean();
  expect(statuses.map(({ learnedSilence }) => learnedSilence)).toEqual([
    { limitMs: null, learnedAt: NOW.toISOString() },
    { limitMs: 30 * MINUTE_MS, learnedAt: NOW.toISOString() },
  ]);
});

test('minutes go after 35 days', async () => {
  const indexes = await store.feedMinutes.collection.indexes();
  expect(indexes.find(({ key }) => 'minute' in key && !('feed' in key))).toMatchObject({
    expireAfterSeconds: 35 * 86_400,
  });
});
