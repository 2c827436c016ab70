import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import type { Store } from '../../schema/store/models.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import { startPipeline, type Pipeline } from '../../streams/pipeline/pipeline.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { FEEDS } from '../registry.ts';
import { AcceptedSchema, ProblemSchema } from './openapi.ts';
import { startHotline, type HotlineRow, type HotlineServer } from './testing/hotline-server.ts';
import { eventOf, hubHome, incident, POLICE_PUSH, pushTo, type HubHome } from './testing/hub-home.ts';
import { FeedStatuses } from './feed-statuses.ts';
import { startWorker, type Worker } from './worker.ts';

const log = createLog('test', 'silent');
const topicPrefix = freshTopicPrefix();
const topics = topicsOf(topicPrefix, ['police110', 'hotline12345', 'open311']);
const MINUTE_MS = 60_000;

let store: Store;
let hotline: HotlineServer;
let home: HubHome;
let worker: Worker;
let pipeline: Pipeline;

const kafka = (): ReturnType<typeof createKafka> =>
  createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });
// A topic that was just made may be without a leader for a moment.
const countOf = (topic: string): Promise<number> =>
  eventually(async () => (await kafka().topicCounts([topic]))[topic]);
const page = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${worker.intakePort}${path}`);
const ready = async (): Promise<void> => {
  await eventually(async () => (await page('/readyz')).ok);
};

beforeAll(async () => {
  const mongodbUri = freshDatabaseUri();
  store = await freshStore(mongodbUri);
  hotline = await startHotline();
  home = hubHome({
    kafkaBrokers: testServers().kafkaBrokers,
    mongodbUri,
    topicPrefix,
    connectors: [
      POLICE_PUSH,
      {
        name: 'hotline',
        config: {
          'connector.class': 'hotline12345.rest',
          'base.url': hotline.url,
          'token.file': 'hotline12345.token',
          'poll.interval.ms': 100,
          'errors.retry.delay.max.ms': 200,
        },
      },
      {
        name: 'drop',
        config: {
          'connector.class': 'open311.drop',
          folder: 'drop',
          profile: 'nyc',
          'poll.interval.ms': 100,
        },
      },
    ],
  });
  worker = await startWorker(home.settings, log);
  await ready();
  pipeline = await startPipeline({
    kafka: kafka(),
    store,
    feeds: FEEDS,
    topicPrefix,
    partitions: 3,
    replication: 1,
    log,
    now: () => new Date(),
  });
});
afterAll(async () => {
  await worker.stop();
  await pipeline.stop();
  await hotline.close();
  home.remove();
});

const stored = (feed: 'police110' | 'hotline12345' | 'open311', sourceId: string): Promise<unknown> =>
  eventually(async () => (await store.records.findById(recordIdOf(feed, sourceId)).lean()) ?? undefined);

describe('a push', () => {
  it('is answered 202 after the broker’s ack and reaches the store', async () => {
    const response = await pushTo(worker.intakePort, eventOf(incident('J1')));
    expect(response.status).toBe(202);
    expect(AcceptedSchema.parse(await response.json()).accepted).toHaveLength(1);
    await stored('police110', 'J1');
  });

  it('with a wrong signature is answered 401 and stored nowhere', async () => {
    const before = await countOf(topics.deadLetters('police110'));
    const response = await pushTo(worker.intakePort, eventOf(incident('J-unsigned')), {
      'webhook-signature': 'v1,AAAA',
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    ProblemSchema.parse(await response.json());
    expect(await countOf(topics.deadLetters('police110'))).toBe(before);
  });

  it('that is signed but cannot be mapped leaves a dead letter with Kafka Connect’s headers', async () => {
    const body = eventOf(incident('J-bad', { bjsj: '2026-02-30 01:00:00' }));
    expect((await pushTo(worker.intakePort, body)).status).toBe(422);
    const letter = await eventually(
      async () => (await store.deadLetters.findOne({ feed: 'police110' }).lean()) ?? undefined,
    );
    expect(letter).toMatchObject({
      connector: 'police110-push',
      code: 'HUB_RECORD_INVALID',
      stage: 'TRANSFORMATION',
    });
    expect(letter.reason).toContain('bjsj (报警时间): 2026-02-30');
    expect(letter.value.toString('utf8')).toContain('2026-02-30');
  });

  it('with the same Idempotency-Key and another body is answered 409', async () => {
    const key = { 'idempotency-key': 'once' };
    await pushTo(worker.intakePort, eventOf(incident('J2')), key);
    expect(
      (await pushTo(worker.intakePort, eventOf(incident('J2')), key)).headers.get('idempotency-replayed'),
    ).toBe('true');
    expect((await pushTo(worker.intakePort, eventOf(incident('J3')), key)).status).toBe(409);
  });

  it('of 10 MB is answered 413, sent at once or asked for first', async () => {
    const large = Buffer.alloc(10 * 1024 * 1024, 0x20);
    expect((await pushTo(worker.intakePort, large)).status).toBe(413);
    const asked = await new Promise<number | undefined>((resolve, reject) => {
      const asking = request(`http://127.0.0.1:${worker.intakePort}/intake/police110`, {
        method: 'POST',
        headers: { expect: '100-continue', 'content-length': large.length },
      });
      asking.on('response', (response) => {
        resolve(response.statusCode);
        asking.destroy();
      });
      asking.on('error', reject);
      asking.flushHeaders();
    });
    expect(asked).toBe(413);
  });

  it('keeps the order of one incident’s versions', async () => {
    const bodies = Array.from({ length: 20 }, (_unused, index) =>
      eventOf(incident('J-order', { gxsj: `2026-11-24 09:00:${String(index).padStart(2, '0')}` })),
    );
    const batch = `[${bodies.join(',')}]`;
    const response = await pushTo(worker.intakePort, batch, {
      'content-type': 'application/cloudevents-batch+json',
    });
    expect(response.status).toBe(202);
    await eventually(async () => {
      const record = await store.records.findById(recordIdOf('police110', 'J-order')).lean();
      return record?.sourceTime === '2026-11-24T09:00:19+08:00';
    });
  });
});

