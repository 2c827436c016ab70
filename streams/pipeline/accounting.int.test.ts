import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { digest, rawRecordIdOf, recordIdOf } from '../../schema/canonical/ids.ts';
import type { Store } from '../../schema/store/models.ts';
import { allTopics, topicsOf } from '../../schema/topics/topics.ts';
import { createLog } from '../../runtime/log.ts';
import { freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { eventually } from '../../test/harness/eventually.ts';
import type { HandoffSink } from '../kafka/handoff-flush.ts';
import { flush } from '../kafka/handoff-flush.ts';
import type { HandoffMessage } from '../kafka/handoff-queue.ts';
import { createKafka } from '../kafka/kafka.ts';
import type { Producer } from '../kafka/producer.ts';
import { feedMessage, testFeed, type TestRow } from '../testing/test-feed.ts';
import { deadLetterSink } from './dead-letter-sink.ts';
import { FeedWatch } from './feed-watch.ts';
import { normaliseSink, type NormaliseFaultPlace } from './normalise-sink.ts';

const prefix = freshTopicPrefix();
const topics = topicsOf(prefix, ['police110']);
const TOPIC = topics.feed('police110');
const log = createLog('test', 'silent');
const NOW = new Date('2026-11-24T02:11:30.000Z');

let store: Store;
let producer: Producer;
let watch: FeedWatch;
let offset = 0;

beforeAll(async () => {
  store = await freshStore();
  const kafka = createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });
  await kafka.ensureTopics(allTopics(topics, ['police110']), { partitions: 1, replication: 1 });
  producer = kafka.createProducer();
});
afterAll(async () => {
  await producer.stop();
});
afterEach(() => watch.stop());
beforeEach(async () => {
  await Promise.all(
    [
      store.rawRecords,
      store.records,
      store.repeats,
      store.deadLetters,
      store.feedMinutes,
      store.feedColumns,
    ].map((model) => model.collection.deleteMany({})),
  );
  watch = new FeedWatch(
    store,
    () => NOW,
    (error) => {
      throw error;
    },
  );
});

const sink = (fault?: (place: NormaliseFaultPlace) => Promise<void>): HandoffSink =>
  normaliseSink({
    store,
    // Letters are put straight into the sink that keeps them: the same letter each time it is sent.
    producer: { ...producer, send: sendOrKeep },
    topics,
    feeds: [testFeed('police110')],
    watch,
    now: () => NOW,
    ...(fault === undefined ? {} : { fault }),
  });

async function sendOrKeep(...[topic, messages]: Parameters<Producer['send']>): Promise<void> {
  await producer.send(topic, messages);
  if (topic !== topics.deadLetters('police110')) return;
  const kept = deadLetterSink({ store, topics, watch, now: () => NOW });
  await kept.handle(messages.map((message) => handed({ ...message, topic })));
}

function handed(message: {
  readonly topic?: string;
  readonly key?: string | Uint8Array | null;
  readonly value?: string | Uint8Array | null;
  readonly headers?: Readonly<Record<string, string>>;
}): HandoffMessage {
  offset += 1;
  const bytes = (value: string | Uint8Array | null | undefined): Buffer | null =>
    value === null || value === undefined ? null : Buffer.from(value);
  return {
    topic: message.topic ?? TOPIC,
    partition: 0,
    offset: String(offset),
    key: bytes(message.key),
    value: bytes(message.value),
    headers: message.headers ?? {},
    timestampMs: NOW.getTime(),
  };
}

/** A message of the feed's topic, with the next offset. */
const message = (row: TestRow): HandoffMessage => handed(feedMessage('police110', row));

interface Counts {
  readonly versions: number;
  readonly repeats: number;
  readonly deadLetters: number;
}

async function counts(): Promise<Counts> {
  return {
    versions: await store.rawRecords.countDocuments({ refused: { $ne: true } }),
    repeats: await store.repeats.countDocuments(),
    deadLetters: await store.deadLetters.countDocuments(),
  };
}

