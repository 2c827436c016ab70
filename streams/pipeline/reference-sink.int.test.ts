import { afterAll, beforeAll, expect, test } from 'vitest';
import { flowOf, type FeedFlow } from '../../cli/status/flow.ts';
import { statusText } from '../../cli/status/text.ts';
import type { Feed } from '../../connectors/kit/feed.ts';
import { createLog } from '../../runtime/log.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { referenceIdOf } from '../../schema/canonical/ids.ts';
import { referenceKeyOf, type ReferenceDraft } from '../../schema/canonical/reference.ts';
import type { ReferenceDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { headersOf } from '../../schema/topics/envelope.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { createKafka, type KafkaDoor } from '../kafka/kafka.ts';
import type { OutgoingMessage, Producer } from '../kafka/producer.ts';
import { testFeed } from '../testing/test-feed.ts';
import { startPipeline, type Pipeline } from './pipeline.ts';

interface Row {
  readonly code: string;
  readonly at: string;
  readonly name?: string;
  readonly active?: boolean;
  readonly broken?: 'row' | 'hub' | 'shape';
}

/** A feed whose agency keeps a list of grids. */
const feed: Feed = {
  ...testFeed('grid'),
  toReference: (bytes) => gridOf(JSON.parse(Buffer.from(bytes).toString()) as Row),
};

function gridOf(row: Row): ReferenceDraft {
  if (row.broken === 'row')
    throw new HubError('HUB_RECORD_INVALID', 'column name: is missing', { field: 'name' });
  if (row.broken === 'hub') throw new TypeError('a defect of the mapping');
  return {
    kind: 'GRID',
    code: row.code,
    name: row.broken === 'shape' ? '' : (row.name ?? row.code),
    regionCode: '320612001',
    state: row.active === false ? 'WITHDRAWN' : 'ACTIVE',
    sourceTime: row.at,
    communityCode: null,
    committeeCode: null,
    details: {},
  };
}

const log = createLog('test', 'silent');
const prefix = freshTopicPrefix();
const mongodbUri = freshDatabaseUri();
const topics = topicsOf(prefix, ['grid']);

let store: Store;
let kafka: KafkaDoor;
let pipeline: Pipeline;
let producer: Producer;

beforeAll(async () => {
  store = await freshStore(mongodbUri);
  kafka = createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });
  pipeline = await startPipeline({
    kafka,
    store,
    feeds: [feed],
    topicPrefix: prefix,
    partitions: 3,
    replication: 1,
    log,
    now: () => new Date(),
  });
  producer = kafka.createProducer();
});
afterAll(async () => {
  await producer.stop();
  await pipeline.stop();
});

function message(row: Row, subject = referenceKeyOf('GRID', row.code)): OutgoingMessage {
  const bytes = Buffer.from(JSON.stringify(row));
  const headers = headersOf({
    feed: 'grid',
    sourceId: subject,
    sourceTime: row.at,
    receivedAt: '2026-11-24T04:00:00.000Z',
    contentType: 'application/json',
    bytes,
    eventId: 'e',
    eventSource: 'urn:test',
    eventType: 'test.reference.v1',
    connector: 'test-grids',
    profile: null,
  });
  return { key: subject, value: bytes, headers };
}

const send = (...messages: OutgoingMessage[]): Promise<void> =>
  producer.send(topics.reference('grid'), messages);
const entry = (code: string): Promise<ReferenceDoc | null> =>
  store.references.findById(referenceIdOf('grid', 'GRID', code)).lean();
const until = async (check: () => Promise<boolean>): Promise<void> => {
  await eventually(check);
};
const flow = () =>
  flowOf({ kafkaBrokers: [...testServers().kafkaBrokers], mongodbUri, topicPrefix: prefix }, new Date());

const OLD = '2026-11-01T00:00:00+08:00';
const NEW = '2026-11-02T00:00:00+08:00';

test('of the versions of an entry the newest is kept, in whatever order and however often they come, and all as raw bytes', async () => {
  const older = message({ code: 'g1', at: OLD, name: 'before' });
  const newer = message({ code: 'g1', at: NEW, name: 'after' });
  await send(newer, older, newer);
  await until(async () => (await store.rawReferences.countDocuments({ code: 'g1' })) === 2);
  expect(await entry('g1')).toMatchObject({
    kind: 'GRID',
    name: 'after',
    state: 'ACTIVE',
    receivedAt: '2026-11-24T04:00:00.000Z',
  });
  const raws = await store.rawReferences.find({ code: 'g1' }).lean();
  expect(raws.map(({ bytes }) => (JSON.parse(bytes.toString('utf8')) as Row).name).sort()).toEqual([
    'after',
    'before',
  ]);
});

test('an entry that is no longer used is withdrawn, not gone', async () => {
  await send(message({ code: 'g2', at: OLD }), message({ code: 'g2', at: NEW, active: false }));
  await until(async () => (await entry('g2'))?.state === 'WITHDRAWN');
});

test('what cannot be used is a dead letter beside the balance, and holds up nobody', async () => {
  await send(
    message({ code: 'g3', at: OLD, broken: 'row' }),
    message({ code: 'g4', at: OLD, broken: 'hub' }),
    message({ code: 'g5', at: OLD, broken: 'shape' }),
    message({ code: 'g6', at: OLD }, 'GRID:another'),
    message({ code: 'g7', at: OLD }, 'no-kind'),
    { key: 'x', value: 'no envelope' },
    message({ code: 'g8', at: OLD }),
  );
  await until(async () => (await store.deadLetters.countDocuments({})) === 6 && (await entry('g8')) !== null);
  const letters = await store.deadLetters.find().lean();
  expect(letters.map(({ reason }) => reason).sort()).toEqual([
    expect.stringContaining('GRID g5') as string,
    'column name: is missing',
    expect.stringContaining('"GRID:another" but the row says "GRID:g6"') as string,
    expect.stringContaining('the hub failed on this record') as string,
    expect.stringContaining('ce_subject') as string,
    expect.stringContaining('ce_subject') as string,
  ]);
  expect(await entry('g3')).toBeNull();
  // A mended mapping can be given the bytes again.
  expect(await store.rawReferences.countDocuments({ code: { $in: ['g3', 'g4', 'g5'] } })).toBe(3);
  const gridNow = async (): Promise<FeedFlow | undefined> =>
    (await flow()).feeds.find(({ feed: name }) => name === 'grid');
  await until(async () => (await gridNow())?.accounting.verdict !== 'MOVING');
  expect(await gridNow()).toMatchObject({
    laterFailures: 6,
    accounting: { in: 0, balance: 0, verdict: 'EVEN' },
  });
});

test('status tells how many entries each list has, and what is still to do', async () => {
  const now = await flow();
  expect(now.lag).toMatchObject({ references: 0 });
  const text = statusText({
    running: true,
    home: '/h',
    phase: 'ready',
    startedAt: null,
    gatewayUrl: null,
    withCity: false,
    processes: [],
    totalMemoryMb: 0,
    flow: now,
  });
  expect(text).toContain('grid lists: 2 grids');
});
