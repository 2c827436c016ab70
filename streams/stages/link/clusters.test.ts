import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testRecord, testRecordId } from '../../testing/test-record.ts';
import { clusters, NO_CONSTRAINTS, type Constraints } from './clusters.ts';
import { CROWD_REPORTERS } from './crowds.ts';
import { linkableOf, type Linkable } from './linkable.ts';
import type { LinkRule, PairScore, ScoredPair } from './pair-score.ts';

const id = testRecordId;
const NAMES = Array.from({ length: 8 }, (_, n) => `r${n}`);

function recordsOf(names: readonly string[]): Map<string, Linkable> {
  const made = names.map((name, n) =>
    linkableOf(
      testRecord({
        id: name,
        category: ['纠纷'],
        phone: `138000${String(n).padStart(5, '0')}`,
        reportedAt: `2026-11-24T10:${String(n % 60).padStart(2, '0')}:00+08:00`,
      }),
    ),
  );
  return new Map(made.map((one) => [one.id, one]));
}

function scoreOf(probability: number, rule: LinkRule | null): PairScore {
  const weight = rule === 'GROUP_QUARREL' ? 12 : Math.log2(probability / (1 - probability));
  return { probability, weight, rule, fields: [], version: 'test' };
}

function pair(
  a: string,
  b: string,
  probability = 0.99,
  rule: LinkRule | null = 'PLACE_AND_CATEGORY',
): ScoredPair {
  return { a: id(a), b: id(b), score: scoreOf(probability, rule) };
}

const membersOf = (found: ReturnType<typeof clusters>): string[][] =>
  found.clusters.map(({ core }) => core.map(({ id: recordId }) => recordId).sort()).sort();

describe('average linkage', () => {
  test('joins what is likely one, and asks about what is only likely', () => {
    const found = clusters(
      recordsOf(['r0', 'r1', 'r2']),
      [pair('r0', 'r1'), pair('r1', 'r2', 0.7)],
      NO_CONSTRAINTS,
    );
    expect(membersOf(found)).toEqual([[id('r0'), id('r1')].sort(), [id('r2')]].sort());
    expect(found.reviews).toMatchObject([{ reason: 'UNCERTAIN' }]);
  });

  test('keeps two quarrels of one caller apart that one mistaken link joins, and asks', () => {
    const likely = [
      ['r0', 'r3'],
      ['r1', 'r2'],
      ['r1', 'r3'],
    ].map(([a = '', b = '']) => pair(a, b, 0.9, null));
    const found = clusters(
      recordsOf(['r0', 'r1', 'r2', 'r3']),
      [pair('r0', 'r1'), pair('r2', 'r3'), pair('r0', 'r2', 0.96), ...likely],
      NO_CONSTRAINTS,
    );
    expect(membersOf(found)).toEqual([[id('r0'), id('r1')].sort(), [id('r2'), id('r3')].sort()].sort());
    expect(found.reviews).toHaveLength(4);
  });

  test('does not follow a long chain of single pairs to its ends, and asks where it stops', () => {
    const names = Array.from({ length: 30 }, (_, n) => `r${n}`);
    const chain = names.slice(1).map((name, n) => pair(names[n] ?? '', name));
    const found = clusters(recordsOf(names), chain, NO_CONSTRAINTS);
    expect(found.clusters.length).toBeGreaterThan(1);
    expect(found.reviews.length).toBe(found.clusters.length - 1);
  });

  test('follows a chain of quoted numbers, which is an agency’s own word', () => {
    const chain = NAMES.slice(1).map((name, n) => pair(NAMES[n] ?? '', name, 0.999, 'QUOTED_NUMBER'));
    expect(clusters(recordsOf(NAMES), chain, NO_CONSTRAINTS).clusters).toHaveLength(1);
  });
});

describe('people', () => {
  test('join what no pair speaks for, and part what every pair does', () => {
    const constraints: Constraints = { mustLink: [[id('r0'), id('r1')]], cannotLink: [[id('r1'), id('r2')]] };
    const pairs = [pair('r1', 'r2', 0.999), pair('r0', 'r2', 0.999)];
    const found = clusters(recordsOf(['r0', 'r1', 'r2']), pairs, constraints);
    expect(membersOf(found)).toEqual([[id('r0'), id('r1')].sort(), [id('r2')]].sort());
  });
});

describe('the cap', () => {
  test('keeps a cluster at its size and puts the excess before people, one pair for each part', () => {
    const pairs = NAMES.flatMap((a, n) => NAMES.slice(n + 1).map((b) => pair(a, b)));
    const found = clusters(recordsOf(NAMES), pairs, NO_CONSTRAINTS, 5);
    expect(Math.max(...found.clusters.map(({ core }) => core.length))).toBeLessThanOrEqual(5);
    expect(found.clusters.flatMap(({ core }) => core)).toHaveLength(NAMES.length);
    expect(found.reviews.length).toBeGreaterThan(0);
    expect(found.reviews.every(({ reason }) => reason === 'CLUSTER_CAP')).toBe(true);
  });
});

describe('many reporters', () => {
  const crowd = (size: number): readonly [string[], ScoredPair[]] => {
    const names = Array.from({ length: size }, (_, n) => `r${n}`);
    return [names, names.flatMap((a, n) => names.slice(n + 1).map((b) => pair(a, b, 0.94, 'GROUP_QUARREL')))];
  };

  test('of one group quarrel are one dispute', () => {
    const [names, pairs] = crowd(CROWD_REPORTERS + 1);
    expect(clusters(recordsOf(names), pairs, NO_CONSTRAINTS).clusters).toHaveLength(1);
  });

  test('are customers of one shop while they are few: as many disputes, and no question to people', () => {
    const [names, pairs] = crowd(4);
    const found = clusters(recordsOf(names), pairs, NO_CONSTRAINTS);
    expect(found.clusters).toHaveLength(4);
    expect(found.reviews).toEqual([]);
  });
});

const EIGHT = recordsOf(NAMES);
const EIGHT_REVERSED = new Map([...EIGHT].reverse());

test('the order of records and pairs does not matter, nor which record of a pair comes first', () => {
  const anyPair = fc.tuple(
    fc.constantFrom(...NAMES),
    fc.constantFrom(...NAMES),
    fc.constantFrom(0.6, 0.9, 0.96, 0.99, 0.9999),
    fc.constantFrom<LinkRule>('PLACE_AND_CATEGORY', 'QUOTED_NUMBER'),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(anyPair, { maxLength: 20, selector: ([a, b]) => [a, b].sort().join() }),
      fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
      fc.integer({ min: 2, max: 8 }),
      (chosen, dice, cap) => {
        const pairs = chosen.filter(([a, b]) => a !== b).map(([a, b, p, rule]) => pair(a, b, p, rule));
        const shuffled = pairs
          .map((one, n) => ({ one: n % 2 === 0 ? one : { ...one, a: one.b, b: one.a }, key: dice[n] ?? 0 }))
          .sort((x, y) => x.key - y.key)
          .map(({ one }) => one);
        const [one, other] = [
          clusters(EIGHT, pairs, NO_CONSTRAINTS, cap),
          clusters(EIGHT_REVERSED, shuffled, NO_CONSTRAINTS, cap),
        ];
        expect(membersOf(other)).toEqual(membersOf(one));
        const asked = (found: typeof one): string[] =>
          found.reviews.map(({ a, b, reason }) => `${[a, b].sort().join()} ${reason}`).sort();
        expect(asked(other)).toEqual(asked(one));
      },
    ),
    { numRuns: 100 },
  );
}, 60_000);
