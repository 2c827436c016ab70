import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import type { LinkDecision } from '../../schema/canonical/link-decision.ts';
import type { Store } from '../../schema/store/models.ts';
import { eventually } from '../../test/harness/eventually.ts';
import { freshStore } from '../../test/harness/servers.ts';
import { confirmed, joined, rejected, undone } from '../testing/decisions.ts';
import {
  Crash,
  crashAt,
  emptyLinkStore,
  meetingPoint,
  putRecords,
  standingDisputes,
} from '../testing/stored-links.ts';
import type { TestRow } from '../testing/test-feed.ts';
import { testRecordId } from '../testing/test-record.ts';
import { workflowIn } from '../testing/workflow-in.ts';
import { startDecisionWatcher, unappliedDecisions } from './decision-watcher.ts';
import { DisputeLinker } from './dispute-linker.ts';
import type { FaultPoint } from './fault-point.ts';

const log = createLog('test', 'silent');
const id = testRecordId;
const at = (minute: number): string => `2026-11-24T10:${String(minute).padStart(2, '0')}:00+08:00`;
const row = (name: string, minute: number, given: Partial<TestRow> = {}): TestRow => ({
  id: name,
  category: ['纠纷'],
  reportedAt: at(minute),
  ...given,
});

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
beforeEach(() => emptyLinkStore(store));

const linker = (fault?: FaultPoint): DisputeLinker =>
  new DisputeLinker({ store, log, now: () => new Date(), ...(fault === undefined ? {} : { fault }) });

async function write(decision: LinkDecision): Promise<LinkDecision> {
  const { id: _id, ...fields } = decision;
  await store.linkDecisions.collection.insertOne({ _id, ...fields } as never);
  return decision;
}

/** The records of each standing dispute that has any, as one text. */
async function picture(): Promise<string[]> {
  const disputes = await standingDisputes(store);
  const groups = Map.groupBy([...disputes.keys()].sort(), (one) => disputes.get(one)?._id);
  return [...groups.values()].map((group) => group.join(' ')).sort();
}

async function inHand(recordId: string): Promise<void> {
  await store.disputes.collection.updateOne(
    { 'members.recordId': recordId },
    { $set: { workflow: workflowIn('MEDIATING') }, $inc: { rev: 1 } },
  );
}

describe('a decision of people', () => {
  test('is applied by the watcher, which says so', async () => {
    await linker().link(await putRecords(store, row('a', 1), row('b', 2)));
    const stop = startDecisionWatcher(linker(), store, () => new Date(), log);
    try {
      const now = (): { at: string } => ({ at: new Date().toISOString() });
      const decision = await write({ ...confirmed('1', id('a'), id('b')), ...now() });
      const progress = await eventually(
        async () => (await store.decisionProgress.findById('1').lean()) ?? false,
      );
      const disputes = await standingDisputes(store);
      expect(progress).toMatchObject({ outcome: 'APPLIED', disputeIds: [disputes.get(id('a'))?._id] });
      expect(await picture()).toEqual([[id('a'), id('b')].sort().join(' ')]);
      await write({ ...undone('2', decision), ...now() });
      await eventually(async () => (await store.decisionProgress.countDocuments()) === 2);
      expect(await picture()).toEqual([id('a'), id('b')].sort());
      expect(await unappliedDecisions(store, '')).toEqual([]);
    } finally {
      await stop();
    }
  });

  test.each([
    ['yes', confirmed('1', id('a'), id('b')), 'CONFIRMED', 1],
    ['no', rejected('1', id('a'), id('b')), 'REJECTED', 2],
  ] as const)('answers what a machine was not certain of: %s', async (_, decision, status, disputes) => {
    const form = (matter: string): string =>
      `第3次记录：${matter}，报警人称引发争吵，双方各执一词，民警到场后劝解无效，告知可申请调解`;
    const [a, b] = ['世纪大道1423号占用车位', '杏园路1623号拖欠工资'].map((matter) => ({
      text: form(matter),
    }));
    await linker().link(await putRecords(store, row('a', 1, a)));
    await linker().link(await putRecords(store, row('b', 2, b)));
    const before = [...(await standingDisputes(store)).values()].map(({ _id }) => _id).sort();
    expect(await store.links.find().lean()).toMatchObject([
      { status: 'REVIEW', reason: 'UNCERTAIN', disputeIds: before },
    ]);
    await linker().applyDecision(await write(decision));
    expect(await store.links.find().lean()).toMatchObject([{ status, decidedBy: { decisionId: '1' } }]);
    expect(await picture()).toHaveLength(disputes);
  });

  test('of records that nobody knows is answered too', async () => {
    await linker().applyDecision(await write(confirmed('1', id('x'), id('y'))));
    expect(await store.decisionProgress.findById('1').lean()).toMatchObject({ outcome: 'UNKNOWN_RECORDS' });
  });

  test('survives a crash between any two writes of applying it', async () => {
    let crashes = 0;
    for (let n = 1; ; n += 1) {
      await emptyLinkStore(store);
      await linker().link(await putRecords(store, row('a', 1), row('b', 2)));
      // Both in hand: the hardest merge, for only people may make it.
      await inHand(id('a'));
      await inHand(id('b'));
      const decision = await write(joined('1', id('a'), id('b')));
      let crashed = false;
      try {
        await linker(crashAt(n)).applyDecision(decision);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        crashed = true;
        crashes += 1;
        expect(await unappliedDecisions(store, '')).toHaveLength(1);
        await linker().sweep();
        await linker().applyDecision(decision);
      }
      expect(await picture()).toEqual([[id('a'), id('b')].sort().join(' ')]);
      expect(await store.disputes.countDocuments({ state: 'MERGED', workflow: { $ne: null } })).toBe(1);
      expect(await store.decisionProgress.countDocuments({ outcome: 'APPLIED' })).toBe(1);
      if (!crashed) break;
    }
    expect(crashes).toBeGreaterThan(5);
  });

  test.each(['neighbourhood-read', 'codes-assigned', 'plan-written', 'links-written'] as const)(
    'and an arrival that meet at "%s" both hold in the end',
    async (place) => {
      await linker().link(await putRecords(store, row('a', 1), row('b', 2)));
      const meet = meetingPoint(2, place);
      const decision = await write(confirmed('1', id('a'), id('b')));
      const ids = await putRecords(store, row('c', 3, { quotes: ['b'] }));
      await Promise.all([linker(meet).applyDecision(decision), linker(meet).link(ids)]);
      expect(await picture()).toEqual([[id('a'), id('b'), id('c')].sort().join(' ')]);
      const links = await store.links.find().lean();
      expect(links.map(({ status }) => status).sort()).toEqual(['CONFIRMED', 'LINKED']);
      const [dispute] = (await standingDisputes(store)).values();
      for (const { disputeIds } of links) expect(disputeIds).toEqual([dispute?._id]);
    },
  );
});

