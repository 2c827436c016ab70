import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { freshStore } from '../../test/harness/servers.ts';
import type { TestRow } from '../testing/test-feed.ts';
import {
  Crash,
  crashAt,
  emptyLinkStore,
  holdAt,
  meetingPoint,
  putRecords,
  standingDisputes,
} from '../testing/stored-links.ts';
import { testRecordId } from '../testing/test-record.ts';
import { DisputeLinker } from './dispute-linker.ts';
import type { FaultPoint } from './fault-point.ts';

const log = createLog('test', 'silent');
const id = testRecordId;
const at = (minute: number): string => `2026-11-24T10:${String(minute).padStart(2, '0')}:00+08:00`;
const QUARREL = { phone: '13812340001', against: '李建国', category: ['纠纷'] } as const;

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
beforeEach(() => emptyLinkStore(store));

const linker = (fault?: FaultPoint): DisputeLinker =>
  new DisputeLinker({ store, log, now: () => new Date(), ...(fault === undefined ? {} : { fault }) });
const put = (...rows: TestRow[]): Promise<string[]> => putRecords(store, ...rows);
const standing = (): Promise<Map<string, DisputeDoc>> => standingDisputes(store);

async function expectOneDispute(): Promise<void> {
  const disputes = await standing();
  expect(disputes.get(id('a'))?._id).toBe(disputes.get(id('b'))?._id);
  expect(disputes.get(id('a'))).toMatchObject({ state: 'ACTIVE', absorbing: [] });
}

describe('two workers that race', () => {
  test.each(['block-keys-written', 'neighbourhood-read', 'codes-assigned'] as const)(
    'for the same two records and meet at "%s" end with one dispute',
    async (place) => {
      const meet = meetingPoint(2, place);
      const [a, b] = await put({ id: 'a', ...QUARREL }, { id: 'b', ...QUARREL, reportedAt: at(1) });
      await Promise.all([linker(meet).link([a ?? '']), linker(meet).link([b ?? ''])]);
      await expectOneDispute();
    },
  );

  test.each(['codes-assigned', 'gains-written', 'plan-written'] as const)(
    'to found overlapping disputes and meet at "%s" see each other and merge',
    async (place) => {
      const meet = meetingPoint(2, place);
      const first = holdAt('neighbourhood-read');
      const a = linker(async (here) => {
        await first.fault(here);
        await meet(here);
      }).link(await put({ id: 'a', ...QUARREL, reportedAt: at(1) }));
      await first.reached;
      // The first has read before this record was there; the second sees both, and no dispute yet.
      const b = linker(async (here) => {
        if (here === 'neighbourhood-read') first.release();
        await meet(here);
      }).link(await put({ id: 'b', ...QUARREL, reportedAt: at(0) }));
      await Promise.all([a, b]);
      await expectOneDispute();
      expect(await store.disputes.countDocuments({ state: 'MERGED' })).toBe(1);
    },
  );

  test('by the dozen on one chain of quotes end with one dispute', async () => {
    const rows = Array.from({ length: 12 }, (_, n): TestRow => ({
      id: `c${n}`,
      category: ['纠纷'],
      reportedAt: at(n),
      quotes: n === 0 ? [] : [`c${n - 1}`],
    }));
    const ids = await put(...rows);
    const meet = meetingPoint(12, 'block-keys-written');
    const settled = await Promise.allSettled(ids.map((one) => linker(meet).link([one])));
    // Who lost too many races puts the batch back; the pipeline tries it again.
    for (const [n, result] of settled.entries()) {
      if (result.status === 'rejected') await linker().link([ids[n] ?? '']);
    }
    const disputes = await standing();
    expect(new Set([...disputes.values()].map(({ _id }) => _id)).size).toBe(1);
    expect(disputes.size).toBe(12);
  });
});

/** Every link names the disputes that its records are in now, and is of the versions that are stored. */
async function expectLinksOf(disputes: ReadonlyMap<string, DisputeDoc>): Promise<void> {
  const links = await store.links.find().lean();
  const records = new Map((await store.records.find().lean()).map((one) => [one._id, one.versionKey]));
  for (const { recordIds, disputeIds, versionKeys } of links) {
    const own = new Set(recordIds.flatMap((one) => disputes.get(one)?._id ?? []));
    expect(disputeIds).toEqual([...own].sort());
    expect(versionKeys).toEqual(recordIds.map((one) => records.get(one)));
  }
}

