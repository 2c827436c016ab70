import { expect, test } from 'vitest';
import type { OpenDelivery } from '../../../schema/store/webhooks.ts';
import { OpenDeliveries } from './open-deliveries.ts';
import { ILL_AFTER, MOST_TRIES, nextAttemptMs, restMs, RETRY_SCHEDULE_MS } from './retry-schedule.ts';

function delivery(subjectId: string, seq: number, nextTryAt: string | null = null): OpenDelivery {
  return {
    _id: `${subjectId}-${seq}`,
    eventId: `${subjectId}-${seq}`,
    kind: 'DISPUTE_CHANGED',
    subjectId,
    seq,
    after: { epoch: 1, offsets: [] },
    tries: 0,
    nextTryAt,
    queuedAt: '2026-11-24T02:00:00.000Z',
  };
}

const NOW = Date.parse('2026-11-24T03:00:00.000Z');
const LATER = '2026-11-24T04:00:00.000Z';
const idsOf = (taken: readonly OpenDelivery[]): readonly string[] => taken.map(({ _id }) => _id);

test('of each subject one is under way, the lowest number first, whatever came first', () => {
  const open = new OpenDeliveries([delivery('a', 2), delivery('a', 1), delivery('b', 1)]);
  const taken = open.take(5, NOW);
  expect(idsOf(taken)).toEqual(['a-1', 'b-1']);
  expect(open.take(5, NOW)).toEqual([]);
  for (const one of taken) open.settle(one, null);
  expect(idsOf(open.take(5, NOW))).toEqual(['a-2']);
  expect(open.size).toBe(1);
});

test('one that waits holds back its own subject alone', () => {
  const open = new OpenDeliveries([delivery('a', 1), delivery('a', 2), delivery('b', 1)]);
  const [first] = open.take(1, NOW);
  if (first === undefined) throw new Error('nothing taken');
  open.settle(first, { tries: 1, nextTryAt: LATER });
  expect(idsOf(open.take(5, NOW))).toEqual(['b-1']);
  expect(open.nextDueMs()).toBe(Date.parse(LATER));
  expect(open.take(5, Date.parse(LATER))).toMatchObject([{ _id: 'a-1', tries: 1 }]);
});

test('pauses follow the schedule, with up to a fifth more, and never less than was asked for', () => {
  expect(
    RETRY_SCHEDULE_MS.map((pauseMs, index) => nextAttemptMs(index + 1, null, 0, () => 0) === pauseMs),
  ).not.toContain(false);
  expect(nextAttemptMs(1, null, 0, () => 1)).toBe(6_000);
  expect(nextAttemptMs(1, 60_000, 0, () => 1)).toBe(60_000);
  expect(nextAttemptMs(1, 10 * 86_400_000, 0, () => 0)).toBe(86_400_000);
  expect(nextAttemptMs(MOST_TRIES, null, 0, () => 0)).toBeNull();
});

test('a receiver that fails again and again gets rests of up to a minute', () => {
  expect(restMs(ILL_AFTER - 1, null, () => 1)).toBe(0);
  expect(restMs(ILL_AFTER, null, () => 1)).toBe(1_000);
  expect(restMs(100, null, () => 1)).toBe(60_000);
  expect(restMs(1, 30_000, () => 1)).toBe(30_000);
});
