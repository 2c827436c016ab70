import { describe, expect, test } from 'vitest';
import { confirmed, decisionRow, joined, parted, rejected, undone } from '../../testing/decisions.ts';
import { LinkWorld } from '../../testing/link-world.ts';
import type { TestRow } from '../../testing/test-feed.ts';
import { testRecord, testRecordId } from '../../testing/test-record.ts';
import { humanConstraintsOf } from './human-constraints.ts';

const id = testRecordId;
const at = (minute: number): string => `2026-11-24T10:${String(minute).padStart(2, '0')}:00+08:00`;
const row = (name: string, minute: number, given: Partial<TestRow> = {}): TestRow => ({
  id: name,
  category: ['纠纷'],
  reportedAt: at(minute),
  ...given,
});

async function worldOf(...rows: TestRow[]): Promise<LinkWorld> {
  const world = new LinkWorld();
  for (const one of rows) await world.arrive(testRecord(one));
  return world;
}

function members(world: LinkWorld, of: string): string[] | undefined {
  return world.disputeOf(id(of))?.members.map(({ recordId }) => recordId);
}

function linkOf(world: LinkWorld, a: string, b: string): unknown {
  return world.links.get([id(a), id(b)].sort().join('|'));
}

const set = (...names: string[]): string[] => names.map((name) => id(name)).sort();

describe('a link that a person confirmed', () => {
  test('joins two disputes under the older code, and undone gives each its own code back', async () => {
    const world = await worldOf(row('a', 1), row('b', 2));
    const [a, b] = [world.disputeOf(id('a')), world.disputeOf(id('b'))];
    const decision = confirmed('1', id('a'), id('b'));
    await world.decide(decision);
    expect(members(world, 'b')).toEqual(set('a', 'b'));
    expect(world.disputeOf(id('b'))).toMatchObject({ code: a?.code });
    expect(world.disputes.get(b?.id ?? '')).toMatchObject({
      state: 'MERGED',
      mergedInto: a?.id,
      code: b?.code,
    });
    expect(linkOf(world, 'a', 'b')).toMatchObject({
      status: 'CONFIRMED',
      reason: null,
      decidedBy: { decisionId: '1', partner: 'city', actor: 'clerk' },
    });
    expect(world.disputeOf(id('b'))?.members.find(({ recordId }) => recordId === id('b'))).toMatchObject({
      rule: 'DECIDED_BY_PEOPLE',
      linkedTo: id('a'),
    });
    await world.decide(undone('2', decision));
    expect(world.disputeOf(id('a'))).toMatchObject({ code: a?.code, state: 'ACTIVE' });
    expect(world.disputeOf(id('b'))).toMatchObject({ code: b?.code, state: 'ACTIVE', mergedInto: null });
    expect(members(world, 'a')).toEqual(set('a'));
    expect(linkOf(world, 'a', 'b')).toBeUndefined();
  });

  test.each([3, 12])('joins all of two disputes of %i records each, and undone none', async (size) => {
    const rowsOf = (dispute: string, phone: string, against: string): TestRow[] =>
      Array.from({ length: size }, (_, n) => row(`${dispute}${n}`, n, { phone, against }));
    const world = await worldOf(
      ...rowsOf('a', '13812340001', '李建国'),
      ...rowsOf('b', '13812340002', '王小明'),
    );
    const codes = [world.disputeOf(id('a0'))?.code, world.disputeOf(id('b0'))?.code];
    expect(new Set(codes).size).toBe(2);
    const decision = confirmed('1', id(`a${size - 1}`), id(`b${size - 1}`));
    await world.decide(decision);
    expect(members(world, 'a0')).toHaveLength(2 * size);
    expect(members(world, 'b0')).toEqual(members(world, 'a0'));
    await world.decide(undone('2', decision));
    expect(members(world, 'a0')).toHaveLength(size);
    expect([world.disputeOf(id('a0'))?.code, world.disputeOf(id('b0'))?.code]).toEqual(codes);
  });

  test('outlives new versions of both records', async () => {
    const world = await worldOf(row('a', 1), row('b', 2));
    await world.decide(confirmed('1', id('a'), id('b')));
    await world.arrive(testRecord(row('b', 2, { at: at(9), phone: '13812340009' })));
    await world.arrive(testRecord(row('a', 1, { at: at(9), against: '王小明' })));
    expect(members(world, 'a')).toEqual(set('a', 'b'));
  });

  test('brings evidence in, and gives a possible dispute a code, also all by itself', async () => {
    const world = await worldOf(
      row('a', 1),
      row('asked', 2, { category: ['咨询'] }),
      row('other', 3, { category: ['其他'] }),
    );
    expect(world.disputeOf(id('other'))).toBeUndefined();
    await world.decide(confirmed('1', id('a'), id('asked')));
    expect(members(world, 'asked')).toEqual(set('a', 'asked'));
    const alone = confirmed('2', id('other'), id('other'));
    await world.decide(alone);
    expect(world.disputeOf(id('other'))).toMatchObject({ state: 'ACTIVE' });
    await world.decide(undone('3', alone));
    expect(world.disputeOf(id('other'))?.state).toBe('WITHDRAWN');
  });
});

