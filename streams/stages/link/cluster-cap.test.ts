import { expect, test } from 'vitest';
import { joined } from '../../testing/decisions.ts';
import { LinkWorld } from '../../testing/link-world.ts';
import { testRecord, testRecordId } from '../../testing/test-record.ts';
import { CLUSTER_CAP } from './clusters.ts';

const EXCESS = 5;
const names = Array.from({ length: CLUSTER_CAP + EXCESS }, (_, n) => `g${String(n).padStart(3, '0')}`);

/** A group quarrel of more records than a machine puts together: each quotes one of the first few, and these the first. */
function reports(hubs: number): ReturnType<typeof testRecord>[] {
  return names.map((id, n) =>
    testRecord({
      id,
      category: ['纠纷'],
      reportedAt: new Date(Date.UTC(2026, 10, 24, 2, n)).toISOString(),
      quotes: n === 0 ? [] : [`g00${n < hubs ? 0 : n % hubs}`],
    }),
  );
}

test('the excess of a group quarrel goes to people, never to a second code', async () => {
  const world = new LinkWorld();
  for (const record of reports(1)) world.put(record);
  await world.settle(names.map((name) => testRecordId(name)));
  expect(world.disputes.size).toBe(1);
  const [dispute] = world.disputes.values();
  expect(dispute?.members).toHaveLength(CLUSTER_CAP);
  const asked = [...world.links.values()].filter(({ reason }) => reason === 'CLUSTER_CAP');
  expect(asked).toHaveLength(EXCESS);
  const inside = new Set(dispute?.members.map(({ recordId }) => recordId));
  const excess = names.map((name) => testRecordId(name)).filter((id) => !inside.has(id));
  expect(excess.every((id) => asked.some(({ recordIds }) => recordIds.includes(id)))).toBe(true);
  // People may put together what a machine does not.
  await world.decide(joined('1', testRecordId('g000'), ...excess));
  expect(world.disputes.size).toBe(1);
  expect([...world.disputes.values()][0]?.code).toBe(dispute?.code);
  expect(excess.every((id) => world.disputeOf(id) !== undefined)).toBe(true);
}, 30_000);

test('the same records are in it whatever came first', async () => {
  const worlds = [reports(3), reports(3).reverse()].map(async (records) => {
    const world = new LinkWorld();
    const half = records.length / 2;
    for (const part of [records.slice(0, half), records.slice(half)]) {
      for (const record of part) world.put(record);
      await world.settle(part.map(({ id }) => id));
    }
    return [...world.disputes.values()].filter(({ members }) => members.length > 1);
  });
  const [one, other] = await Promise.all(worlds);
  const ids = (list: typeof one): string[][] | undefined =>
    list?.map(({ members }) => members.map(({ recordId }) => recordId));
  expect(ids(one)).toEqual(ids(other));
}, 30_000);
