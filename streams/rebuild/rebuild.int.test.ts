import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import type { LinkDecision } from '../../schema/canonical/link-decision.ts';
import { recordIdOf } from '../../schema/canonical/ids.ts';
import { DERIVED } from '../../schema/store/collections.ts';
import { connectStore } from '../../schema/store/connection.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import { openStore, type Store } from '../../schema/store/models.ts';
import { readJournal, REBUILD_ROLE } from '../../schema/store/rebuild-journal.ts';
import { topicsOf } from '../../schema/topics/topics.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { Move } from '../../schema/vocabulary/workflow-moves.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshDatabaseUri, freshStore, freshTopicPrefix, testServers } from '../../test/harness/servers.ts';
import { createKafka } from '../kafka/kafka.ts';
import type { Producer } from '../kafka/producer.ts';
import { startPipeline, type Pipeline } from '../pipeline/pipeline.ts';
import { partnerMove } from '../testing/partner-move.ts';
import { confirmed, joined, parted, rejected, undone } from '../testing/decisions.ts';
import { feedMessage, testFeed, type TestRow } from '../testing/test-feed.ts';
import type { RebuildFaultPlace } from './build.ts';
import { digestOf } from './compare.ts';
import { RULES } from '../testing/scored-dispute.ts';
import { drainHub } from './drain.ts';
import { checkDerived, rebuild, type RebuildOptions } from './rebuild.ts';

const FEED_NAMES = ['police110', 'hotline12345', 'grid'] as const;
const FEEDS = FEED_NAMES.map((name) => testFeed(name));
const log = createLog('test', 'silent');
const uri = freshDatabaseUri();
const prefix = freshTopicPrefix();
const topics = topicsOf(prefix, FEED_NAMES);
const kafka = createKafka({ brokers: testServers().kafkaBrokers, clientId: 'test', log });

let store: Store;
let producer: Producer;
let options: RebuildOptions;

const police = (id: string): string => recordIdOf('police110', id);
const hotline = (id: string): string => recordIdOf('hotline12345', id);
const minute = (n: number): string => `2026-11-24T10:${String(n).padStart(2, '0')}:00+08:00`;

class Killed extends Error {}

const start = (): Promise<Pipeline> =>
  startPipeline({
    kafka,
    store,
    feeds: FEEDS,
    topicPrefix: prefix,
    partitions: 2,
    replication: 1,
    log,
    now: () => new Date(),
  });

async function send(feed: FeedName, ...rows: TestRow[]): Promise<void> {
  await producer.send(
    topics.feed(feed),
    rows.map((row) => feedMessage(feed, row)),
  );
}

const disputeWith = (recordId: string): Promise<DisputeDoc> =>
  eventually(
    async () =>
      (await store.disputes.findOne({ 'members.recordId': recordId, state: 'ACTIVE' }).lean()) ?? false,
  );
const idOf = async (recordId: string): Promise<string> => (await disputeWith(recordId))._id;

async function decide(decision: LinkDecision): Promise<LinkDecision> {
  const { id: _id, ...fields } = { ...decision, at: new Date().toISOString() };
  await store.linkDecisions.collection.insertOne({ _id, ...fields } as never);
  await eventually(async () => (await store.decisionProgress.countDocuments({ _id })) === 1);
  return decision;
}

const move = (id: string, kind: Move, input: object, partner = 'court', now = new Date()): Promise<void> =>
  partnerMove(store, id, kind, input, partner, now);

/** Until every group has read all and nothing is left to tell, to merge or to score. */
async function settle(): Promise<void> {
  await eventually(async () => {
    for (const group of ['normalise', 'link', 'index']) {
      const wanted = group === 'normalise' ? FEED_NAMES.map((name) => topics.feed(name)) : [topics.records];
      const lag = await kafka.consumerLag(`${prefix}.${group}`, wanted);
      if (Object.values(lag).some((behind) => behind > 0)) return false;
    }
    const open = [
      { 'outbox.id': { $gt: '' } },
      { absorbing: { $gt: '' } },
      { scoreDue: { $gt: '' } },
      { state: 'ACTIVE', risk: { $exists: false } },
    ];
    return (await store.disputes.countDocuments({ $or: open } as never)) === 0;
  });
}