test('a link that a person rejected is not made again, whatever the records say', async () => {
  const world = await worldOf(row('a', 1), row('b', 2, { quotes: ['a'] }));
  const code = world.disputeOf(id('a'))?.code;
  const decision = rejected('1', id('a'), id('b'));
  await world.decide(decision);
  await world.arrive(testRecord(row('b', 2, { quotes: ['a'], at: at(9) })));
  expect(members(world, 'a')).toEqual(set('a'));
  expect(members(world, 'b')).toEqual(set('b'));
  expect(world.disputeOf(id('a'))?.code).toBe(code);
  expect(linkOf(world, 'a', 'b')).toMatchObject({ status: 'REJECTED', rule: 'QUOTED_NUMBER' });
  await world.decide(undone('2', decision));
  expect(members(world, 'b')).toEqual(set('a', 'b'));
});

describe('disputes that people joined or parted', () => {
  const rows = [row('a', 1), row('b', 2, { quotes: ['a'] }), row('c', 3), row('d', 4, { quotes: ['c'] })];

  test('are one until it is undone, then each has its records and its code', async () => {
    const world = await worldOf(...rows);
    const codes = ['a', 'c'].map((one) => world.disputeOf(id(one))?.code);
    const decision = joined('1', ...set('a', 'b', 'c', 'd'));
    await world.decide(decision);
    expect(members(world, 'd')).toEqual(set('a', 'b', 'c', 'd'));
    await world.decide(undone('2', decision));
    expect(members(world, 'a')).toEqual(set('a', 'b'));
    expect(members(world, 'd')).toEqual(set('c', 'd'));
    expect(['a', 'c'].map((one) => world.disputeOf(id(one))?.code)).toEqual(codes);
  });

  test('are apart until it is undone, and the part with the earliest record keeps the code', async () => {
    const world = await worldOf(...rows, row('e', 5, { quotes: ['b', 'd'] }));
    const code = world.disputeOf(id('a'))?.code;
    expect(members(world, 'd')).toEqual(set('a', 'b', 'c', 'd', 'e'));
    const decision = parted('1', set('c', 'd'), set('a', 'b', 'e'));
    await world.decide(decision);
    expect(members(world, 'a')).toEqual(set('a', 'b', 'e'));
    expect(members(world, 'd')).toEqual(set('c', 'd'));
    expect(world.disputeOf(id('a'))?.code).toBe(code);
    await world.decide(undone('2', decision));
    expect(members(world, 'd')).toEqual(set('a', 'b', 'c', 'd', 'e'));
    expect(world.disputeOf(id('d'))?.code).toBe(code);
  });
});

describe('of decisions that contradict each other', () => {
  const [ab, notAb] = [confirmed('1', 'a', 'b'), rejected('2', 'a', 'b')];

  test('the later holds, in whatever order they are read', () => {
    for (const decisions of [
      [ab, notAb],
      [notAb, ab],
    ]) {
      const human = humanConstraintsOf(decisions);
      expect(human).toMatchObject({ mustLink: [], cannotLink: [['a', 'b']] });
      expect(human.outcomes).toEqual(
        new Map([
          ['2', 'APPLIED'],
          ['1', 'OVERRULED'],
        ]),
      );
    }
  });

  test('the later holds also through third records', () => {
    const human = humanConstraintsOf([
      confirmed('1', 'a', 'b'),
      confirmed('2', 'b', 'c'),
      rejected('3', 'a', 'c'),
    ]);
    expect(human).toMatchObject({ mustLink: [['b', 'c']], cannotLink: [['a', 'c']] });
  });

  test('an undoing can be undone', () => {
    const undoing = undone('2', ab);
    expect(humanConstraintsOf([ab, undoing]).mustLink).toEqual([]);
    expect(humanConstraintsOf([undone('3', undoing), undoing, ab]).mustLink).toEqual([['a', 'b']]);
    expect(decisionRow('9', 'LINK_CONFIRMED', { together: [['a', 'b']] }).recordIds).toEqual(['a', 'b']);
  });
});