test('the sweeper takes in what recurs once people have reopened a dispute', async () => {
  await linker().link(await putRecords(store, row('a', 1)));
  const state = (to: 'CLOSED' | 'REOPENED'): Promise<unknown> =>
    store.disputes.collection.updateOne(
      { 'members.recordId': id('a') },
      { $set: { workflow: workflowIn(to) }, $inc: { rev: 1 } },
    );
  await state('CLOSED');
  await linker().link(await putRecords(store, row('b', 2, { quotes: ['a'] })));
  const [closed] = await store.disputes.find().lean();
  expect(closed?.members.map(({ recordId }) => recordId)).toEqual([id('a')]);
  expect(closed?.recurrences).toMatchObject([{ recordId: id('b'), linkedTo: id('a') }]);
  await linker().sweep();
  expect(await picture()).toEqual([id('a')]);
  await state('REOPENED');
  await linker().sweep();
  expect(await picture()).toEqual([[id('a'), id('b')].sort().join(' ')]);
});

/** Small, seeded, and the same everywhere. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647);
  return list
    .map((one) => ({ one, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one);
}

test('two workers end with the same disputes and links in whatever order a day with corrections, withdrawals and decisions comes', async () => {
  const rows = [
    row('a', 1),
    row('b', 2, { quotes: ['a'] }),
    row('b', 2, { at: at(31) }),
    row('c', 3, { quotes: ['b'] }),
    row('d', 4, { quotes: ['c', 'a'] }),
    row('d', 4, { at: at(32), state: 'WITHDRAWN' }),
    row('e', 5, { category: ['其他'], quotes: ['f'] }),
    row('f', 6, { category: ['其他'] }),
    row('o', 7, { category: ['咨询'], quotes: ['c'] }),
    row('g', 8),
    row('h', 9, { quotes: ['g'] }),
  ];
  const yes = confirmed('1', id('f'), id('g'));
  const decisions = [
    yes,
    rejected('2', id('g'), id('h')),
    undone('3', yes),
    confirmed('4', id('a'), id('h')),
  ];
  type Step = () => Promise<void>;
  const steps: Step[] = [
    ...rows.map((one): Step => async () => {
      await linker().link(await putRecords(store, one));
    }),
    ...decisions.map((one): Step => async () => {
      await linker().applyDecision(await write(one));
    }),
  ];
  const outcomes = new Set<string>();
  for (let seed = 1; seed <= 8; seed += 1) {
    await emptyLinkStore(store);
    const order = shuffled(steps, seed);
    const half = Math.ceil(order.length / 2);
    const worker = async (own: readonly Step[]): Promise<void> => {
      for (const step of own) await step();
    };
    await Promise.all([worker(order.slice(0, half)), worker(order.slice(half))]);
    const active = await store.disputes.find({ state: 'ACTIVE' }).lean();
    const links = await store.links.find().lean();
    outcomes.add(
      JSON.stringify({
        disputes: active
          .map(({ members }) =>
            members.filter(({ state }) => state === 'ACTIVE').map(({ recordId }) => recordId),
          )
          .map((ids) => ids.join(' '))
          .sort(),
        links: links.map(({ _id, status, reason }) => [_id, status, reason]).sort(),
      }),
    );
  }
  expect([...outcomes]).toHaveLength(1);
});