/** Neighbours, told twice; workers, told three times; a crowd of others; what links them comes and goes. */
async function playDay(): Promise<void> {
  const quarrel = { phone: '13812340001', against: '李建国' };
  await send(
    'police110',
    { id: 'p1', ...quarrel, reportedAt: minute(5) },
    { id: 'p2', reportedAt: minute(6) },
  );
  await settle();
  // Reported earlier, arrives later: joins, and the dispute keeps the code it has.
  await send('hotline12345', { id: 'h1', ...quarrel, reportedAt: minute(1) });
  await send(
    'police110',
    ...['3', '4', '5', '6', '7', '8'].map((n, at) => ({ id: `p${n}`, reportedAt: minute(10 + at) })),
  );
  await send(
    'hotline12345',
    { id: 'h2', quotes: ['p3'], reportedAt: minute(20) },
    { id: 'h3', reportedAt: minute(21) },
  );
  await send(
    'grid',
    { id: 'g1', quotes: ['p3'], reportedAt: minute(22) },
    { id: 'g2', category: ['其他'], reportedAt: minute(23) },
  );
  await settle();
  // Two disputes that a third record proves to be one; then the correction that breaks it again, under people's hands and freely.
  await send('grid', { id: 'g3', quotes: ['p4', 'p5'], reportedAt: minute(24) });
  await settle();
  await send('grid', { id: 'g3', quotes: ['p5'], reportedAt: minute(24), at: '2026-11-24T11:00:00+08:00' });
  const critical = await idOf(police('p3'));
  const before = new Date(Date.now() - 3 * 3_600_000);
  await move(critical, 'REGISTER', {}, 'police', before);
  await move(critical, 'TRIAGE', { urgency: 'CRITICAL' }, 'police', before);
  await move(critical, 'REFER', { agency: 'court' }, 'police', before);
  await move(critical, 'ACCEPT', {}, 'court', before);
  await move(critical, 'START_MEDIATION', {}, 'court', before);
  await settle();
  await send('hotline12345', {
    id: 'h2',
    quotes: [],
    reportedAt: minute(20),
    at: '2026-11-24T11:01:00+08:00',
  });
  await send('police110', {
    id: 'p6',
    state: 'WITHDRAWN',
    reportedAt: minute(13),
    at: '2026-11-24T11:02:00+08:00',
  });
  await settle();
  // People: join, part, confirm what a machine would not, reject, undo.
  await decide(joined('1', police('p7'), police('p8')));
  await decide(confirmed('2', police('p2'), hotline('h3')));
  const apart = await decide(rejected('3', police('p1'), hotline('h1')));
  await decide(undone('4', apart));
  await decide(parted('5', [police('p8')], [police('p7')]));
  await decide(confirmed('6', recordIdOf('grid', 'g2'), recordIdOf('grid', 'g2')));
  // A dispute that no machine changes any more, and more of it: it recurs. A withdrawn member stays where it was.
  const settled = await idOf(police('p1'));
  await move(settled, 'REGISTER', {}, 'police');
  await move(settled, 'TRIAGE', { urgency: 'NORMAL' }, 'police');
  await move(settled, 'TRANSFER_CRIMINAL', { reason: 'an injury' }, 'police');
  await send('police110', { id: 'p9', ...quarrel, reportedAt: minute(40) });
  await send('hotline12345', {
    id: 'h1',
    ...quarrel,
    reportedAt: minute(1),
    state: 'WITHDRAWN',
    at: '2026-11-24T11:05:00+08:00',
  });
  await settle();
  await eventually(async () => (await store.timerFirings.countDocuments({ kind: 'TIMER_FIRED' })) > 0);
  await settle();
}

beforeAll(async () => {
  store = await freshStore(uri);
  producer = kafka.createProducer();
  const pipeline = await start();
  await eventually(() => pipeline.waitingFor() === null);
  await playDay();
  await pipeline.stop();
  const own = openStore(await connectStore(uri, REBUILD_ROLE));
  options = {
    store: own,
    feeds: FEEDS,
    log,
    now: () => new Date(),
    riskRules: RULES,
    drain: () => drainHub({ store: own, producer, topics, riskRules: RULES, now: () => new Date() }),
  };
});
afterAll(async () => {
  await options.store.connection.close();
  await producer.stop();
});