describe('a message counts once', () => {
  const same = { id: 'same' } as const;
  const ways: readonly [string, () => HandoffMessage[], Counts][] = [
    ['as a version', () => [message({ id: 'a' })], { versions: 1, repeats: 0, deadLetters: 0 }],
    [
      'as a version when it is a later, an earlier or a withdrawn one of the same record',
      () => [
        message({ id: 'a', at: '2026-11-24T10:05:00+08:00' }),
        message({ id: 'a', at: '2026-11-24T10:00:00+08:00' }),
        message({ id: 'a', at: '2026-11-24T10:10:00+08:00', state: 'WITHDRAWN' }),
      ],
      { versions: 3, repeats: 0, deadLetters: 0 },
    ],
    [
      'as a repeat when other messages brought the same bytes before, in the same batch or not',
      () => [message(same), message(same), message(same)],
      { versions: 1, repeats: 2, deadLetters: 0 },
    ],
    [
      'as a dead letter when its envelope cannot be read',
      () => [handed({ key: 'k', value: 'x' }), handed({ key: 'k', value: null })],
      { versions: 0, repeats: 0, deadLetters: 2 },
    ],
    [
      'as a dead letter when its mapping is refused, also when the same is sent again',
      () => [message({ id: 'b', broken: 'row' }), message({ id: 'b', broken: 'row' })],
      { versions: 0, repeats: 0, deadLetters: 2 },
    ],
    [
      'as a dead letter when the mapping has a defect or the body is a tombstone of Kafka',
      () => [message({ id: 'c', broken: 'hub' }), { ...message({ id: 'd' }), value: null }],
      { versions: 0, repeats: 0, deadLetters: 2 },
    ],
  ];

  test.each(ways)('%s', async (_, make, expected) => {
    const messages = make();
    await sink().handle(messages);
    expect(await counts()).toEqual(expected);
    expect(expected.versions + expected.repeats + expected.deadLetters).toBe(messages.length);
    // Delivered again as a whole, and one by one in the other order.
    await sink().handle(messages);
    for (const one of messages.toReversed()) await sink().handle([one]);
    expect(await counts()).toEqual(expected);
  });

  test.each<NormaliseFaultPlace>(['written', 'published'])(
    'when the pipeline dies after "%s" and the batch comes again, alone or with more',
    async (place) => {
      const first = [message(same), message({ id: 'a' }), message({ id: 'b', broken: 'row' })];
      const dying = sink((at) => (at === place ? Promise.reject(new Error('killed')) : Promise.resolve()));
      await expect(dying.handle(first)).rejects.toThrow('killed');
      const second = [message(same), message({ id: 'a' })];
      await sink().handle([...first, ...second]);
      await sink().handle(second);
      expect(await counts()).toEqual({ versions: 2, repeats: 2, deadLetters: 1 });
    },
  );

  test('when versions were written and the process died before the repeats were', async () => {
    const [one, two] = [message(same), message(same)];
    const { db } = store.connection;
    await db?.command({ collMod: 'repeats', validator: { never: 1 } });
    await expect(sink().handle([one, two])).rejects.toThrow('validation');
    expect(await counts()).toEqual({ versions: 1, repeats: 0, deadLetters: 0 });
    await db?.command({ collMod: 'repeats', validator: {} });
    await sink().handle([one, two]);
    expect(await counts()).toEqual({ versions: 1, repeats: 1, deadLetters: 0 });
    expect(await store.repeats.findOne().lean()).toMatchObject({
      _id: `${TOPIC}:0:${two.offset}`,
      feed: 'police110',
      rawRecordId: rawRecordIdOf(recordIdOf('police110', 'same'), digest(two.value ?? '')),
    });
  });

  test('when two workers handle messages with the same bytes at the same time, and both again', async () => {
    const batches = Array.from({ length: 8 }, () => [message(same)]);
    await Promise.all(batches.map((batch) => sink().handle(batch)));
    await Promise.all(batches.map((batch) => sink().handle(batch)));
    expect(await counts()).toEqual({ versions: 1, repeats: 7, deadLetters: 0 });
  });

  test('as a dead letter when it can never be stored, though its version was, and also after a crash in between', async () => {
    const { db } = store.connection;
    await db?.command({ collMod: 'records', validator: { title: { $ne: 'never' } } });
    const good = message({ id: 'a' });
    const bad = message({ id: 'bad', title: 'never' });
    const again = { ...bad, offset: String((offset += 1)) };
    const context = { group: 'test', log, signal: new AbortController().signal };
    const batch = [good, bad, again];
    const dying = sink((at) =>
      at === 'poison-sent' ? Promise.reject(new Error('killed')) : Promise.resolve(),
    );
    await expect(dying.handle([bad])).rejects.toThrow('validation');
    await expect(dying.poison(bad, new Error('refused'))).rejects.toThrow('killed');
    for (let round = 0; round < 2; round += 1) {
      expect(await flush(batch, sink(), context)).toBe(true);
      expect(await counts()).toEqual({ versions: 1, repeats: 0, deadLetters: 2 });
    }
    await db?.command({ collMod: 'records', validator: {} });
  });

  test('as a dead letter with its beginning when it is as large as its topic takes', async () => {
    const value = Buffer.alloc(8 * 1024 * 1024 - 1_000, 'x');
    await sink().handle([handed({ key: 'k', value })]);
    expect(await counts()).toEqual({ versions: 0, repeats: 0, deadLetters: 1 });
    const [letter] = await store.deadLetters.find().lean();
    expect(letter?.reason).toContain('1048576 of 8387608 bytes');
    expect(letter?.value.length()).toBe(1_048_576);
  });
});

