import { beforeAll, describe, expect, test } from 'vitest';
import { freshStore } from '../../test/harness/servers.ts';
import { ensureIndexes, type Store } from '../../schema/store/models.ts';
import { openDoor, type Door } from '../access/door.ts';
import { recordFilter } from '../access/criteria.ts';
import { ask } from './testing/ask.ts';
import { entry, record, storeRecords } from './testing/fixtures.ts';
import { walk, type Page } from './testing/walk.ts';

const three = (index: number): string => String(index).padStart(3, '0');

const COMMITTEE = entry('MEDIATION_COMMITTEE', 'TJ320612003', {
  name: '金沙街道人民调解委员会',
  regionCode: '320612003',
});
const GRIDS = Array.from({ length: 101 }, (_, index) =>
  entry('GRID', `320612003${three(index)}`, {
    name: `金沙街道第${index}网格`,
    regionCode: '320612003',
    communityCode: `32061200300${index % 3}`,
    committeeCode: COMMITTEE.code,
  }),
);
const CLOSED = entry('GRID', '320612003999', { committeeCode: COMMITTEE.code, state: 'WITHDRAWN' });
const ELSEWHERE = entry('GRID', '320505001001', { name: '狮山街道第1网格 (a.c)', regionCode: '320505001' });
const MEDIATORS = [
  entry('MEDIATOR', 'TJ320612003-01', {
    name: '陈桂芳',
    committeeCode: COMMITTEE.code,
    details: { specialities: ['邻里纠纷', '物业纠纷'] },
  }),
  entry('MEDIATOR', 'TJ320505001-01', { name: '陆建国', committeeCode: 'TJ320505001' }),
];
/** Several a minute, so that times repeat and the id must decide. */
const EVENTS = Array.from({ length: 41 }, (_, index) =>
  record('grid', `WG${index}`, {
    reportedAt: `2026-11-24T09:${three(Math.floor(index / 3)).slice(1)}:00+08:00`,
    details: { gridCode: GRIDS[index % 2]?.code ?? '' },
  }),
);

let store: Store;
let door: Door;

beforeAll(async () => {
  store = await freshStore();
  door = openDoor(store);
  await ensureIndexes(store);
  await store.references.insertMany([COMMITTEE, ...GRIDS, CLOSED, ELSEWHERE, ...MEDIATORS]);
  await storeRecords(store, [...EVENTS, record('grid', 'WG-nowhere')]);
});

const idsOf = (docs: readonly { readonly _id: string }[]): string[] => docs.map(({ _id }) => _id);

async function codesOf(field: string): Promise<string[]> {
  const answer = await ask(door, 'grid', `{ list: ${field} { totalCount nodes { code } } }`);
  expect(answer.errors, field).toBeUndefined();
  const { nodes, totalCount } = answer.data?.['list'] as { nodes: { code: string }[]; totalCount: number };
  expect(totalCount, field).toBe(nodes.length);
  return nodes.map(({ code }) => code);
}

test('all pages of grids are all grids in use, in the order of their codes, none twice', async () => {
  for (const size of [1, 7, 100]) {
    expect(await walk(door, 'grid', 'grids(filter: {})', size)).toEqual(idsOf([ELSEWHERE, ...GRIDS]));
  }
});

test.each([
  ['committee', `mediationCommittee(code: "${COMMITTEE.code}")`, 'grids', idsOf(GRIDS)],
  [
    'grid, latest first',
    `grid(code: "${GRIDS[0]?.code}")`,
    'events',
    idsOf(EVENTS.filter((_, index) => index % 2 === 0).toSorted((one, other) => later(one, other))),
  ],
])('the list within a %s is walked to its end', async (_, owner, list, expected) => {
  const found: string[] = [];
  let after: string | null = null;
  do {
    const answer = await ask(
      door,
      'grid',
      `query ($after: String) { owner: ${owner} { list: ${list}(first: 8, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } } }`,
      { after },
    );
    expect(answer.errors).toBeUndefined();
    const { list: page } = answer.data?.['owner'] as { list: Page & { totalCount: number } };
    expect(page.totalCount).toBe(expected.length);
    found.push(...page.nodes.map(({ id }) => id));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  expect(found).toEqual(expected);
});

function later(one: { reportedAt: string; _id: string }, other: { reportedAt: string; _id: string }): number {
  if (one.reportedAt !== other.reportedAt) return one.reportedAt < other.reportedAt ? 1 : -1;
  return one._id < other._id ? -1 : 1;
}

test('a cursor of another list, or of the same list of another owner, is refused', async () => {
  const first = await ask(
    door,
    'grid',
    `{ mediationCommittee(code: "${COMMITTEE.code}") { grids(first: 1) { pageInfo { endCursor } } } }`,
  );
  const { grids } = first.data?.['mediationCommittee'] as { grids: Page };
  for (const field of [
    `grids(after: "${grids.pageInfo.endCursor}") { totalCount }`,
    `mediationCommittee(code: "${COMMITTEE.code}") { mediators(after: "${grids.pageInfo.endCursor}") { totalCount } }`,
    `grid(code: "${GRIDS[0]?.code}") { events(after: "${grids.pageInfo.endCursor}") { totalCount } }`,
  ]) {
    const answer = await ask(door, 'grid', `{ ${field} }`);
    expect(answer.errors?.[0]?.extensions['code'], field).toBe('HUB_CURSOR_INVALID');
  }
});

describe('filters', () => {
  test('of grids find what they say', async () => {
    expect(await codesOf('grids(filter: {regionCode: "3205"})')).toEqual([ELSEWHERE.code]);
    expect(await codesOf('grids(filter: {inUse: false})')).toEqual([CLOSED.code]);
    expect(await codesOf('grids(filter: {name: "第77网"})')).toEqual([GRIDS[77]?.code]);
    expect(await codesOf('grids(filter: {name: "(a.c)"})')).toEqual([ELSEWHERE.code]);
    expect(await codesOf('grids(filter: {name: "(abc)"})')).toEqual([]);
  });

  test('of mediators find what they say', async () => {
    expect(await codesOf('mediators')).toEqual(MEDIATORS.map(({ code }) => code).toReversed());
    expect(await codesOf('mediators(filter: {speciality: "物业纠纷"})')).toEqual(['TJ320612003-01']);
    expect(await codesOf('mediators(filter: {committeeCode: "TJ320505001"})')).toEqual(['TJ320505001-01']);
    expect(await codesOf('mediators(filter: {name: "桂芳"})')).toEqual(['TJ320612003-01']);
  });

  test('that say nothing that can be looked for are refused in words', async () => {
    for (const [field, name] of [
      ['grids(filter: {regionCode: "$gt"})', 'regionCode'],
      ['grids(filter: {name: "x"})', 'name'],
      ['mediators(filter: {speciality: ""})', 'speciality'],
    ] as const) {
      const answer = await ask(door, 'grid', `{ ${field} { totalCount } }`);
      expect(answer.errors?.[0]?.extensions, field).toMatchObject({ code: 'HUB_BAD_REQUEST', field: name });
    }
  });
});

test('what an entry or event names and the lists do not have is null, beside the code or name that it has', async () => {
  const answer = await ask(
    door,
    'grid',
    `{ grid(code: " ${GRIDS[1]?.code} ") { communityCode community { name } committee { name } }
       gridEvent(number: "WG-nowhere") { gridCode grid { name } }
       none: grid(code: "${COMMITTEE.code}") { name } }`,
  );
  expect(answer).toEqual({
    data: {
      grid: { communityCode: '320612003001', community: null, committee: { name: COMMITTEE.name } },
      gridEvent: { gridCode: null, grid: null },
      none: null,
    },
  });
});

test('an identifier of one kind finds nothing of another', async () => {
  const answer = await ask(
    door,
    'grid',
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }',
    {
      representations: [
        { __typename: 'Grid', id: COMMITTEE._id },
        { __typename: 'MediationCommittee', id: COMMITTEE._id },
      ],
    },
  );
  expect(answer.data).toEqual({ _entities: [null, { __typename: 'MediationCommittee' }] });
});

