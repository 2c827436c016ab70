import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import type { HotSpotDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { eventsTopic, topicsOf } from '../../schema/topics/topics.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import type { Producer } from '../../streams/kafka/producer.ts';
import { publishEventsOf } from '../../streams/pipeline/event-publisher.ts';
import { applySpotDay } from '../../streams/pipeline/hot-spot-writer.ts';
import type { SpotDay } from '../../streams/stages/detect/area/hot-spot.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import type { HotSpotData } from '../kit/hot-spot-event.ts';
import { hubHome, type HubHome } from './testing/hub-home.ts';
import { RECEIVER_SECRET, startReceiver, type ReceivedCall, type Receiver } from './testing/receiver.ts';
import { startWorker, type Worker } from './worker.ts';

const log = createLog('test', 'silent');
const topicPrefix = freshTopicPrefix();
const topic = topicsOf(topicPrefix, []).events;
const mongodbUri = freshDatabaseUri();
const kafka = createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });

let store: Store;
let producer: Producer;
let home: HubHome;
let worker: Worker;
let receiver: Receiver;
/** The first answer to the grid's first message. */
let isIll = true;

const connector = (name: string, agency: string, more: object) => ({
  name,
  config: {
    'connector.class': 'hub.webhook',
    agency,
    url: `${receiver.url}/${name}`,
    'secret.file': 'agencies.hmac',
    'retry.delay.ms': 50,
    ...more,
  },
});

beforeAll(async () => {
  store = await freshStore(mongodbUri);
  receiver = await startReceiver(({ path }) => {
    const status = path === '/grid' && isIll ? 503 : 204;
    if (path === '/grid') isIll = false;
    return status;
  });
  await kafka.ensureTopics([eventsTopic(topicsOf(topicPrefix, []))], { partitions: 2, replication: 1 });
  producer = kafka.createProducer();
  home = hubHome({
    kafkaBrokers: testServers().kafkaBrokers,
    mongodbUri,
    topicPrefix,
    connectors: [
      connector('grid', 'grid', { feed: 'grid', 'hot.spot.regions': ['320612003', '320681'] }),
      connector('county', 'police', { 'hot.spot.regions': ['320612'] }),
      connector('elsewhere', 'court', { 'hot.spot.regions': ['320602'] }),
      connector('moves-only', 'hotline', {}),
    ],
  });
  writeFileSync(join(home.settings.secretsDir, 'agencies.hmac'), `${RECEIVER_SECRET}\n`);
  worker = await startWorker(home.settings, log);
});
afterAll(async () => {
  await worker.stop();
  await producer.stop();
  await receiver.stop();
  home.remove();
});

const day = (name: string, more: Partial<SpotDay> = {}): SpotDay => ({
  day: name,
  provisional: false,
  regionCode: '320612003',
  category: '0402',
  count: 6,
  baseline: 1.5,
  score: 4.2,
  threshold: 3,
  alarm: true,
  ruleVersion: 'area-test',
  ...more,
});

/** Two disputes inside the cell: a record of the grid is in the first. */
async function storeDisputes(): Promise<void> {
  const common = { state: 'ACTIVE', category: '0402', regionCode: '320612003', rev: 1 };
  const openedAt = '2026-11-02T02:00:00.000Z';
  await store.disputes.collection.insertMany([
    { _id: 'dispute-1' as never, code: 'T-1', feeds: ['grid', 'police110'], openedAt, ...common },
    { _id: 'dispute-2' as never, code: 'T-2', feeds: ['police110'], openedAt, ...common },
  ]);
}

async function tell(days: readonly SpotDay[]): Promise<void> {
  for (const one of days) await applySpotDay(store, one, new Date());
  await publishEventsOf(store.hotSpots, { producer, topic });
}

const callsTo = (name: string): readonly ReceivedCall[] =>
  receiver.calls.filter(({ path, status }) => path === `/${name}` && status === 204);
const dataOf = ({ event }: ReceivedCall): HotSpotData => event.data as unknown as HotSpotData;

it('tells the agencies whose region it is of opening, change and end of a hot spot, in order, and notes whom it told', async () => {
  await storeDisputes();
  await tell([
    day('2026-11-02'),
    day('2026-11-03', { count: 4 }),
    day('2026-11-12', { alarm: false, count: 0 }),
  ]);
  for (const name of ['grid', 'county']) {
    await eventually(() => callsTo(name).length === 3, { what: `three messages for ${name}` });
    expect(callsTo(name).map(({ event }) => event.type)).toEqual([
      'tributary.hot-spot.opened.v1',
      'tributary.hot-spot.updated.v1',
      'tributary.hot-spot.closed.v1',
    ]);
    expect(callsTo(name).map((call) => dataOf(call).seq)).toEqual([1, 2, 3]);
  }
  const [spot] = await store.hotSpots.find().lean<HotSpotDoc[]>().exec();
  const [opened] = callsTo('grid');
  expect(opened?.event.subject).toBe(spot?._id);
  expect(opened && dataOf(opened)).toMatchObject({
    agency: 'grid',
    regionCode: '320612003',
    category: '0402',
    state: 'OPEN',
    openedOn: '2026-11-02',
    count: 6,
    baseline: 1.5,
    disputes: 2,
    codes: ['T-1'],
  });
  // An agency without records of its own reads the numbers alone.
  expect(callsTo('county').map((call) => dataOf(call).codes)).toEqual([[], [], []]);
  expect(callsTo('elsewhere')).toEqual([]);
  expect(callsTo('moves-only')).toEqual([]);
  const told = await eventually(async () => {
    const now = await store.hotSpots.findById(spot?._id).lean<HotSpotDoc>().exec();
    return now?.told.length === 2 && now.told;
  });
  expect(told.map(({ to }) => to).sort()).toEqual(['grid: grid', 'police: county']);
  // The 503 was tried again with the same id, and the order held.
  const tries = receiver.calls.filter(({ path }) => path === '/grid');
  expect(tries.map(({ status }) => status)).toEqual([503, 204, 204, 204]);
  expect(tries[0]?.id).toBe(tries[1]?.id);
});

it('tells a county’s hot spot to the county and not to the street within, and passes over what is told of disputes', async () => {
  await producer.send(topic, [{ key: 'dispute-9', value: '{"kind":"DISPUTE_CHANGED"}' }]);
  await tell([day('2026-11-02', { regionCode: '320612', category: '0101' })]);
  await eventually(() => callsTo('county').length === 4);
  expect(dataOf(callsTo('county').at(-1) ?? missing())).toMatchObject({
    level: 'COUNTY',
    regionCode: '320612',
  });
  expect(callsTo('grid')).toHaveLength(3);
  expect(await store.deliveries.countDocuments({ _id: /^unreadable/ })).toBe(0);
});

it('keeps an event of a hot spot that nobody can read where an operator sees it', async () => {
  await producer.send(topic, [{ key: 'hotspot-x', value: 'no json' }]);
  const row = await eventually(
    async () =>
      (await store.deliveries
        .findOne({ _id: /^unreadable/ })
        .lean()
        .exec()) ?? undefined,
  );
  expect(row).toMatchObject({ state: 'DEAD', content: 'no json' });
});

function missing(): never {
  throw new Error('nothing was received');
}
