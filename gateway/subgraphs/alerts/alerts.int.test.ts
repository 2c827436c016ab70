import { beforeAll, expect, test } from 'vitest';
import { freshStore } from '../../../test/harness/servers.ts';
import type { HotSpotDoc } from '../../../schema/store/documents.ts';
import type { Store } from '../../../schema/store/models.ts';
import { openDoor, type Door } from '../../access/door.ts';
import { ask } from '../testing/ask.ts';
import { dispute, record } from '../testing/fixtures.ts';
import { hotSpot } from '../testing/full-risk.ts';

const DISPUTES = Array.from({ length: 45 }, (_, index) => `dispute-${String(44 - index).padStart(2, '0')}`);
const SPOTS: readonly HotSpotDoc[] = [
  hotSpot('a', DISPUTES, { told: [{ to: 'duty-webhook', at: '2026-11-24T18:00:00.000Z' }] }),
  hotSpot('b', [], { openedOn: '2026-11-24', level: 'COUNTY', regionCode: '320612', provisional: true }),
  hotSpot('c', [], { openedOn: '2026-11-20', category: '1101', state: 'CLOSED', closedOn: '2026-11-23' }),
  hotSpot('d', [], { openedOn: '2026-11-01', regionCode: '230604002', category: '04' }),
  hotSpot('e', [], { openedOn: '2026-11-25', regionCode: '990000001', category: '9999' }),
];

let store: Store;
let door: Door;
beforeAll(async () => {
  store = await freshStore();
  door = openDoor(store);
  await store.hotSpots.insertMany([...SPOTS]);
  await store.disputes.insertMany([
    { ...dispute('T-1', [record('grid', 'W1')]), _id: 'dispute-03' },
    { ...dispute('T-2', [record('police110', 'J1'), record('grid', 'W2')]), _id: 'dispute-04' },
  ]);
});

interface Listed {
  readonly totalCount: number;
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

async function answer(query: string): Promise<Record<string, unknown>> {
  const { data, errors } = await ask(door, 'alerts', `{ ${query} }`);
  expect(errors).toBeUndefined();
  return data ?? {};
}

async function listed(filter: string): Promise<readonly string[]> {
  const { hotSpots } = (await answer(`hotSpots(filter: { ${filter} }) { totalCount nodes { id } }`)) as {
    hotSpots: Listed;
  };
  expect(hotSpots.totalCount).toBe(hotSpots.nodes.length);
  return hotSpots.nodes.map(({ id }) => id.slice('hotspot-'.length));
}

test('tells where, what, how many against how many expected, and who was told', async () => {
  const fields = `id level regionCode region { path } category categoryTerm { code label } state provisional openedOn lastDay closedOn
    count baseline score threshold told { to at } ruleVersion updatedAt feeds disputes(first: 5) { totalCount nodes { id } edges { node { id } } }`;
  // The others are not there any more.
  const inside = [null, null, null, { id: 'dispute-03' }, { id: 'dispute-04' }];
  expect(await answer(`hotSpot(id: "hotspot-a") { ${fields} }`)).toMatchObject({
    hotSpot: {
      id: 'hotspot-a',
      level: 'STREET',
      regionCode: '320612003',
      region: { path: ['江苏省', '南通市', '通州区', '先锋街道'] },
      categoryTerm: { code: '0402' },
      state: 'OPEN',
      provisional: false,
      openedOn: '2026-11-24',
      closedOn: null,
      count: 9,
      baseline: 1.5,
      score: 4.2,
      threshold: 3.1,
      told: [{ to: 'duty-webhook', at: '2026-11-24T18:00:00.000Z' }],
      ruleVersion: 'area-test-1',
      feeds: ['POLICE110', 'GRID'],
      disputes: { totalCount: 45, nodes: inside, edges: inside.map((node) => ({ node })) },
    },
  });
  expect(await answer('hotSpot(id: "hotspot-none") { id }')).toEqual({ hotSpot: null });
});

test('are listed from the one that was opened last, each once, however the pages fall', async () => {
  const wanted = ['e', 'a', 'b', 'c', 'd'];
  for (const size of [1, 2, 5]) {
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const { hotSpots } = (await answer(
        `hotSpots(first: ${size}${after}) { nodes { id } pageInfo { hasNextPage endCursor } }`,
      )) as { hotSpots: Listed };
      seen.push(...hotSpots.nodes.map(({ id }) => id.slice('hotspot-'.length)));
      if (!hotSpots.pageInfo.hasNextPage) break;
      after = `, after: "${hotSpots.pageInfo.endCursor}"`;
    }
    expect(seen).toEqual(wanted);
  }
});

test.each([
  ['state: [OPEN]', ['e', 'a', 'b', 'd']],
  ['level: [COUNTY]', ['b']],
  ['regionCode: "3206"', ['a', 'b', 'c']],
  ['openedFrom: "2026-11-20", openedTo: "2026-11-24"', ['a', 'b', 'c']],
  ['state: [OPEN], regionCode: "32"', ['a', 'b']],
])('that match %s', async (filter, wanted) => {
  expect(await listed(filter)).toEqual(wanted);
});

test('a class of categories includes its sub-classes', async () => {
  const { hotSpot: one } = (await answer('hotSpot(id: "hotspot-d") { category }')) as {
    hotSpot: { category: string };
  };
  expect(await listed(`category: [${one.category}]`)).toEqual(['a', 'b', 'd']);
});

test('a day or a code that is none is refused', async () => {
  for (const [filter, field] of [
    ['openedFrom: "2026-02-30"', 'openedFrom'],
    ['openedTo: "24.11.2026"', 'openedTo'],
    ['regionCode: "Tongzhou"', 'regionCode'],
  ]) {
    const { errors } = await ask(
      door,
      'alerts',
      `{ hotSpots(filter: { ${String(filter)} }) { totalCount } }`,
    );
    expect(errors?.[0]?.extensions).toEqual({ code: 'HUB_BAD_REQUEST', field });
  }
});

test.each([
  [{ state: { $in: ['OPEN'] } }, 'state_1_openedOn_-1__id_1'],
  [{}, 'openedOn_-1__id_1'],
])('lists %j by an index, without sorting', async (filter, index) => {
  const plan = JSON.stringify(
    await store.hotSpots
      .find(filter as never)
      .sort({ openedOn: -1, _id: 1 })
      .explain('queryPlanner'),
  );
  const winning = plan.slice(plan.indexOf('"winningPlan"'), plan.indexOf('"rejectedPlans"'));
  expect(winning).toContain(index);
  expect(winning).not.toContain('"SORT"');
});
