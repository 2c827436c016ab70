import { expect, test } from 'vitest';
import { testRecord } from '../../testing/test-record.ts';
import { askedKeysOf, blockKeysOf, storedKeysOf } from './block-keys.ts';
import { linkableOf, type Linkable } from './linkable.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.parse('2026-03-01T00:00:00Z');

/** One and the same person's report, so many days later. */
function reported(day: number): Linkable {
  const reportedAt = new Date(START_MS + day * DAY_MS).toISOString();
  return linkableOf(testRecord({ id: `r${day}`, against: '李建国', reportedAt }));
}

const meet = (a: readonly string[], b: readonly string[]): boolean => a.some((key) => b.includes(key));

test('what is asked finds what is stored exactly where two records share a block key, whichever came first', () => {
  const days = Array.from({ length: 40 }, (_, n) => n * 3);
  const outcomes = new Set<boolean>();
  for (const one of days.map(reported)) {
    for (const other of days.map(reported)) {
      const shares = meet(blockKeysOf(one), blockKeysOf(other));
      outcomes.add(shares);
      expect(meet(askedKeysOf(one), storedKeysOf(other))).toBe(shares);
      expect(meet(askedKeysOf(other), storedKeysOf(one))).toBe(shares);
    }
  }
  expect(outcomes).toEqual(new Set([true, false]));
});