describe('a worker that crashes between any two writes', () => {
  const scenarios: Record<string, { before: TestRow[]; then: TestRow; groups: string[][] }> = {
    'founding a dispute': {
      before: [],
      then: { id: 'a', ...QUARREL },
      groups: [['a']],
    },
    'merging two disputes': {
      before: [
        { id: 'a', category: ['纠纷'] },
        { id: 'b', category: ['纠纷'], reportedAt: at(1) },
        { id: 'c', category: ['纠纷'], reportedAt: at(2), quotes: ['b'] },
      ],
      then: { id: 'b', category: ['纠纷'], reportedAt: at(1), at: at(9), quotes: ['a'] },
      groups: [['a', 'b', 'c']],
    },
    'splitting a dispute': {
      before: [
        { id: 'a', ...QUARREL },
        { id: 'b', ...QUARREL, reportedAt: at(1) },
        { id: 'c', category: ['纠纷'], reportedAt: at(2), quotes: ['b'] },
      ],
      then: { id: 'b', ...QUARREL, phone: null, reportedAt: at(1), at: at(9) },
      groups: [['a'], ['b', 'c']],
    },
    'linking with evidence alone changed': {
      before: [
        { id: 'a', category: ['纠纷'] },
        { id: 'b', category: ['纠纷'], reportedAt: at(1), quotes: ['a'] },
      ],
      then: { id: 'b', category: ['纠纷'], reportedAt: at(1), at: at(9), quotes: ['a'], text: '再次来电' },
      groups: [['a', 'b']],
    },
    'moving evidence to another dispute': {
      before: [
        { id: 'a', category: ['纠纷'] },
        { id: 'b', category: ['纠纷'], reportedAt: at(1) },
        { id: 'o', category: ['咨询'], reportedAt: at(2), quotes: ['a'] },
      ],
      then: { id: 'o', category: ['咨询'], reportedAt: at(2), at: at(9), quotes: ['b'] },
      groups: [['a'], ['b', 'o']],
    },
  };

  test.each(Object.keys(scenarios))('while %s loses nothing', async (name) => {
    const { before, then, groups } = scenarios[name] ?? { before: [], then: { id: '' }, groups: [] };
    let crashes = 0;
    for (let n = 1; ; n += 1) {
      await emptyLinkStore(store);
      await linker().link(await put(...before));
      const ids = await put(then);
      const places: string[] = [];
      try {
        await linker(crashAt(n, places)).link(ids);
        break;
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        crashes += 1;
      }
      // Nothing that was in a dispute may be without one, whatever was written.
      const present = new Set(
        (await store.disputes.find().lean()).flatMap(({ members }) => members.map((m) => m.recordId)),
      );
      for (const row of before)
        expect(present.has(id(row.id)), `${row.id} after ${places.at(-1) ?? ''}`).toBe(true);
      // The sweeper of another process, then the message that was never committed.
      await linker().sweep();
      await linker().link(ids);
      const disputes = await standing();
      const found = groups.map((group) => new Set(group.map((one) => disputes.get(id(one))?._id)));
      expect(found.every((own) => own.size === 1 && !own.has(undefined))).toBe(true);
      expect(new Set(found.flatMap((own) => [...own])).size).toBe(groups.length);
      expect(await store.disputes.countDocuments({ absorbing: { $gt: '' } })).toBe(0);
      await expectLinksOf(disputes);
    }
    expect(crashes).toBeGreaterThan(3);
  });

  test('the sweeper alone finishes a merge of which only the outbox was written', async () => {
    await linker().link(
      await put({ id: 'a', category: ['纠纷'] }, { id: 'b', category: ['纠纷'], reportedAt: at(1) }),
    );
    const ids = await put({ id: 'b', category: ['纠纷'], reportedAt: at(1), at: at(9), quotes: ['a'] });
    const crash: FaultPoint = (place) =>
      place === 'merge-noted' ? Promise.reject(new Crash()) : Promise.resolve();
    await expect(linker(crash).link(ids)).rejects.toThrow(Crash);
    expect(await store.disputes.countDocuments({ absorbing: { $gt: '' } })).toBe(1);
    await linker().sweep();
    const disputes = await standing();
    expect(disputes.get(id('b'))?._id).toBe(disputes.get(id('a'))?._id);
    expect(await store.decisions.countDocuments({ kind: 'DISPUTES_MERGED' })).toBe(1);
  });
});

test('a code is assigned before the dispute that carries it and found again, and a clash takes the next five characters', async () => {
  const ids = await put({ id: 'a', ...QUARREL });
  await linker().link(ids);
  const first = (await standing()).get(id('a'));
  expect(await store.decisions.findById(`code:${first?.code ?? ''}`).lean()).toMatchObject({
    disputeId: first?._id,
  });
  await store.disputes.deleteMany({});
  await linker().link(ids);
  expect((await standing()).get(id('a'))?.code).toBe(first?.code);
  await store.disputes.deleteMany({});
  await store.decisions.updateOne({ _id: `code:${first?.code ?? ''}` }, { disputeId: 'dispute-other' });
  await linker().link(ids);
  const second = (await standing()).get(id('a'));
  expect(second?.code).not.toBe(first?.code);
  expect(second?.code.slice(0, 15)).toBe(first?.code.slice(0, 15));
});
