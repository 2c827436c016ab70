import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Accounting } from '../../cli/status/balance.ts';
import { flowOf } from '../../cli/status/flow.ts';
import { Random } from '../../connectors/simulator/noise/random.ts';
import { startKafka, type LocalKafka } from '../../docker/local/kafka.ts';
import type { LocalServer } from '../../docker/local/local-server.ts';
import { startMongod, type LocalMongod } from '../../docker/local/mongod.ts';
import { ensureParts, PROJECT_DIR } from '../../docker/local/parts.ts';
import { connectStore } from '../../schema/store/connection.ts';
import type { EventDoc } from '../../schema/store/event-log.ts';
import { openStore, type Store } from '../../schema/store/models.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import { createLog } from '../../runtime/log.ts';
import { createKafka } from '../../streams/kafka/kafka.ts';
import { signToken } from '../../gateway/access/identity/local-issuer.ts';
import { eventually } from '../harness/eventually.ts';
import { testSize } from '../harness/size.ts';
import { startHubProcesses, type HubProcesses } from '../harness/hub-processes.ts';
import { incidentVersions } from './incidents.ts';
import { startLoad } from './load.ts';
import { differences, NO_DIFFERENCES, type Differences } from './proof.ts';
import { followedStreams } from './streams.ts';
import { NO_STREAM_DIFFERENCES, startSubscribers, streamDifferences } from './subscribers.ts';

const SEED = 'kill-9';
const PREFIX = 'chaos';
const FEED = 'police110';
const KILLS_PER_TARGET = testSize() === 'full' ? 20 : 1;
const TIMES = KILLS_PER_TARGET === 1 ? 'once' : `${KILLS_PER_TARGET} times`;
/** The pipeline is killed so often again, if need be, until one of its kills falls between write and commit. */
const MORE_KILLS_MOST = 5;
/** Twenty are every kind of stream over every way to follow one. */
const SUBSCRIBERS = testSize() === 'full' ? 200 : 20;
/** The load goes on after the kills until so many events are told. */
const EVENTS = testSize() === 'full' ? 20_000 : 0;
/** Between two pushes of a lane: the kills of the full size take some 20 minutes, in which no more should come than a small machine can link. */
const PAUSE_MS = 100;
/** Longest that a subscriber stays on one connection, ms. */
const LONGEST_STAY_MS = 8_000;
/** The kills of the full size leave many records to link; those of the small one a busy machine. */
const CALM_WITHIN_MS = testSize() === 'full' ? 600_000 : 240_000;

const dir = mkdtempSync(join(PROJECT_DIR, '.tributary', 'test', `${process.pid}-chaos-`));
let mongod: LocalMongod;
let kafka: LocalKafka;
let hub: HubProcesses;
let store: Store;

beforeAll(async () => {
  const parts = await ensureParts(() => undefined);
  [mongod, kafka] = await Promise.all([
    startMongod({
      mongod: parts.mongod,
      dir: join(dir, 'mongodb'),
      logFile: join(dir, 'mongodb.log'),
      database: 'chaos',
    }),
    startKafka({ ...parts.kafka, dir: join(dir, 'kafka'), logFile: join(dir, 'kafka.log') }),
  ]);
  hub = await startHubProcesses({
    home: join(dir, 'home'),
    kafkaBrokers: kafka.brokers,
    mongodbUri: mongod.uri,
    topicPrefix: PREFIX,
    partitions: 3,
    roles: ['worker', 'pipeline', 'gateway', 'gateway2'],
  });
  store = openStore(await connectStore(mongod.uri));
});

afterAll(async () => {
  await store.connection.close();
  await hub.stop();
  kafka.kill();
  mongod.kill();
  await Promise.all([kafka.stop(), mongod.stop()]);
  rmSync(dir, { recursive: true, force: true });
});

/** Messages stored beyond the committed offset: more than 0 right after a kill means that it fell between write and commit. */
async function storedButNotCommitted(): Promise<number> {
  const door = createKafka({
    brokers: kafka.brokers,
    clientId: 'chaos-test',
    log: createLog('test', 'silent'),
  });
  const topic = topicsOf(PREFIX, [FEED]).feed(FEED);
  const [lag, count] = await Promise.all([
    door.consumerLag(`${PREFIX}.normalise`, [topic]),
    door.topicCounts([topic]),
  ]);
  const committed = (count[topic] ?? 0) - (lag[topic] ?? 0);
  // One message is one raw version or a repeat of one; repeats are noted after the versions, so these are at most the messages handled.
  const [versions, repeats] = await Promise.all([
    store.rawRecords.countDocuments({ feed: FEED }),
    store.repeats.countDocuments({ feed: FEED }),
  ]);
  return versions + repeats - committed;
}

async function accountingNow(): Promise<Accounting | undefined> {
  const { feeds } = await flowOf(
    { kafkaBrokers: [...kafka.brokers], mongodbUri: mongod.uri, topicPrefix: PREFIX },
    new Date(),
  );
  return feeds.find(({ feed }) => feed === FEED)?.accounting;
}

