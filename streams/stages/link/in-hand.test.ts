import { describe, expect, test } from 'vitest';
import { confirmed, joined, parted, rejected, undone } from '../../testing/decisions.ts';
import { LinkWorld } from '../../testing/link-world.ts';
import type { TestRow } from '../../testing/test-feed.ts';
import { testRecord, testRecordId } from '../../testing/test-record.ts';

const id = testRecordId;
const at = (minute: number): string => `2026-11-24T10:${String(minute).padStart(2, '0')}:00+08:00`;
const row = (name: string, minute: number, given: Partial<TestRow> = {}): TestRow => ({
  id: name,
  category: ['纠纷'],
  reportedAt: at(minute),
  ...given,
});
const set = (...names: string[]): string[] => names.map((name) => id(name)).sort();

async function worldOf(...rows: TestRow[]): Promise<LinkWorld> {
  const world = new LinkWorld();
  for (const one of rows) await world.arrive(testRecord(one));
  return world;
}

function members(world: LinkWorld, of: string): string[] | undefined {
  return world.disputeOf(id(of))?.members.map(({ recordId }) => recordId);
}

function reviews(world: LinkWorld): unknown[] {
  return [...world.links.values()]
    .filter(({ status }) => status === 'REVIEW')
    .map(({ recordIds, reason }) => [...recordIds, reason]);
}

const pair = (a: string, b: string): [string, string] => (id(a) < id(b) ? [id(a), id(b)] : [id(b), id(a)]);

describe('two disputes that people have in hand', () => {
  async function bothInHand(): Promise<LinkWorld> {
    const world = await worldOf(row('a', 1), row('b', 2));
    world.handle(id('a'), 'MEDIATING');
    world.handle(id('b'), 'ACCEPTED');
    await world.arrive(testRecord(row('b', 2, { quotes: ['a'], at: at(9) })));
    return world;
  }

  test('are never joined by a machine: people are asked', async () => {
    const world = await bothInHand();
    expect(members(world, 'a')).toEqual(set('a'));
    expect(members(world, 'b')).toEqual(set('b'));
    expect(reviews(world)).toEqual([[...pair('a', 'b'), 'BOTH_HAVE_WORKFLOW']]);
  });

  test('are joined by people under the older code; the other workflow stays with its code and returns when it is undone', async () => {
    const world = await bothInHand();
    const [a, b] = [world.disputeOf(id('a')), world.disputeOf(id('b'))];
    const decision = joined('1', ...pair('a', 'b'));
    await world.decide(decision);
    expect(world.disputeOf(id('b'))).toMatchObject({ id: a?.id, workflow: { state: 'MEDIATING' } });
    expect(world.disputes.get(b?.id ?? '')).toMatchObject({
      state: 'MERGED',
      workflow: { state: 'ACCEPTED' },
    });
    await world.decide(undone('2', decision));
    expect(world.disputeOf(id('a'))).toMatchObject({ id: a?.id, code: a?.code });
    expect(world.disputeOf(id('b'))).toMatchObject({
      id: b?.id,
      code: b?.code,
      workflow: { state: 'ACCEPTED' },
    });
    expect(reviews(world)).toEqual([[...pair('a', 'b'), 'BOTH_HAVE_WORKFLOW']]);
  });

  test('and one that is not: that in hand survives, although it is the younger', async () => {
    const world = await worldOf(row('a', 1), row('b', 2));
    world.handle(id('b'), 'ACCEPTED');
    const b = world.disputeOf(id('b'));
    await world.arrive(testRecord(row('b', 2, { quotes: ['a'], at: at(9) })));
    expect(world.disputeOf(id('a'))).toMatchObject({ id: b?.id, code: b?.code });
    expect(members(world, 'a')).toEqual(set('a', 'b'));
  });
});

describe('a correction that breaks a link', () => {
  const before = [row('a', 1), row('b', 2, { quotes: ['a'] })];
  const correction = testRecord(row('b', 2, { at: at(9) }));

  test('does not split what people have in hand: they are asked', async () => {
    const world = await worldOf(...before);
    world.handle(id('a'), 'REFERRED');
    await world.arrive(correction);
    expect(members(world, 'b')).toEqual(set('a', 'b'));
    expect(reviews(world)).toEqual([[...pair('a', 'b'), 'BROKEN_LINK_WITH_WORKFLOW']]);
  });

  test.each(['咨询', '其他'])('nor does one that makes a record everyday business (%s)', async (category) => {
    const world = await worldOf(...before);
    world.handle(id('a'), 'REFERRED');
    await world.arrive(testRecord(row('b', 2, { category: [category], at: at(9) })));
    expect(members(world, 'b')).toEqual(set('a', 'b'));
    expect(reviews(world)).toHaveLength(1);
  });

  test('splits it when people say so, and leaves it when they say that it belongs', async () => {
    const world = await worldOf(...before);
    world.handle(id('a'), 'REFERRED');
    const code = world.disputeOf(id('a'))?.code;
    await world.arrive(correction);
    const decision = rejected('1', ...pair('a', 'b'));
    await world.decide(decision);
    expect(members(world, 'a')).toEqual(set('a'));
    expect(world.disputeOf(id('a'))?.code).toBe(code);
    expect(members(world, 'b')).toEqual(set('b'));
    await world.decide(undone('2', decision));
    await world.decide(confirmed('3', ...pair('a', 'b')));
    expect(members(world, 'b')).toEqual(set('a', 'b'));
    expect(reviews(world)).toEqual([]);
  });
});

