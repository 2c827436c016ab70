import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LinkWorld } from '../../testing/link-world.ts';
import type { TestRow } from '../../testing/test-feed.ts';
import { testRecord, testRecordId } from '../../testing/test-record.ts';

const id = testRecordId;
const at = (minute: number): string => `2026-11-24T10:${String(minute).padStart(2, '0')}:00+08:00`;
const QUARREL = { phone: '13812340001', against: '李建国', category: ['纠纷'] } as const;

async function worldOf(...rows: TestRow[]): Promise<LinkWorld> {
  const world = new LinkWorld();
  for (const row of rows) await world.arrive(testRecord(row));
  return world;
}

function members(world: LinkWorld, of: string): string[] | undefined {
  return world.disputeOf(id(of))?.members.map(({ recordId }) => recordId);
}

describe('who gets a dispute', () => {
  test('a record that is a dispute does, alone', async () => {
    const world = await worldOf({ id: 'a', ...QUARREL });
    expect(world.disputeOf(id('a'))).toMatchObject({ state: 'ACTIVE', title: 'a', openedAt: at(0) });
  });

  test('a possible one does not until a link confirms it', async () => {
    const possible = { category: ['其他'], phone: '13812340001', against: '李建国' };
    const world = await worldOf({ id: 'a', ...possible });
    expect(world.disputes.size).toBe(0);
    await world.arrive(testRecord({ id: 'b', ...possible }));
    expect(members(world, 'a')).toEqual([id('a'), id('b')].sort());
  });

  test('everyday business joins as evidence and founds and connects nothing', async () => {
    const world = await worldOf(
      { id: 'asked', category: ['咨询'], quotes: ['a', 'b'] },
      { id: 'a', category: ['纠纷'], at: at(1), reportedAt: at(1) },
      { id: 'b', category: ['纠纷'], at: at(2), reportedAt: at(2) },
    );
    expect(members(world, 'asked')).toEqual([id('a'), id('asked')].sort());
    expect(members(world, 'b')).toEqual([id('b')]);
    expect(
      world.disputeOf(id('asked'))?.members.find(({ recordId }) => recordId === id('asked')),
    ).toMatchObject({
      rule: 'QUOTED_NUMBER',
      linkedTo: id('a'),
    });
  });

  test('the same caller with another quarrel has another dispute', async () => {
    const world = await worldOf({ id: 'a', ...QUARREL }, { id: 'b', ...QUARREL, against: '王小明' });
    expect(members(world, 'a')).toEqual([id('a')]);
    expect(members(world, 'b')).toEqual([id('b')]);
  });

  test('reports more than 30 days apart are not joined by a phone, but by a quoted number', async () => {
    const world = await worldOf(
      { id: 'a', ...QUARREL },
      { id: 'b', ...QUARREL, reportedAt: '2026-12-30T10:00:00+08:00' },
    );
    expect(members(world, 'b')).toEqual([id('b')]);
    await world.arrive(
      testRecord({ id: 'b', ...QUARREL, at: at(9), reportedAt: '2026-12-30T10:00:00+08:00', quotes: ['a'] }),
    );
    expect(members(world, 'b')).toHaveLength(2);
  });
});

describe('corrections', () => {
  test('that break a link split the dispute, and the part with the earliest record keeps the code', async () => {
    const world = await worldOf(
      { id: 'b', ...QUARREL, reportedAt: at(5) },
      { id: 'a', ...QUARREL, reportedAt: at(1) },
    );
    const before = world.disputeOf(id('a'));
    await world.arrive(
      testRecord({ id: 'b', ...QUARREL, phone: '13812340009', reportedAt: at(5), at: at(9) }),
    );
    expect(world.disputeOf(id('a'))?.code).toBe(before?.code);
    expect(members(world, 'a')).toEqual([id('a')]);
    expect(members(world, 'b')).toEqual([id('b')]);
    expect(world.disputeOf(id('b'))?.code).not.toBe(before?.code);
  });

  test('that join two disputes merge them into the one with the smaller founding key, which can be undone with its old code', async () => {
    const world = await worldOf(
      { id: 'a', ...QUARREL, reportedAt: at(1) },
      { id: 'b', category: ['纠纷'], reportedAt: at(2) },
    );
    const [a, b] = [world.disputeOf(id('a')), world.disputeOf(id('b'))];
    await world.arrive(
      testRecord({ id: 'b', category: ['纠纷'], reportedAt: at(2), at: at(3), quotes: ['a'] }),
    );
    expect(members(world, 'b')).toEqual([id('a'), id('b')].sort());
    expect(world.disputeOf(id('b'))?.code).toBe(a?.code);
    expect(world.disputes.get(b?.id ?? '')).toMatchObject({
      state: 'MERGED',
      mergedInto: a?.id,
      members: [],
    });
    await world.arrive(testRecord({ id: 'b', category: ['纠纷'], reportedAt: at(2), at: at(4) }));
    expect(world.disputeOf(id('b'))).toMatchObject({ state: 'ACTIVE', code: b?.code, mergedInto: null });
  });
});

