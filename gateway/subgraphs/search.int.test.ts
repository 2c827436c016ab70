import { beforeAll, expect, test } from 'vitest';
import { freshStore } from '../../test/harness/servers.ts';
import { openDoor, type Door } from '../access/door.ts';
import { foldAddress } from '../../schema/matching/fold.ts';
import { ask } from './testing/ask.ts';
import { dispute, party, record, storeRecords } from './testing/fixtures.ts';

const ADDRESS = '通州区金沙街道人民路128号3幢2单元501室';
const TRADITIONAL = record('police110', 'J1', {
  title: '鄰里糾紛',
  narrative: '樓上長期漏水，與張偉發生爭執，見工單NT7',
  reportedAt: '2026-11-24T09:00:00+08:00',
  parties: [party({ name: '張偉', phone: '+86 138-1234-5678', idNumber: '11010519491231002X' })],
});
const SIMPLIFIED = record('hotline12345', 'NT7', {
  title: '邻里纠纷',
  narrative: '楼上长期漏水无人处理',
  reportedAt: '2026-11-23T09:00:00+08:00',
  place: {
    regionCode: '320612',
    address: ADDRESS,
    longitude: null,
    latitude: null,
    matchingAddress: foldAddress(ADDRESS),
  },
  parties: [party({ name: '欧阳锷', phone: '0513-8123-4567' })],
});
const ENGLISH = record('open311', '19937896', {
  title: 'Street Sign - Dangling (new)',
  reportedAt: '2026-11-22T09:00:00-05:00',
});
const DISPUTE = dispute('T-320612-261124-K7QF27', [TRADITIONAL, SIMPLIFIED]);

let door: Door;

beforeAll(async () => {
  const store = await freshStore();
  door = openDoor(store);
  await storeRecords(store, [TRADITIONAL, SIMPLIFIED, ENGLISH]);
  await store.disputes.insertMany([DISPUTE]);
});

interface Hits {
  readonly totalCount: number;
  readonly nodes: readonly {
    recordId: string;
    matched: string[];
    dispute: { code: string } | null;
    record: { __typename: string };
  }[];
}

async function found(query: string, filter = '{}'): Promise<Hits> {
  const answer = await ask(
    door,
    'disputes',
    `query ($query: String!) { search(query: $query, filter: ${filter}) { totalCount nodes { recordId matched dispute { code } record { __typename id } } } }`,
    { query },
  );
  expect(answer.errors, query).toBeUndefined();
  return answer.data?.['search'] as Hits;
}

test.each([
  { query: '13812345678', number: 'J1', matched: ['PHONE'] },
  { query: '＋86 138 1234 5678', number: 'J1', matched: ['PHONE'] },
  { query: '11010519491231002x', number: 'J1', matched: ['ID_NUMBER'] },
  { query: '张伟', number: 'J1', matched: ['NAME'] },
  { query: '張偉', number: 'J1', matched: ['NAME'] },
  { query: 'ouyang e', number: 'NT7', matched: ['PINYIN'] },
  { query: '歐陽鍔', number: 'NT7', matched: ['NAME'] },
  { query: '人民路128号', number: 'NT7', matched: ['ADDRESS'] },
  { query: '3号楼2单元501', number: 'NT7', matched: ['ADDRESS'] },
  { query: '民路 1', number: 'NT7', matched: ['ADDRESS'] },
  { query: '无人处理', number: 'NT7', matched: ['TEXT'] },
  { query: '無人處理', number: 'NT7', matched: ['TEXT'] },
  { query: '爭執', number: 'J1', matched: ['TEXT'] },
  { query: 'DANGLING (NEW)', number: '19937896', matched: ['TEXT'] },
  { query: '.*', number: null, matched: [] },
])('"$query" finds $number by $matched', async ({ query, number, matched }) => {
  const { nodes, totalCount } = await found(query);
  expect(totalCount).toBe(nodes.length);
  const expected = [TRADITIONAL, SIMPLIFIED, ENGLISH].filter(({ sourceId }) => sourceId === number);
  expect(nodes.map(({ recordId }) => recordId)).toEqual(expected.map(({ _id }) => _id));
  expect(nodes.flatMap((node) => node.matched)).toEqual(matched);
});

