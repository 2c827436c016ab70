import { beforeAll, describe, expect, test } from 'vitest';
import { freshStore } from '../../../test/harness/servers.ts';
import { Seeded } from '../../../test/federation/seeded.ts';
import type { DisputeDoc } from '../../../schema/store/documents.ts';
import { openDoor, type Door } from '../../access/door.ts';
import { ask } from '../testing/ask.ts';
import { dispute, record } from '../testing/fixtures.ts';
import { randomHistory } from '../testing/random-history.ts';

const NOW = new Date('2026-05-01T00:00:00Z');
const FROM = '"2026-01-01T00:00:00+08:00"';
const TO = '"2026-09-01T00:00:00+08:00"';
const CATEGORIES = ['0101', '0402', '0403', '1101'];

const random = new Seeded(20_260_501);
const DISPUTES: readonly DisputeDoc[] = Array.from({ length: 200 }, (_, index) => {
  const code = `T-320612-260101-${String(index).padStart(6, '0')}`;
  return dispute(code, [record('police110', `S${index}`, { reportedAt: '2026-02-01T00:00:00Z' })], {
    regionCode: '320612003',
    category: random.pick(CATEGORIES),
    workflow: random.next() < 0.9 ? randomHistory(code, random) : null,
  });
});

let door: Door;
beforeAll(async () => {
  const store = await freshStore();
  door = openDoor(store);
  await store.disputes.insertMany([...DISPUTES]);
});

async function answer<Data>(subgraph: 'disputes' | 'indicators', query: string): Promise<Data> {
  const { data, errors } = await ask(door, subgraph, `{ ${query} }`, {}, NOW);
  expect(errors).toBeUndefined();
  return data as Data;
}

async function counted(filter: string): Promise<number> {
  const { disputes } = await answer<{ disputes: { totalCount: number } }>(
    'disputes',
    `disputes(filter: { state: [ACTIVE, WITHDRAWN], ${filter} }) { totalCount }`,
  );
  return disputes.totalCount;
}

const marked = (mark: string): Promise<number> =>
  counted(`handling: { registeredBetween: { from: ${FROM}, to: ${TO} }, countsAs: ${mark} }`);

describe('the disputes behind a number', () => {
  test('are as many as the indicators count', async () => {
    const rate = '{ numerator denominator }';
    const { indicators } = await answer<{
      indicators: Record<string, { numerator: number; denominator: number }> & { registered: number };
    }>(
      'indicators',
      `indicators(filter: { from: ${FROM}, to: ${TO} }) { registered resolutionRate ${rate} satisfactionRate ${rate}
        overdueRate ${rate} confirmationRate ${rate} firstDispatchAccuracy ${rate} }`,
    );
    const { registered, resolutionRate, satisfactionRate, overdueRate, confirmationRate } = indicators;
    const first = indicators['firstDispatchAccuracy'];
    const settled = await marked('SETTLED');
    const satisfied = await marked('SATISFIED');
    const right = await marked('FIRST_RIGHT');
    expect(await counted(`handling: { registeredBetween: { from: ${FROM}, to: ${TO} } }`)).toBe(registered);
    expect(resolutionRate).toEqual({
      numerator: settled,
      denominator: settled + (await marked('NOT_SETTLED')),
    });
    expect(satisfactionRate).toEqual({
      numerator: satisfied,
      denominator: satisfied + (await marked('DISSATISFIED')),
    });
    expect(overdueRate).toEqual({
      numerator: await marked('OVERDUE'),
      denominator: await marked('RUNNING'),
    });
    expect(confirmationRate?.numerator).toBe(await marked('CONFIRMED'));
    expect(first).toEqual({ numerator: right, denominator: right + (await marked('FIRST_WRONG')) });
    // Not a test of nothings.
    for (const many of [settled, satisfied, right, registered]) expect(many).toBeGreaterThan(3);
  });

  test('are as many as a table of categories counts, by the category that was triaged', async () => {
    const { disputeStats } = await answer<{
      disputeStats: {
        cells: { category: string; count: number; categoryTerm: { code: string } }[];
      };
    }>(
      'indicators',
      `disputeStats(groupBy: [CATEGORY], filter: { from: ${FROM}, to: ${TO} }) { cells { category count categoryTerm { code } } }`,
    );
    expect(disputeStats.cells.length).toBeGreaterThan(2);
    for (const { category, count } of disputeStats.cells)
      expect(await counted(`categoryThatHolds: [${category}]`)).toBe(count);
  });
});

interface DuePage {
  readonly disputes: {
    readonly nodes: readonly { readonly code: string; readonly workflow: { readonly dueAt: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

describe('a list by deadline', () => {
  test('has those whose clock runs, the first to be settled first, over all pages', async () => {
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const { disputes } = await answer<DuePage>(
        'disputes',
        `disputes(orderBy: DUE_ASC, first: 7${after}) { nodes { code workflow { dueAt } } pageInfo { hasNextPage endCursor } }`,
      );
      seen.push(...disputes.nodes.map(({ code }) => code));
      if (!disputes.pageInfo.hasNextPage) break;
      after = `, after: "${disputes.pageInfo.endCursor}"`;
    }
    const wanted = DISPUTES.flatMap(({ _id, code, workflow }) =>
      workflow?.dueAt == null ? [] : [{ _id, code, dueAt: workflow.dueAt }],
    ).sort((a, b) => (a.dueAt === b.dueAt ? (a._id < b._id ? 1 : -1) : a.dueAt < b.dueAt ? -1 : 1));
    expect(wanted.length).toBeGreaterThan(7);
    expect(seen).toEqual(wanted.map(({ code }) => code));
  });

  test('can be narrowed to a stretch of time, to what is supervised, and to states', async () => {
    const supervised = DISPUTES.filter(({ workflow }) => workflow?.supervised === true);
    expect(await counted('handling: { supervised: true }')).toBe(supervised.length);
    const due = DISPUTES.filter(({ workflow }) => (workflow?.dueAt ?? '') > NOW.toISOString());
    expect(await counted(`handling: { dueBetween: { from: "${NOW.toISOString()}" } }`)).toBe(due.length);
    const closed = DISPUTES.filter(({ workflow }) => workflow?.state === 'CLOSED');
    expect(await counted('handling: { states: [CLOSED] }')).toBe(closed.length);
    expect(await counted('handling: { agency: "nobody" }')).toBe(0);
  });
});