describe('the intake’s other pages', () => {
  it('describe the intake in OpenAPI', async () => {
    const described = (await (await page('/intake/openapi.json')).json()) as Record<string, unknown>;
    expect(described).toMatchObject({ openapi: '3.1.0', paths: { '/intake/police110': { post: {} } } });
    expect(JSON.stringify(described)).toContain('接警单编号');
  });
  it('refuse other paths and methods as problems', async () => {
    expect((await page('/intake/none')).status).toBe(404);
    expect((await page('/intake/police110')).status).toBe(405);
    expect(await (await page('/metrics')).text()).toContain('tributary_connector_records_total');
  });
});

describe('the hotline', () => {
  const row = (ticketNo: string, minutesAgo: number): HotlineRow => {
    const updatedAt = new Date(Date.now() - minutesAgo * MINUTE_MS).toISOString();
    return { ticketNo, createdAt: updatedAt, updatedAt, stage: '已受理', title: '反映问题' };
  };
  const nextPolls = async (count: number): Promise<void> => {
    const until = hotline.polls.length + count;
    await eventually(() => hotline.polls.length >= until);
  };

  it('loses no row of a transaction that was open across polls', async () => {
    // Its time is that of its statement; it commits nine minutes later, when newer rows have long been read.
    const late = row('NT-late', 9.5);
    hotline.committed.push(row('NT-1', 9.9), row('NT-2', 5), row('NT-3', 0.1));
    await stored('hotline12345', 'NT-3');
    await nextPolls(2);
    hotline.committed.push(late);
    await stored('hotline12345', 'NT-late');
    await nextPolls(2);
    expect(await countOf(topics.feed('hotline12345'))).toBe(4);
  });

  it('comes back by itself after its system was down, and says so meanwhile', async () => {
    hotline.status = 500;
    await eventually(() => worker.statuses()['hotline']?.trace?.includes('answers 500') === true);
    expect((await page('/readyz')).status).toBe(200);
    hotline.status = null;
    await eventually(() => worker.statuses()['hotline']?.trace === null);
    const status = await eventually(async () => {
      const found = await store.feedStatuses.findById('hotline12345').lean();
      const isTold = found?.trace === null && found.lastContactAt !== null;
      return isTold && found.connectors?.[0]?.lastRecordAt != null ? found : undefined;
    });
    expect(status.connectorState).toBe('RUNNING');
    expect(status.connectors).toMatchObject([
      { name: 'hotline', class: 'hotline12345.rest', state: 'RUNNING', trace: null, silenceAlarmMs: null },
    ]);
    expect(status.connectors?.[0]?.lastContactAt).toBe(status.lastContactAt);
  });

  it('tells the worst of two connectors as the state of their feed, and forgets one that is no longer configured', async () => {
    const mongodb = Promise.resolve(store);
    const started = { startedAt: '2026-11-24T00:00:00.000Z', silenceAlarmMs: null };
    const two = new FeedStatuses(mongodb, log);
    two.register('court', { name: 'court.a', class: 'court.drop', ...started });
    two.register('court', { name: 'court.b', class: 'court.drop', ...started });
    two.note('court', 'court.a', { state: 'RUNNING', lastContactAt: '2026-11-24T01:00:00.000Z' });
    two.note('court', 'court.b', { state: 'FAILED', trace: '$no expression' });
    await two.stop();
    expect(await store.feedStatuses.findById('court').lean()).toMatchObject({
      connectorState: 'FAILED',
      trace: '$no expression',
      lastContactAt: '2026-11-24T01:00:00.000Z',
      connectors: [
        { name: 'court.a', state: 'RUNNING', lastContactAt: '2026-11-24T01:00:00.000Z' },
        { name: 'court.b', state: 'FAILED', trace: '$no expression', lastContactAt: null },
      ],
    });
    const one = new FeedStatuses(mongodb, log);
    one.register('court', { name: 'court.a', class: 'court.drop', ...started });
    await one.stop();
    expect(await store.feedStatuses.findById('court').lean()).toMatchObject({
      connectorState: 'UNASSIGNED',
      trace: null,
      connectors: [{ name: 'court.a', state: 'UNASSIGNED', lastContactAt: '2026-11-24T01:00:00.000Z' }],
    });
    await store.feedStatuses.deleteOne({ _id: 'court' });
  });

  it('does not repeat what it has emitted after a restart', async () => {
    const before = await countOf(topics.feed('hotline12345'));
    await worker.stop();
    worker = await startWorker(home.settings, log);
    await ready();
    await nextPolls(3);
    expect(await countOf(topics.feed('hotline12345'))).toBe(before);
  });

  it('loses nothing and doubles no version when it crashed between emit and saving its place', async () => {
    const before = await countOf(topics.feed('hotline12345'));
    await worker.stop();
    await store.connectorCursors.deleteOne({ _id: 'hotline' });
    hotline.committed.push(row('NT-5', 0));
    worker = await startWorker(home.settings, log);
    await ready();
    await stored('hotline12345', 'NT-5');
    await eventually(async () => (await countOf(topics.feed('hotline12345'))) === before * 2 + 1);
    const raw = await store.rawRecords.find({ feed: 'hotline12345' }).lean();
    expect(raw.map(({ sourceId }) => sourceId).sort()).toEqual(['NT-1', 'NT-2', 'NT-3', 'NT-5', 'NT-late']);
  });
});

describe('the drop folder', () => {
  it('takes a file and moves it to done', async () => {
    const folder = join(home.settings.home, 'drop');
    mkdirSync(folder, { recursive: true });
    copyFileSync(new URL('../open311/fixtures/nyc-2013.csv', import.meta.url), join(folder, 'old.csv.part'));
    renameSync(join(folder, 'old.csv.part'), join(folder, 'old.csv'));
    await stored('open311', '80000002');
    await eventually(() => existsSync(join(folder, 'done', 'old.csv')));
    expect(readdirSync(join(folder, 'done')).sort()).toEqual(['old.csv', 'old.csv.report.json']);
  });
});