test('a number finds the record that bears it first, then those that quote it, each with its dispute', async () => {
  const { nodes } = await found('nt7');
  expect(nodes.map(({ recordId, matched }) => [recordId, matched])).toEqual([
    [SIMPLIFIED._id, ['NUMBER']],
    [TRADITIONAL._id, ['TEXT']],
  ]);
  expect(nodes.map((node) => node.dispute?.code)).toEqual([DISPUTE.code, DISPUTE.code]);
  expect(nodes.map((node) => node.record.__typename)).toEqual(['HotlineTicket', 'PoliceIncident']);
});

test('a record without a dispute is found all the same', async () => {
  expect((await found('19937896')).nodes).toMatchObject([
    { recordId: ENGLISH._id, dispute: null, matched: ['NUMBER'] },
  ]);
});

test('only the feeds that are asked for are searched', async () => {
  expect((await found('漏水', '{feeds: [HOTLINE12345]}')).nodes.map(({ recordId }) => recordId)).toEqual([
    SIMPLIFIED._id,
  ]);
  expect((await found('漏水', '{feeds: []}')).nodes).toEqual([]);
});

test('pages run through both kinds of hits without a gap or a repeat', async () => {
  const store = await freshStore();
  const many = openDoor(store);
  const named = Array.from({ length: 7 }, (_, index) =>
    record('police110', `N${index}`, {
      parties: [party({ name: '王小明' })],
      reportedAt: `2026-11-2${index % 3}T09:00:00+08:00`,
    }),
  );
  const told = Array.from({ length: 8 }, (_, index) =>
    record('hotline12345', `T${index}`, {
      narrative: '来电人说王小明打人',
      reportedAt: `2026-11-2${index % 3}T10:00:00+08:00`,
    }),
  );
  await storeRecords(store, [...named, ...told]);
  for (const size of [1, 4, 7, 15]) {
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const answer = await ask(
        many,
        'disputes',
        'query ($first: Int, $after: String) { search(query: "王小明", first: $first, after: $after) { totalCount edges { cursor node { recordId } } pageInfo { hasNextPage endCursor } } }',
        { first: size, after },
      );
      expect(answer.errors).toBeUndefined();
      const page = answer.data?.['search'] as {
        totalCount: number;
        edges: { node: { recordId: string } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      expect(page.totalCount).toBe(15);
      ids.push(...page.edges.map(({ node }) => node.recordId));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(ids).toHaveLength(15);
    expect(new Set(ids.slice(0, 7))).toEqual(new Set(named.map(({ _id }) => _id)));
    expect(new Set(ids)).toEqual(new Set([...named, ...told].map(({ _id }) => _id)));
  }
});

test('a query that is too short or too long is refused in words', async () => {
  for (const query of [' 张 ', '张'.repeat(201)]) {
    const answer = await ask(
      door,
      'disputes',
      'query ($query: String!) { search(query: $query) { totalCount } }',
      { query },
    );
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'HUB_BAD_REQUEST', field: 'query' } });
  }
});

test('node finds records, disputes and nothing else', async () => {
  for (const [id, typename] of [
    [TRADITIONAL._id, 'PoliceIncident'],
    [DISPUTE._id, 'Dispute'],
    ['police110-none', null],
    ['court-1', null],
    ['dispute-none', null],
    ['party-none', null],
    ['', null],
  ] as const) {
    const answer = await ask(door, 'disputes', 'query ($id: ID!) { node(id: $id) { __typename id } }', {
      id,
    });
    expect(answer, id).toEqual({ data: { node: typename === null ? null : { __typename: typename, id } } });
  }
});
