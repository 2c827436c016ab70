import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../../runtime/log.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { updateAll } from '../../schema/store/bulk-command.ts';
import type { DisputeDoc, Store } from '../../schema/store/models.ts';
import { freshStore } from '../../test/harness/servers.ts';
import type { TestRow } from '../testing/test-feed.ts';
import { testRecord, testRecordId } from '../testing/test-record.ts';
import { DisputeLinker } from './dispute-linker.ts';
import type { FaultPoint, LinkFaultPlace } from './fault-point.ts';
import { recordDocumentOf } from './record-document.ts';
import { storeIfNewer } from './versioned-write.ts';

const log = createLog('test', 'silent');
const id = testRecordId;
const at = (minute: number): string => `2026-11-24T10:${String(minute).padStart(2, '0')}:00+08:00`;
const QUARREL = { phone: '13812340001', against: '李建国', category: ['纠纷'] } as const;

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
beforeEach(() => emptyStore());

async function emptyStore(): Promise<void> {
  await Promise.all(
    [store.records, store.blockKeys, store.disputes, store.decisions].map(({ collection }) =>
      collection.deleteMany({}),
    ),
  );
}

const linker = (fault?: FaultPoint): DisputeLinker =>
  new DisputeLinker({ store, log, now: () => new Date(), ...(fault === undefined ? {} : { fault }) });

async function put(...rows: TestRow[]): Promise<string[]> {
  const records = rows.map((row): CanonicalRecord => testRecord(row));
  await updateAll(
    store.records,
    records.map((record) => ({ write: storeIfNewer(recordDocumentOf(record)), bytes: 2_000 })),
  );
  return records.map((record) => record.id);
}

/** Every record in one standing dispute at most, and which records are together. */
async function standing(): Promise<Map<string, DisputeDoc>> {
  const byRecord = new Map<string, DisputeDoc>();
  for (const dispute of await store.disputes.find({ state: { $ne: 'MERGED' } }).lean()) {
    for (const { recordId } of dispute.members) {
      expect(byRecord.has(recordId), `${recordId} is in two disputes`).toBe(false);
      byRecord.set(recordId, dispute);
    }
  }
  return byRecord;
}

/** Holds a worker at a place until it is let go. */
function hold(place: LinkFaultPlace): { fault: FaultPoint; reached: Promise<void>; release: () => void } {
  const reached = Promise.withResolvers<undefined>();
  const go = Promise.withResolvers<undefined>();
  return {
    fault: async (here) => {
      if (here !== place) return;
      reached.resolve(undefined);
      await go.promise;
    },
    reached: reached.promise,
    release: () => {
      go.resolve(undefined);
    },
  };
}

/** Lets workers run until each has come to the place, then lets all go on. */
function meetingPoint(workers: number, place: LinkFaultPlace): FaultPoint {
  let waiting: (() => void)[] = [];
  let open = false;
  return (here) => {
    if (here !== place || open) return Promise.resolve();
    return new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length < workers) return;
      open = true;
      for (const go of waiting) go();
      waiting = [];
    });
  };
}

async function expectOneDispute(): Promise<void> {
  const disputes = await standing();
  expect(disputes.get(id('a'))?._id).toBe(disputes.get(id('b'))?._id);
  expect(disputes.get(id('a'))).toMatchObject({ state: 'ACTIVE', absorbing: [] });
}

class Crash extends Error {}

/** Dies at the n-th place that it comes to. */
function crashAt(n: number, seen: string[] = []): FaultPoint {
  return (place) => {
    seen.push(place);
    return seen.length === n ? Promise.reject(new Crash(place)) : Promise.resolve();
  };
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
      const first = hold('neighbourhood-read');
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
      await emptyStore();
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