test(
  `nothing accepted and nothing told is lost, doubled or put in wrong order when each target is killed ${TIMES}`,
  { timeout: testSize() === 'full' ? 3_000_000 : 1_500_000, retry: 0 },
  async () => {
    const random = new Random(SEED);
    const targets = {
      connector: hub.processes.worker,
      pipeline: hub.processes.pipeline,
      broker: kafka,
      mongod,
      gateway: hub.processes.gateway,
      gateway2: hub.processes.gateway2,
    };
    const subscribers = startSubscribers(followedStreams(SUBSCRIBERS), {
      gatewayUrls: [hub.gatewayUrl, hub.gateway2Url],
      token: await signToken(join(dir, 'home'), 'analyst'),
      random: random.fork('subscribers'),
      longestStayMs: LONGEST_STAY_MS,
    });
    await subscribers.ready;
    const load = startLoad(incidentVersions(random.fork('incidents')), {
      intakeUrl: hub.intakeUrl,
      secret: hub.policeSecret,
      lanes: 8,
      pauseMs: PAUSE_MS,
      finishWithinMs: CALM_WITHIN_MS,
    });
    await eventually(() => load.accepted() > 50, { what: 'the load' });

    let betweenWriteAndCommit = 0;
    const kill = async (name: Target): Promise<void> => {
      const target: LocalServer | undefined = targets[name];
      await new Promise((resolve) => setTimeout(resolve, random.int(20, 1_200)));
      if (name === 'pipeline') await nextStoredRecord();
      target?.kill();
      await target?.whenExited();
      if (name === 'pipeline' && (await storedButNotCommitted()) > 0) betweenWriteAndCommit += 1;
      await new Promise((resolve) => setTimeout(resolve, random.int(0, 600)));
      await target?.restart();
    };
    for (const name of schedule(random.fork('kills'))) await kill(name);
    for (let more = 0; betweenWriteAndCommit === 0 && more < MORE_KILLS_MOST; more += 1)
      await kill('pipeline');

    await eventually(async () => (await store.events.estimatedDocumentCount()) >= EVENTS, {
      timeoutMs: 2 * CALM_WITHIN_MS,
      what: `${EVENTS} events`,
    });
    const accepted = await load.finish();
    let last: Differences | undefined;
    await eventually(
      async () => {
        last = await differences(store, FEED, accepted);
        if (Object.values(last).every((ids: readonly string[]) => ids.length === 0)) return true;
        // It reads all that there is.
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        return false;
      },
      { timeoutMs: CALM_WITHIN_MS, what: 'the end state' },
    ).catch(() => undefined);
    expect(last).toEqual(NO_DIFFERENCES);
    expect(betweenWriteAndCommit).toBeGreaterThan(0);
    // Every message became one thing: pushes that were answered too late were sent again, batches were handled twice.
    const accounting = await eventually(
      async () => {
        const now = await accountingNow();
        return now?.verdict !== 'MOVING' && now;
      },
      { timeoutMs: CALM_WITHIN_MS, what: 'messages to be at rest' },
    );
    expect(accounting).toMatchObject({ verdict: 'EVEN', balance: 0, why: null });
    const told = await allToldEvents();
    const wanted = subscribers.all.map(({ stream }) => told.filter(stream.matches).length);
    // Compared only when all may have all: to compare them costs what the streams need.
    await eventually(
      () => subscribers.all.every(({ received }, at) => received.length >= (wanted[at] ?? 0)),
      {
        timeoutMs: CALM_WITHIN_MS,
        what: 'every subscriber to have every event',
      },
    ).catch(() => undefined);
    await subscribers.stop();
    for (const one of subscribers.all) expect(streamDifferences(one, told)).toEqual(NO_STREAM_DIFFERENCES);
    const codes = await store.disputes.distinct('code');
    expect(codes).toHaveLength(await store.disputes.countDocuments());
    process.stdout.write(
      `chaos: each target killed ${TIMES}, ${betweenWriteAndCommit} of the pipeline's between write and commit; ` +
        `${load.accepted()} pushes accepted, ${accepted.size} records, ${codes.length} disputes; ` +
        `${told.length} events, all at each of ${SUBSCRIBERS} subscribers that came back ${subscribers.all.reduce((sum, { returns }) => sum + returns, 0)} times; ` +
        `${accounting.in ?? '?'} messages in = ${accounting.versions} versions + ${accounting.repeats} repeats + ${accounting.deadLetters} dead letters\n`,
    );
  },
);

/** The ground truth, once nothing waits to be scored or told: every event in the order of its place. */
async function allToldEvents(): Promise<readonly EventDoc[]> {
  await eventually(
    async () =>
      (await store.disputes.countDocuments({ scoreDue: { $gt: '' } })) === 0 &&
      (await store.risks.countDocuments({ 'outbox.id': { $gt: '' } })) === 0,
    { timeoutMs: CALM_WITHIN_MS, what: 'every dispute to be scored and told of' },
  );
  let before = -1;
  return await eventually(
    async () => {
      const told = await store.events.find().sort({ partition: 1, offset: 1 }).lean<EventDoc[]>();
      const isSame = told.length === before;
      before = told.length;
      if (!isSame) await new Promise((resolve) => setTimeout(resolve, 1_000));
      return isSame && told;
    },
    { timeoutMs: CALM_WITHIN_MS, what: 'events to be kept' },
  );
}

/** Resolves as soon as one more version is stored: the pipeline is then likely between its write and its commit. */
async function nextStoredRecord(): Promise<void> {
  const before = await store.rawRecords.estimatedDocumentCount();
  await eventually(async () => (await store.rawRecords.estimatedDocumentCount()) > before, {
    what: 'one more stored record',
  });
}

const TARGETS = ['connector', 'pipeline', 'broker', 'mongod', 'gateway', 'gateway2'] as const;
type Target = (typeof TARGETS)[number];

function schedule(random: Random): readonly Target[] {
  const kills = Array.from({ length: KILLS_PER_TARGET }, () => TARGETS).flat();
  return kills
    .map((name) => ({ name, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ name }) => name);
}