async function digests(): Promise<Record<string, string>> {
  return Object.fromEntries(
    await Promise.all(DERIVED.map(async (name) => [name, await digestOf(name, store)] as const)),
  );
}
const clean = async (): Promise<unknown> =>
  (await checkDerived(options)).filter(({ differing }) => differing > 0);

describe('a day with corrections, withdrawals, decisions and moves', () => {
  test('has what a rebuild could lose', async () => {
    expect(await store.disputes.countDocuments({ state: 'MERGED' })).toBeGreaterThan(0);
    expect(await store.disputes.countDocuments({ state: 'WITHDRAWN' })).toBeGreaterThan(0);
    expect(await store.disputes.countDocuments({ 'workflow.version': { $gt: 1 } })).toBeGreaterThan(0);
    expect(await store.disputes.countDocuments({ 'members.rule': 'IN_HAND' })).toBeGreaterThan(0);
    expect(await store.disputes.countDocuments({ 'members.rule': 'DECIDED_BY_PEOPLE' })).toBeGreaterThan(0);
    expect(await store.disputes.countDocuments({ 'members.state': 'WITHDRAWN' })).toBeGreaterThan(0);
    expect(await store.timerFirings.countDocuments({ kind: 'TIMER_FIRED' })).toBeGreaterThan(0);
    expect(await store.links.countDocuments({ status: 'REVIEW' })).toBeGreaterThan(0);
    expect(await store.disputes.countDocuments({ 'recurrences.recordId': { $gt: '' } })).toBeGreaterThan(0);
    expect(await store.decisions.countDocuments({ kind: 'DISPUTE_SPLIT' as never })).toBeGreaterThan(0);
    expect(await store.disputes.countDocuments({ 'risk.score': { $gt: 0 } })).toBeGreaterThan(0);
  });

  test('checks clean, and the check leaves nothing behind', async () => {
    const [before, decisions] = [await digests(), await store.decisions.countDocuments()];
    expect(await clean()).toEqual([]);
    expect(await digests()).toEqual(before);
    expect(await store.decisions.countDocuments()).toBe(decisions);
    const names = (await store.connection.listCollections()).map(({ name }) => name);
    expect(names.filter((name) => name.endsWith('.rebuild'))).toEqual([]);
  });

  test('comes back: disputes, codes, links, workflow, all', async () => {
    const [before, decisions] = [await digests(), await store.decisions.countDocuments()];
    const built = await rebuild(options);
    expect(built?.records).toBe(await store.records.countDocuments());
    expect(await digests()).toEqual(before);
    expect(await store.decisions.countDocuments()).toBe(decisions);
    expect(await readJournal(store.connection)).toBeNull();
    expect(await clean()).toEqual([]);
  });

  test('comes back when everything derived is lost', async () => {
    const before = await digests();
    for (const name of DERIVED) await store.connection.dropCollection(name);
    await rebuild(options);
    expect(await digests()).toEqual(before);
  });
});

