import { beforeAll, expect, test } from 'vitest';
import { freshStore } from '../../test/harness/servers.ts';
import { openDoor, type Door } from '../access/door.ts';
import { disputeCodeOf } from '../../schema/canonical/dispute-code.ts';
import type { DisputeDoc, RecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { ANALYST, ask } from './testing/ask.ts';
import { dispute, record, storeRecords } from './testing/fixtures.ts';
import { walk, type Page } from './testing/walk.ts';

let store: Store;
let door: Door;

/** Several records a minute, so that times repeat and the id must decide. */
function recordAt(index: number, day = '2026-11-24'): RecordDoc {
  const minute = String(Math.floor(index / 3) % 60).padStart(2, '0');
  return record('police110', `J${day}-${index}`, { reportedAt: `${day}T09:${minute}:00+08:00` });
}

function disputeOf(
  index: number,
  records: readonly RecordDoc[],
  given: Partial<DisputeDoc> = {},
): DisputeDoc {
  return dispute(disputeCodeOf('320612', '261124', String(index).padStart(5, '0')), records, given);
}

const RECORDS = Array.from({ length: 101 }, (_, index) => recordAt(index));
const DISPUTES = RECORDS.map((one, index) => disputeOf(index, [one]));

beforeAll(async () => {
  store = await freshStore();
  door = openDoor(store);
  await storeRecords(store, RECORDS);
  await store.disputes.insertMany(DISPUTES);
});

test.each(['REPORTED_DESC', 'REPORTED_ASC'])(
  'all pages of records in order %s are all records, none twice',
  async (order) => {
    for (const size of [1, 7, 100]) {
      const ids = await walk(door, 'police110', `policeIncidents(orderBy: ${order})`, size);
      expect(ids).toHaveLength(RECORDS.length);
      expect(new Set(ids)).toEqual(new Set(RECORDS.map(({ _id }) => _id)));
    }
  },
);

test.each(['LAST_ACTIVITY_DESC', 'LAST_ACTIVITY_ASC', 'OPENED_DESC', 'OPENED_ASC'])(
  'all pages of disputes in order %s are all disputes, none twice, while others are founded',
  async (order) => {
    const newcomers: DisputeDoc[] = [];
    const ids = await walk(door, 'disputes', `disputes(orderBy: ${order})`, 9, async (page) => {
      const newcomer = disputeOf(1_000 + page, [
        recordAt(page, page % 2 === 0 ? '2026-11-25' : '2026-11-23'),
      ]);
      newcomers.push(newcomer);
      await store.disputes.insertMany([newcomer]);
    });
    expect(new Set(ids).size).toBe(ids.length);
    expect(DISPUTES.filter(({ _id }) => !ids.includes(_id))).toEqual([]);
    await store.disputes.deleteMany({ _id: { $in: newcomers.map(({ _id }) => _id) } });
  },
);

test('a dispute lists its records of a feed earliest first, page by page', async () => {
  const ids = RECORDS.map(({ _id }) => _id);
  const found: string[] = [];
  let after: string | null = null;
  do {
    const answer = await ask(
      door,
      'police110',
      `query ($representations: [_Any!]!, $after: String) {
        _entities(representations: $representations) {
          ... on Dispute { policeIncidents(first: 40, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }
        }
      }`,
      { after, representations: [{ __typename: 'Dispute', id: 'dispute-1', recordIds: ids.toReversed() }] },
    );
    expect(answer.errors).toBeUndefined();
    const [entity] = answer.data?.['_entities'] as { policeIncidents: Page & { totalCount: number } }[];
    if (entity === undefined) throw new Error('no dispute');
    expect(entity.policeIncidents.totalCount).toBe(RECORDS.length);
    found.push(...entity.policeIncidents.nodes.map(({ id }) => id));
    after = entity.policeIncidents.pageInfo.hasNextPage ? entity.policeIncidents.pageInfo.endCursor : null;
  } while (after !== null);
  const expected = RECORDS.toSorted((one, other) =>
    `${one.reportedAt}${one._id}` < `${other.reportedAt}${other._id}` ? -1 : 1,
  );
  expect(found).toEqual(expected.map(({ _id }) => _id));
});

test('a cursor that was forged, or comes from another list or order, is refused', async () => {
  const first = await ask(door, 'disputes', '{ disputes(first: 1) { pageInfo { endCursor } } }');
  const { endCursor } = (first.data?.['disputes'] as Page).pageInfo;
  const forged = Buffer.from(JSON.stringify(['00000000', '2026', 'x'])).toString('base64url');
  const refused = [
    `disputes(after: "${forged}") { totalCount }`,
    `disputes(after: "") { totalCount }`,
    `disputes(after: "${'A'.repeat(5_000)}") { totalCount }`,
    `disputes(after: "${endCursor ?? ''}", orderBy: OPENED_ASC) { totalCount }`,
    `search(query: "记录", after: "${endCursor ?? ''}") { totalCount }`,
  ];
  for (const field of refused) {
    const answer = await ask(door, 'disputes', `{ ${field} }`);
    expect(answer.errors?.[0]?.extensions['code'], field).toBe('HUB_CURSOR_INVALID');
  }
});

test('a cursor says nothing of its place, and none of another partner is taken', async () => {
  const query = '{ disputes(first: 1) { edges { cursor } pageInfo { startCursor endCursor } } }';
  const answer = await ask(door, 'disputes', query);
  const { edges, pageInfo } = answer.data?.['disputes'] as Page & {
    readonly edges: readonly { readonly cursor: string }[];
    readonly pageInfo: { readonly startCursor: string };
  };
  expect(edges.map(({ cursor }) => cursor)).toEqual([pageInfo.endCursor]);
  expect(pageInfo.startCursor).toBe(pageInfo.endCursor);
  expect(Buffer.from(pageInfo.endCursor ?? '', 'base64url').toString('latin1')).not.toMatch(/20\d\d|dispute/);
  const stranger = { ...ANALYST, partner: 'stranger' };
  const field = `{ disputes(after: "${pageInfo.endCursor ?? ''}") { totalCount } }`;
  expect((await ask(door, 'disputes', field)).errors).toBeUndefined();
  const refused = await ask(door, 'disputes', field, {}, new Date(), stranger);
  expect(refused.errors?.[0]?.extensions['code']).toBe('HUB_CURSOR_INVALID');
});

test('a list of which one item fails later and the next at once leaves no rejection behind, which would end the process', async () => {
  const other = await freshStore();
  const survivor = disputeOf(1, [], { openedAt: '2026-11-22T00:00:00+08:00' });
  const merged = disputeOf(2, [], {
    state: 'MERGED',
    mergedInto: survivor._id,
    openedAt: '2026-11-21T00:00:00+08:00',
  });
  await other.disputes.insertMany([survivor, merged]);
  const lost: unknown[] = [];
  const note = (reason: unknown): void => void lost.push(reason);
  process.on('unhandledRejection', note);
  const asked = (after: string): ReturnType<typeof ask> =>
    ask(
      openDoor(other),
      'disputes',
      `{ disputes(filter: {state: [ACTIVE, MERGED]}, orderBy: OPENED_ASC) {
        nodes { mergedInto { code } members(after: ${after}) { totalCount } }
      } }`,
    );
  const answer = await asked('"no cursor"');
  // What the item that fails later waits for is read, and Node has told of rejections, once the same has been read again.
  await asked('null');
  await new Promise(setImmediate);
  process.off('unhandledRejection', note);
  expect(answer.errors?.[0]?.extensions['code']).toBe('HUB_CURSOR_INVALID');
  expect(lost).toEqual([]);
});

test('page sizes beyond 1 to 100 are refused in words', async () => {
  const none = await ask(door, 'disputes', '{ disputes(first: 0) { totalCount } }');
  expect(none.errors?.[0]).toMatchObject({ extensions: { code: 'HUB_BAD_REQUEST', field: 'first' } });
  const many = await ask(door, 'police110', '{ policeIncidents(first: 101) { totalCount } }');
  expect(many.errors?.[0]).toMatchObject({ extensions: { code: 'HUB_LIMIT_EXCEEDED' } });
  expect(many.errors?.[0]?.message).toContain('at most 100');
});

test('filters find what they say', async () => {
  const other = await freshStore();
  const filtered = openDoor(other);
  const records = [
    record('police110', 'A', {
      category: '0402',
      reportedAt: '2026-11-24T00:30:00+08:00',
      place: {
        regionCode: '320612003',
        address: null,
        longitude: null,
        latitude: null,
        matchingAddress: null,
      },
    }),
    record('police110', 'B', { category: '0201', nature: 'OTHER', reportedAt: '2026-11-24T12:00:00+08:00' }),
    record('police110', 'C', { state: 'WITHDRAWN', reportedAt: '2026-11-23T20:00:00-05:00' }),
  ];
  await storeRecords(other, records);
  const numbers = async (filter: string): Promise<unknown> => {
    const answer = await ask(
      filtered,
      'police110',
      `{ policeIncidents(filter: ${filter}, orderBy: REPORTED_ASC) { totalCount nodes { number } } }`,
    );
    expect(answer.errors).toBeUndefined();
    const { nodes, totalCount } = answer.data?.['policeIncidents'] as {
      nodes: { number: string }[];
      totalCount: number;
    };
    expect(totalCount).toBe(nodes.length);
    return nodes.map(({ number }) => number).sort();
  };
  expect(await numbers('{category: [PROPERTY_RIGHTS]}')).toEqual(['A']);
  expect(await numbers('{category: [PROPERTY_RIGHTS__OTHER]}')).toEqual([]);
  expect(await numbers('{regionCode: "3206"}')).toEqual(['A']);
  expect(await numbers('{regionCode: "3207"}')).toEqual([]);
  expect(await numbers('{nature: [OTHER]}')).toEqual(['B']);
  expect(await numbers('{state: [WITHDRAWN]}')).toEqual(['C']);
  // 2026-11-24T00:00Z: A is before it, B and C (01:00Z) are after, whatever their clocks say.
  expect(await numbers('{reportedBetween: {from: "2026-11-24T00:00:00Z"}}')).toEqual(['B', 'C']);
  expect(await numbers('{reportedBetween: {to: "2026-11-24T08:00:00+08:00"}}')).toEqual(['A']);
  expect(
    await numbers('{updatedBetween: {from: "2026-11-24T01:00:00Z", to: "2026-11-24T04:00:00Z"}}'),
  ).toEqual(['C']);
  const refused = await ask(
    filtered,
    'police110',
    '{ policeIncidents(filter: {regionCode: "$gt"}) { totalCount } }',
  );
  expect(refused.errors?.[0]?.message).toContain('3206');
});

test('a record is found by any of its own numbers', async () => {
  const other = await freshStore();
  const found = openDoor(other);
  await storeRecords(other, [
    record('police110', 'J1', { numbers: ['J1', 'C（2026）9'] }),
    record('hotline12345', 'C9'),
  ]);
  for (const [number, expected] of [
    ['J1', 'J1'],
    [' J1 ', 'J1'],
    ['c(2026)9', 'J1'],
    ['C9', null],
  ] as const) {
    const answer = await ask(
      found,
      'police110',
      'query ($n: String!) { policeIncident(number: $n) { number } }',
      { n: number },
    );
    expect(answer, number).toEqual({
      data: { policeIncident: expected === null ? null : { number: expected } },
    });
  }
});

test('disputes are filtered by feeds, size, state and text', async () => {
  const other = await freshStore();
  const filtered = openDoor(other);
  const police = record('police110', 'P', { narrative: '樓上漏水' });
  const ticket = record('hotline12345', 'T');
  const lone = record('police110', 'L');
  await storeRecords(other, [police, ticket, lone]);
  const both = disputeOf(1, [police, ticket], { category: '0402', regionCode: '320612' });
  const single = disputeOf(2, [lone], { openedAt: '2026-11-20T00:00:00+08:00' });
  const merged = disputeOf(3, [lone], { state: 'MERGED', mergedInto: both._id });
  await other.disputes.insertMany([both, single, merged]);
  const codes = async (filter: string): Promise<unknown> => {
    const answer = await ask(
      filtered,
      'disputes',
      `{ disputes(filter: ${filter}) { totalCount nodes { code } } }`,
    );
    expect(answer.errors).toBeUndefined();
    return (answer.data?.['disputes'] as { nodes: { code: string }[] }).nodes.map(({ code }) => code).sort();
  };
  expect(await codes('{}')).toEqual([both.code, single.code]);
  expect(await codes('{feeds: [POLICE110, HOTLINE12345]}')).toEqual([both.code]);
  expect(await codes('{feeds: [POLICE110]}')).toEqual([both.code, single.code]);
  expect(await codes('{minRecords: 2}')).toEqual([both.code]);
  expect(await codes('{state: [MERGED]}')).toEqual([merged.code]);
  expect(await codes('{category: [PROPERTY_RIGHTS], regionCode: "32"}')).toEqual([both.code]);
  expect(await codes('{openedBetween: {to: "2026-11-21T00:00:00Z"}}')).toEqual([single.code]);
  expect(await codes('{text: "楼上漏水"}')).toEqual([both.code]);
  expect(await codes('{text: "没有的"}')).toEqual([]);
});

test('a merged code answers the survivor, and a typing error is named', async () => {
  const other = await freshStore();
  const merging = openDoor(other);
  const survivor = disputeOf(1, []);
  const middle = disputeOf(2, [], { state: 'MERGED', mergedInto: survivor._id });
  const first = disputeOf(3, [], { state: 'MERGED', mergedInto: middle._id });
  await other.disputes.insertMany([survivor, middle, first]);
  const asked = (code: string): ReturnType<typeof ask> =>
    ask(merging, 'disputes', 'query ($code: String!) { dispute(code: $code) { code } }', { code });
  expect(await asked(first.code.toLowerCase().replaceAll('0', 'o'))).toEqual({
    data: { dispute: { code: survivor.code } },
  });
  expect(await asked(disputeCodeOf('320612', '261124', 'ZZZZZ'))).toEqual({ data: { dispute: null } });
  const mistyped = await asked(survivor.code.replace('320612', '320621'));
  expect(mistyped.data).toEqual({ dispute: null });
  expect(mistyped.errors?.[0]).toMatchObject({ extensions: { code: 'HUB_BAD_REQUEST', field: 'code' } });
  expect(mistyped.errors?.[0]?.message).toContain('typing error');
});