describe('minutes', () => {
  test('count what was stored, repeated and refused, with key fields and delays, and not what is delivered again', async () => {
    const batch = [
      message({ id: 'a', phone: '13812340001', name: '张三', text: '吵架' }),
      message({ id: 'a', phone: '13812340001', name: '张三', text: '吵架' }),
      message({ id: 'b', against: '某物业' }),
      message({ id: 'c', broken: 'row' }),
    ];
    await sink().handle(batch);
    await sink().handle(batch);
    await watch.stop();
    const minutes = await store.feedMinutes.find().lean();
    expect(minutes).toEqual([
      {
        _id: 'police110|2026-11-24T02:11Z',
        feed: 'police110',
        minute: new Date('2026-11-24T02:11:00.000Z'),
        stored: 2,
        repeats: 1,
        refused: { HUB_RECORD_INVALID: 1 },
        filled: { reporterName: 1, reporterPhone: 1, counterparty: 1, region: 2, category: 2, narrative: 1 },
        sourceToReceivedMs: 2 * 600_000,
        receivedToStoredMs: 2 * 90_000,
      },
    ]);
  });

  test('a store that does not take them loses none', async () => {
    const { db } = store.connection;
    await db?.command({ collMod: 'feedMinutes', validator: { stored: { $lt: 0 } } });
    const patient = new FeedWatch(
      store,
      () => NOW,
      () => undefined,
    );
    watch = patient;
    await sink().handle([message({ id: 'a' })]);
    await eventually(() => true);
    await patient.stop();
    await db?.command({ collMod: 'feedMinutes', validator: {} });
    await patient.stop();
    expect(await store.feedMinutes.findOne().lean()).toMatchObject({ stored: 1 });
  });
});

describe('columns', () => {
  test('are learned by form, from what was stored, and several processes add to one shape', async () => {
    const other = new FeedWatch(
      store,
      () => NOW,
      (error) => {
        throw error;
      },
    );
    await sink().handle([message({ id: 'a', phone: '138' }), message({ id: 'b', broken: 'row' })]);
    const first = watch;
    watch = other;
    await sink().handle([message({ id: 'c', name: '张三' })]);
    await Promise.all([first.stop(), other.stop()]);
    const shape = await store.feedColumns.findById('police110|application/json').lean();
    expect(shape).toMatchObject({
      feed: 'police110',
      form: 'application/json',
      rows: 2,
      rev: 2,
      findings: [],
    });
    expect(shape?.columns.map(({ name, rows }) => [name, rows])).toEqual(
      expect.arrayContaining([
        ['id', 2],
        ['phone', 1],
        ['name', 1],
      ]),
    );
  });
});
