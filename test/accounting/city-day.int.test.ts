import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Accounting } from '../../cli/status/balance.ts';
import { flowOf } from '../../cli/status/flow.ts';
import { FEEDS } from '../../connectors/registry.ts';
import { Random } from '../../connectors/simulator/noise/random.ts';
import { storyOf } from '../../connectors/simulator/testing/story.ts';
import type { CityVersion } from '../../connectors/simulator/timeline/city-of.ts';
import { wireMessageOf, type WireMessage } from '../../connectors/simulator/wire/wire-message.ts';
import { createLog } from '../../runtime/log.ts';
import type { Store } from '../../schema/store/models.ts';
import { deadLetterHeaders } from '../../schema/topics/dead-letter.ts';
import { headersOf } from '../../schema/topics/envelope.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { createKafka, type KafkaDoor } from '../../streams/kafka/kafka.ts';
import type { OutgoingMessage, Producer } from '../../streams/kafka/producer.ts';
import { startPipeline, type Pipeline } from '../../streams/pipeline/pipeline.ts';
import { eventually } from '../harness/eventually.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../harness/servers.ts';
import { testSize } from '../harness/size.ts';

/** A day of the whole city through the pipeline, a tenth of its messages spoilt on the way or sent again. */
const RECORDS = testSize() === 'full' ? 20_000 : 3_000;
const NAMES = FEEDS.map(({ name }) => name);
const log = createLog('test', 'silent');
const prefix = freshTopicPrefix();
const topics = topicsOf(prefix, NAMES);
const mongodbUri = freshDatabaseUri();

/** What was put in of one feed, and what must become of it at least. */
interface Sent {
  messages: number;
  repeats: number;
  spoilt: number;
  ofConnectors: number;
}

let store: Store;
let kafka: KafkaDoor;
let producer: Producer;
let pipeline: Pipeline;

const start = (): Promise<Pipeline> =>
  startPipeline({
    kafka,
    store,
    feeds: FEEDS,
    topicPrefix: prefix,
    partitions: 3,
    replication: 1,
    log,
    now: () => new Date(),
  });

beforeAll(async () => {
  store = await freshStore(mongodbUri);
  kafka = createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });
  pipeline = await start();
  producer = kafka.createProducer();
});
afterAll(async () => {
  await producer.stop();
  await pipeline.stop();
});

function outgoing(version: CityVersion, wire: WireMessage): OutgoingMessage {
  const { agency: feed, sourceId, sourceTime } = version;
  const headers = headersOf({
    feed,
    sourceId,
    sourceTime,
    receivedAt: new Date(version.visibleMs).toISOString(),
    contentType: wire.contentType,
    bytes: wire.bytes,
    eventId: `${sourceId}-${sourceTime}`,
    eventSource: `urn:test:${feed}`,
    eventType: 'test.v1',
    connector: 'test',
    profile: wire.profile,
  });
  return { key: sourceId, value: wire.bytes, headers };
}

/** Ways in which bytes go wrong, so that none of them can be read. */
const SPOIL: readonly ((good: OutgoingMessage & { readonly value: Buffer }) => OutgoingMessage)[] = [
  (good) => ({ ...good, value: good.value.subarray(0, good.value.length >> 1) }),
  (good) => ({ ...good, value: Buffer.concat([good.value.subarray(0, 40), Buffer.from([0, 0xff])]) }),
  (good) => ({ ...good, headers: { ...good.headers, ce_subject: 'of-another-record' } }),
  ({ key, value }) => ({ key, value }),
  (good) => ({ ...good, value: Buffer.from('<html><body>503</body></html>') }),
];