describe.each(['CLOSED', 'CONFIRMED', 'LITIGATED'] as const)('a dispute that is %s', (state) => {
  async function recurring(): Promise<LinkWorld> {
    const world = await worldOf(row('a', 1));
    world.handle(id('a'), state);
    await world.arrive(testRecord(row('b', 2, { quotes: ['a'] })));
    await world.arrive(testRecord(row('c', 3, { quotes: ['b'] })));
    return world;
  }

  test('is not changed by a machine: what looks like more of it recurs, without a code, and reopening is proposed', async () => {
    const world = await recurring();
    expect(members(world, 'a')).toEqual(set('a'));
    expect(world.disputes.size).toBe(1);
    expect(world.disputeOf(id('a'))?.recurrences.map(({ recordId }) => recordId)).toEqual(set('b', 'c'));
    expect(reviews(world)).toEqual([[...pair('a', 'b'), 'STANDING_DISPUTE']]);
  });

  test('takes what recurs in when people reopen it', async () => {
    const world = await recurring();
    world.handle(id('a'), 'REOPENED');
    await world.settle([id('b')]);
    expect(members(world, 'a')).toEqual(set('a', 'b', 'c'));
    expect(world.disputeOf(id('a'))?.recurrences).toEqual([]);
    expect(reviews(world)).toEqual([]);
  });

  test('takes in what people confirm, and lets go what they reject, with a code of its own', async () => {
    const world = await recurring();
    const decision = confirmed('1', ...pair('a', 'b'));
    await world.decide(decision);
    expect(members(world, 'a')).toEqual(set('a', 'b'));
    await world.decide(undone('2', decision));
    await world.decide(rejected('3', ...pair('a', 'b')));
    expect(members(world, 'b')).toEqual(expect.arrayContaining([id('b')]));
    expect(world.disputeOf(id('b'))?.id).not.toBe(world.disputeOf(id('a'))?.id);
    expect(world.disputeOf(id('a'))?.recurrences).toEqual([]);
  });

  test('is parted by people', async () => {
    const world = await worldOf(row('a', 1), row('b', 2, { quotes: ['a'] }));
    world.handle(id('a'), state);
    await world.decide(parted('1', set('b'), set('a')));
    expect(members(world, 'a')).toEqual(set('a'));
    expect(members(world, 'b')).toEqual(set('b'));
  });

  test('does not join another that has its code already', async () => {
    const world = await worldOf(row('a', 1), row('b', 2));
    const code = world.disputeOf(id('b'))?.code;
    world.handle(id('a'), state);
    await world.arrive(testRecord(row('b', 2, { quotes: ['a'], at: at(9) })));
    expect(world.disputeOf(id('b'))).toMatchObject({ code, state: 'ACTIVE' });
    expect(reviews(world)).toEqual([[...pair('a', 'b'), 'STANDING_DISPUTE']]);
  });
});

test('a pair that is likely but not certain is asked about, and kept with its evidence', async () => {
  const world = new LinkWorld();
  world.rescore = (one) => ({ ...one, score: { ...one.score, probability: 0.8 } });
  await world.arrive(testRecord(row('a', 1)));
  await world.arrive(testRecord(row('b', 2, { quotes: ['a'] })));
  expect(members(world, 'a')).toEqual(set('a'));
  expect(members(world, 'b')).toEqual(set('b'));
  const [link] = [...world.links.values()];
  expect(link).toMatchObject({
    status: 'REVIEW',
    reason: 'UNCERTAIN',
    probability: 0.8,
    recordIds: pair('a', 'b'),
  });
  expect(link?.disputeIds).toEqual(['a', 'b'].map((one) => world.disputeOf(id(one))?.id).sort());
  expect(link?.fields.map(({ field }) => field)).toContain('quotedNumber');
  await world.arrive(testRecord(row('b', 2, { at: at(9) })));
  expect(world.links.size).toBe(0);
});