describe('withdrawals', () => {
  test('leave the record as a member that links nothing', async () => {
    const world = await worldOf(
      { id: 'a', ...QUARREL },
      { id: 'b', category: ['纠纷'], quotes: ['a'], reportedAt: at(1) },
      { id: 'c', category: ['纠纷'], quotes: ['b'], reportedAt: at(2) },
    );
    expect(members(world, 'c')).toHaveLength(3);
    await world.arrive(
      testRecord({
        id: 'b',
        category: ['纠纷'],
        quotes: ['a'],
        reportedAt: at(1),
        at: at(9),
        state: 'WITHDRAWN',
      }),
    );
    expect(members(world, 'a')).toEqual([id('a'), id('b')].sort());
    expect(members(world, 'c')).toEqual([id('c')]);
    expect(world.disputeOf(id('b'))?.members.find(({ recordId }) => recordId === id('b'))?.state).toBe(
      'WITHDRAWN',
    );
  });

  test('stay in the timeline even when the tombstone is empty', async () => {
    const world = await worldOf({ id: 'a', ...QUARREL }, { id: 'b', ...QUARREL, reportedAt: at(1) });
    await world.arrive(testRecord({ id: 'b', reportedAt: at(1), at: at(9), state: 'WITHDRAWN' }));
    expect(members(world, 'b')).toEqual([id('a'), id('b')].sort());
  });

  test('of every record withdraw the dispute, and a return brings it back with its code', async () => {
    const world = await worldOf({ id: 'a', ...QUARREL });
    const code = world.disputeOf(id('a'))?.code;
    await world.arrive(testRecord({ id: 'a', ...QUARREL, at: at(1), state: 'WITHDRAWN' }));
    expect(world.disputeOf(id('a'))).toMatchObject({ state: 'WITHDRAWN', code });
    await world.arrive(testRecord({ id: 'a', ...QUARREL, at: at(2) }));
    expect(world.disputeOf(id('a'))).toMatchObject({ state: 'ACTIVE', code });
  });
});

test('a dispute names each party once, with all that its records know of it', async () => {
  const world = await worldOf(
    {
      id: 'a',
      name: '张三',
      phone: '138 1234 0001',
      against: '南通阳光物业服务有限公司',
      category: ['纠纷'],
    },
    {
      id: 'b',
      name: '張三',
      phone: null,
      against: '阳光物业',
      category: ['纠纷'],
      quotes: ['a'],
      reportedAt: at(1),
    },
  );
  const parties = world.disputeOf(id('a'))?.parties;
  expect(
    parties?.map(({ name, phones, recordIds }) => ({ name, phones, records: recordIds.length })),
  ).toEqual([
    { name: '张三', phones: ['13812340001'], records: 2 },
    { name: '南通阳光物业服务有限公司', phones: [], records: 2 },
  ]);
});

const versions = fc.record({
  state: fc.constantFrom('ACTIVE' as const, 'ACTIVE' as const, 'ACTIVE' as const, 'WITHDRAWN' as const),
  category: fc.constantFrom(['纠纷'], ['其他'], ['咨询']),
  phone: fc.constantFrom('13812340001', '13812340002', null),
  against: fc.constantFrom('李建国', '王小明', null),
  quotes: fc.subarray(['r0', 'r1', 'r2', 'r3', 'r4', 'r5'], { maxLength: 1 }),
});

test('the disputes that stand do not depend on the order in which versions arrive', async () => {
  const histories = fc.array(fc.array(versions, { minLength: 1, maxLength: 3 }), {
    minLength: 2,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(histories, fc.array(fc.nat(), { minLength: 18, maxLength: 18 }), async (all, dice) => {
      const rows = all.flatMap((history, r) =>
        history.map((version, v): TestRow => ({
          ...version,
          id: `r${r}`,
          reportedAt: at(r),
          at: at(30 + v),
        })),
      );
      const shuffled = rows
        .map((row, n) => ({ row, key: dice[n] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ row }) => row);
      const last = all
        .map((_, r) => rows.findLast((row) => row.id === `r${r}`))
        .filter((row) => row !== undefined);
      const [shuffledWorld, inOrder, lastOnly] = await Promise.all([
        worldOf(...shuffled),
        worldOf(...rows),
        worldOf(...last),
      ]);
      expect(shuffledWorld.picture()).toEqual(lastOnly.picture());
      expect(inOrder.picture()).toEqual(lastOnly.picture());
    }),
    { numRuns: 300 },
  );
}, 60_000);