async function sendCity(): Promise<ReadonlyMap<FeedName, Sent>> {
  const random = new Random('accounting');
  const sent = new Map(NAMES.map((name) => [name, { messages: 0, repeats: 0, spoilt: 0, ofConnectors: 0 }]));
  const { versions } = storyOf({
    seed: 'accounting',
    records: RECORDS,
    days: 1,
    start: '2026-11-23T00:00:00+08:00',
  });
  let waiting = new Map<string, OutgoingMessage[]>();
  const put = (topic: string, message: OutgoingMessage): void => {
    waiting.set(topic, [...(waiting.get(topic) ?? []), message]);
  };
  for (const [index, version] of versions.entries()) {
    const tally = sent.get(version.agency);
    if (tally === undefined) continue;
    const wire = wireMessageOf(version);
    const good = outgoing(version, wire);
    const topic = topics.feed(version.agency);
    put(topic, good);
    tally.messages += 1;
    if (random.chance(0.05)) {
      put(topic, good);
      tally.messages += 1;
      tally.repeats += 1;
    }
    const spoil = SPOIL[random.int(0, SPOIL.length - 1)];
    if (spoil !== undefined && random.chance(0.05)) {
      put(topic, spoil({ ...good, value: wire.bytes }));
      tally.messages += 1;
      tally.spoilt += 1;
    }
    if (random.chance(0.02)) {
      const letter = {
        feed: version.agency,
        connector: 'test-drop',
        stage: 'TRANSFORMATION',
        code: 'HUB_RECORD_INVALID',
        reason: `row ${index}: has 41 columns, the header 40`,
        at: new Date(version.visibleMs).toISOString(),
        key: null,
        value: wire.bytes,
        origin: { topic: 'file:test.csv', partition: 0, offset: String(index) },
      } as const;
      const message = { key: null, value: letter.value, headers: deadLetterHeaders(letter) };
      // Sent twice, as when an acknowledgement is lost: it is one dead letter.
      put(topics.deadLetters(version.agency), message);
      put(topics.deadLetters(version.agency), message);
      tally.ofConnectors += 1;
    }
    if (index % 500 === 499 || index === versions.length - 1) {
      await Promise.all([...waiting].map(([name, messages]) => producer.send(name, messages)));
      waiting = new Map();
    }
  }
  return sent;
}

async function accountings(): Promise<ReadonlyMap<FeedName, Accounting>> {
  const { kafkaBrokers } = testServers();
  const { feeds } = await flowOf(
    { kafkaBrokers: [...kafkaBrokers], mongodbUri, topicPrefix: prefix },
    new Date(),
  );
  return new Map(feeds.map(({ feed, accounting }) => [feed, accounting]));
}

test(`counts in = versions + repeats + dead letters for every feed, over a city day of ${RECORDS} records with faults, and a change of pipelines in between`, async () => {
  const sending = sendCity();
  await eventually(async () => (await store.rawRecords.estimatedDocumentCount()) > RECORDS / 10, {
    what: 'the first tenth',
  });
  const second = await start();
  await pipeline.stop();
  pipeline = second;
  const sent = await sending;
  const settled = await eventually(
    async () => {
      const now = await accountings();
      return NAMES.every((name) => now.get(name)?.verdict !== 'MOVING') && now;
    },
    { timeoutMs: 240_000, what: 'messages to be at rest' },
  );
  for (const [feed, { messages, repeats, spoilt, ofConnectors }] of sent) {
    const accounting = settled.get(feed);
    expect(messages, feed).toBeGreaterThan(50);
    expect(accounting, feed).toMatchObject({
      in: messages + ofConnectors,
      toDo: 0,
      balance: 0,
      verdict: 'EVEN',
    });
    expect(accounting?.repeats, feed).toBeGreaterThanOrEqual(repeats);
    expect(accounting?.deadLetters, feed).toBeGreaterThanOrEqual(spoilt + ofConnectors);
  }
  const minutes = await store.feedMinutes.find().lean();
  const counted = minutes.reduce((all, { stored = 0, repeats = 0 }) => all + stored + repeats, 0);
  expect(counted).toBeGreaterThan(0);
}, 300_000);