describe('a rebuild', () => {
  const PLACES: readonly RebuildFaultPlace[] = [
    'journal-written',
    'drained',
    'records-replayed',
    'disputes-replayed',
    'relinked',
    'rescored',
    'swap-decided',
    'decisions-kept',
    ...DERIVED.map((name): RebuildFaultPlace => `renamed ${name}`),
    'swapped',
  ];

  test('that is killed anywhere and called again ends as one that was not', async () => {
    const before = await digests();
    for (const place of PLACES) {
      // What it must mend, so that nothing passes by having done nothing.
      await store.records.collection.updateOne({ _id: police('p1') as never }, { $set: { title: place } });
      const seen: string[] = [];
      const fault = (here: RebuildFaultPlace): Promise<void> => {
        seen.push(here);
        return here === place ? Promise.reject(new Killed(place)) : Promise.resolve();
      };
      await expect(rebuild({ ...options, fault }), place).rejects.toThrow(Killed);
      expect(seen, place).toEqual(PLACES.slice(0, PLACES.indexOf(place) + 1));
      const swapping = (await readJournal(store.connection))?.phase === 'SWAPPING';
      expect(swapping, place).toBe(PLACES.indexOf(place) >= PLACES.indexOf('swap-decided'));
      if (swapping) await expect(checkDerived(options), place).rejects.toThrow(/interrupted/);
      await rebuild(options);
      expect(await digests(), place).toEqual(before);
      expect(await readJournal(store.connection), place).toBeNull();
    }
  });

  test('tells moves that still wait, and a check says that they do', async () => {
    const registered = await idOf(police('p4'));
    await move(registered, 'REGISTER', {}, 'police');
    await expect(checkDerived(options)).rejects.toThrow(/wait to be told.*tributary rebuild/);
    await rebuild(options);
    const dispute = await store.disputes.findById(registered).lean();
    expect(dispute).toMatchObject({ outbox: [], workflow: { state: 'REGISTERED', version: 1 } });
    expect(await store.workflowMoves.countDocuments({ disputeId: registered, kind: 'WORKFLOW_MOVE' })).toBe(
      1,
    );
  });

  test('refuses while a process of the hub is connected, and changes nothing', async () => {
    const pipeline = await connectStore(uri, 'pipeline');
    try {
      await expect(rebuild(options)).rejects.toThrow(/a pipeline \(process \d+ on .*stop the hub/);
      await expect(checkDerived(options)).rejects.toThrow(/a pipeline/);
    } finally {
      await pipeline.close();
    }
    expect(await readJournal(store.connection)).toBeNull();
    expect(await clean()).toEqual([]);
  });

  test('refuses a version that its mapping takes no longer, says which, and changes nothing', async () => {
    const before = await digests();
    const strict = FEEDS.map((feed) => ({
      ...feed,
      toDraft: () => {
        throw new Error('column x is gone');
      },
    }));
    await expect(rebuild({ ...options, feeds: strict })).rejects.toThrow(
      /rawRecords .*column x is gone.*mend/s,
    );
    expect(await digests()).toEqual(before);
    expect(await readJournal(store.connection)).toBeNull();
  });
});

describe('a check', () => {
  const differences = async (): Promise<unknown> =>
    (await checkDerived(options)).flatMap(({ name, examples }) =>
      examples.map(({ id, kind, fields }) => [name, id, kind, ...fields]),
    );

  test('finds what somebody changed, took out or made up', async () => {
    const dispute = await disputeWith(police('p5'));
    const $set = { 'parties.0.name': '别人', amountFen: 1 };
    await store.disputes.collection.updateOne({ _id: dispute._id as never }, { $set });
    await store.records.collection.updateOne({ _id: police('p2') as never }, { $set: { narrative: 'x' } });
    await store.searchEntries.collection.deleteOne({ _id: police('p7') as never });
    const madeUp = `made-up|${police('p7')}`;
    await store.blockKeys.collection.insertOne({
      _id: madeUp,
      key: 'made-up',
      recordId: police('p7'),
    } as never);
    expect(await differences()).toEqual([
      ['records', police('p2'), 'CHANGED', 'narrative'],
      ['searchEntries', police('p7'), 'MISSING'],
      ['blockKeys', madeUp, 'UNFOUNDED'],
      ['disputes', dispute._id, 'CHANGED', 'amountFen', 'parties'],
    ]);
    await rebuild(options);
    expect(await differences()).toEqual([]);
  });

  test('and a rebuild refuse when a move is gone from the log', async () => {
    const gone = await store.workflowMoves.collection.findOneAndDelete({
      kind: 'WORKFLOW_MOVE',
      'event.seq': 2,
    });
    await expect(checkDerived(options)).rejects.toThrow(/move 2 of its workflow.*restore/s);
    await expect(rebuild(options)).rejects.toThrow(/move 2/);
    await store.workflowMoves.collection.insertOne(gone as never);
    expect(await differences()).toEqual([]);
  });
});