test('events of a grid are found by an index, whatever else the records hold', async () => {
  const filter = recordFilter('grid', { gridCode: GRIDS[0]?.code ?? '' });
  const { queryPlanner } = (await store.records.collection
    .find({ ...filter })
    .sort({ reportedAt: -1, _id: 1 })
    .limit(5)
    .explain()) as { queryPlanner: { winningPlan: object } };
  const plan = JSON.stringify(queryPlanner.winningPlan);
  expect(plan).toContain('details.gridCode_1_reportedAt_-1__id_1');
  expect(plan).not.toContain('"SORT"');
});

describe("a court case's committee", () => {
  const committees = [
    entry('MEDIATION_COMMITTEE', 'A', { name: '金沙街道人民调解委员会', regionCode: '320612003' }),
    entry('MEDIATION_COMMITTEE', 'B', { name: '新城街道人民调解委员会', regionCode: '320612004' }),
    entry('MEDIATION_COMMITTEE', 'C', { name: '新城街道人民调解委员会', regionCode: '320611001' }),
    entry('MEDIATION_COMMITTEE', 'D', {
      name: '旧镇人民调解委员会',
      regionCode: '320612005',
      state: 'WITHDRAWN',
    }),
    entry('GRID', 'E', { name: '一个网格', regionCode: '320612003' }),
  ];

  const cases = [
    {
      what: 'of exactly this name in the county of the court',
      county: '320612',
      name: '金沙街道人民调解委员会',
      code: 'A',
    },
    {
      what: 'in the city of a court above counties',
      county: '3206',
      name: '金沙街道人民调解委员会',
      code: 'A',
    },
    {
      what: 'and no other one of the same name elsewhere',
      county: '320612',
      name: '新城街道人民调解委员会',
      code: 'B',
    },
    {
      what: 'is not guessed among two of the name',
      county: '3206',
      name: '新城街道人民调解委员会',
      code: null,
    },
    {
      what: 'is not looked for in another county',
      county: '320611',
      name: '金沙街道人民调解委员会',
      code: null,
    },
    { what: 'is not one of a similar name', county: '320612', name: '金沙街道调解委员会', code: null },
    { what: 'is not one out of use', county: '320612', name: '旧镇人民调解委员会', code: null },
    { what: 'is no grid', county: '320612', name: '一个网格', code: null },
    { what: 'is not looked for without a county', county: null, name: '金沙街道人民调解委员会', code: null },
  ];
  let own: Door;

  beforeAll(async () => {
    const other = await freshStore();
    own = openDoor(other);
    await other.references.insertMany(committees);
    await storeRecords(
      other,
      cases.map(({ what, county, name }) =>
        record('court', what, { details: { countyCode: county, mediationOrganisation: name } }),
      ),
    );
  });

  test.each(cases)('$what', async ({ what, name, code }) => {
    const answer = await ask(
      own,
      'court',
      `{ courtCase(number: "${what}") { mediationOrganisation mediationCommittee { __typename id } } }`,
    );
    const found = committees.find((committee) => committee.code === code);
    const mediationCommittee =
      found === undefined ? null : { __typename: 'MediationCommittee', id: found._id };
    expect(answer).toEqual({ data: { courtCase: { mediationOrganisation: name, mediationCommittee } } });
  });
});
