import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FEEDS } from '../../connectors/registry.ts';
import { startLivingCity } from '../../connectors/simulator/living/living-city.ts';
import { freePort, makeCityHome, type CityHome } from '../../connectors/simulator/testing/city-home.ts';
import { startWorker, type Worker } from '../../connectors/worker/worker.ts';
import { createLog } from '../../runtime/log.ts';
import { readSettings, type Settings } from '../../runtime/settings.ts';
import type { Running } from '../../runtime/run-process.ts';
import type { Store } from '../../schema/store/models.ts';
import { moveDispute } from '../../schema/store/dispute-move.ts';
import { SHIPPED_DEADLINES } from '../../schema/workflow/shipped-deadlines.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import { startPipeline, type Pipeline } from '../../streams/pipeline/pipeline.ts';
import { eventually } from '../harness/eventually.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../harness/servers.ts';

const log = createLog('test', 'silent');
const topicPrefix = freshTopicPrefix();
const mongodbUri = freshDatabaseUri();
const kafka = createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });

let store: Store;
let home: CityHome;
let settings: Settings;
let city: Running;
let worker: Worker;
let pipeline: Pipeline;

beforeAll(async () => {
  store = await freshStore(mongodbUri);
  home = await makeCityHome(await freePort());
  settings = readSettings({
    ...home.env,
    TRIBUTARY_KAFKA_BROKERS: testServers().kafkaBrokers.join(','),
    TRIBUTARY_MONGODB_URI: mongodbUri,
    TRIBUTARY_TOPIC_PREFIX: topicPrefix,
    TRIBUTARY_TOPIC_PARTITIONS: '3',
  });
  const cityUrl = `http://127.0.0.1:${settings.simulatorPort}`;
  writeFileSync(join(settings.secretsDir, 'referrals.hmac'), `whsec_${randomBytes(32).toString('base64')}\n`);
  // YAML 1.2 is a superset of JSON.
  writeFileSync(
    settings.connectorsFile,
    JSON.stringify([
      {
        name: 'police110-push',
        config: { 'connector.class': 'police110.push', 'secret.file': 'police110.hmac' },
      },
      {
        name: 'hotline12345-rest',
        config: {
          'connector.class': 'hotline12345.rest',
          'base.url': cityUrl,
          'token.file': 'hotline12345.token',
          'poll.interval.ms': 200,
        },
      },
      {
        name: 'hotline12345-referrals',
        config: {
          'connector.class': 'hub.webhook',
          agency: 'hotline',
          feed: 'hotline12345',
          url: `${cityUrl}/agencies/hotline12345/referrals`,
          'secret.file': 'referrals.hmac',
        },
      },
    ]),
  );
  pipeline = await startPipeline({
    kafka,
    store,
    feeds: FEEDS,
    topicPrefix,
    partitions: 3,
    replication: 1,
    log,
    now: () => new Date(),
  });
  worker = await startWorker(settings, log);
  city = await startLivingCity(settings, log);
});
afterAll(async () => {
  await city.stop();
  await worker.stop();
  await pipeline.stop();
  await home.remove();
});

test('a referral reaches the agency, which changes its ticket, and the feed brings the change back into the dispute', async () => {
  const ticket = await eventually(
    async () =>
      (await store.records
        .findOne({ feed: 'hotline12345', nature: 'DISPUTE', 'details.stage': '已受理' })
        .lean()
        .exec()) ?? undefined,
    { what: 'a ticket about a quarrel' },
  );
  const disputeOf = () =>
    store.disputes.findOne({ 'members.recordId': ticket._id, state: 'ACTIVE' }).lean().exec();
  const dispute = await eventually(async () => (await disputeOf()) ?? undefined);
  const moves = [
    { move: 'REGISTER', input: {}, note: null },
    { move: 'TRIAGE', input: { urgency: 'NORMAL' }, note: null },
    { move: 'REFER', input: { agency: 'hotline' }, note: '请受理' },
  ] as const;
  let told = '';
  for (const { move, input, note } of moves) {
    const { event } = await moveDispute({
      store,
      scope: {},
      dispute: { id: dispute._id },
      request: {
        move,
        input,
        note,
        by: { partner: 'police', actor: 'officer-7' },
        clientMutationId: move,
        expectedVersion: null,
      },
      deadlines: SHIPPED_DEADLINES,
      now: () => new Date(),
    });
    told = event.id;
  }

  const changed = await eventually(
    async () => {
      const record = await store.records.findById(ticket._id).lean().exec();
      return record !== null && record.versionKey !== ticket.versionKey && record;
    },
    { what: 'the ticket’s new version' },
  );
  expect(changed).toMatchObject({
    narrative: ticket.narrative,
    details: { stage: '已派遣', reply: `一案一码${dispute.code}，转办：请受理` },
  });
  expect(changed.events).toContainEqual(
    expect.objectContaining({ kind: 'REPLIED', note: `一案一码${dispute.code}，转办：请受理` }),
  );
  const after = await disputeOf();
  expect([after?._id, after?.code]).toEqual([dispute._id, dispute.code]);
  expect(await store.deliveries.findOne({ eventId: told }).lean().exec()).toMatchObject({
    state: 'DELIVERED',
    attempts: 1,
    lastStatus: 202,
  });
});
