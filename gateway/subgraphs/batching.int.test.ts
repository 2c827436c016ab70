import { isObjectType } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { freshStore } from '../../test/harness/servers.ts';
import { openDoor, type Door } from '../access/door.ts';
import { disputeCodeOf } from '../../schema/canonical/dispute-code.ts';
import { ask, subgraphNamed } from './testing/ask.ts';
import { dispute, entry, party, record, storeRecords } from './testing/fixtures.ts';
import { linksOf, storeLinks } from './testing/full-links.ts';
import { fullSelection, rootSelection } from './testing/full-query.ts';

const SIZE = 20;
const GROUPS = Array.from({ length: SIZE }, (_, index) => [
  record('police110', `J${index}`, { parties: [party({ name: '王伟' })] }),
  record('hotline12345', `NT${index}`),
]);
const DISPUTES = GROUPS.map((records, index) =>
  dispute(disputeCodeOf('320612', '261124', String(index).padStart(5, '0')), records),
);

const two = (index: number): string => String(index).padStart(2, '0');
const COMMITTEES = GROUPS.map((_, index) =>
  entry('MEDIATION_COMMITTEE', `TJ${two(index)}`, { name: `${index}号调委会`, regionCode: '320612003' }),
);
const GRIDS = GROUPS.flatMap((_, index) => [
  entry('GRID', `G${two(index)}`, { communityCode: `C${two(index)}`, committeeCode: `TJ${two(index)}` }),
  entry('COMMUNITY', `C${two(index)}`),
  entry('MEDIATOR', `TJ${two(index)}-01`, { committeeCode: `TJ${two(index)}` }),
]);
const EVENTS = GROUPS.flatMap((_, index) =>
  [1, 2, 3].map((number) =>
    record('grid', `WG${two(index)}${number}`, { details: { gridCode: `G${two(index)}` } }),
  ),
);
const CASES = COMMITTEES.map(({ name }, index) =>
  record('court', `A${index}`, {
    reportedAt: `2026-11-24T10:${two(index)}:00+08:00`,
    details: { countyCode: '320612', mediationOrganisation: name },
  }),
);

const reads: string[] = [];
let door: Door;

beforeAll(async () => {
  const store = await freshStore();
  await storeRecords(store, [...GROUPS.flat(), ...EVENTS, ...CASES]);
  await store.references.insertMany([...GRIDS, ...COMMITTEES]);
  await store.disputes.insertMany(DISPUTES);
  for (const [n, of] of DISPUTES.entries()) {
    const [first, second] = GROUPS[n] ?? [];
    if (first !== undefined && second !== undefined) await storeLinks(store, linksOf(of, first, second, n));
  }
  door = openDoor(store, { onRead: (collection, operation) => reads.push(`${operation} ${collection}`) });
});

test('20 disputes with every field cost no more reads than one', async () => {
  const { schema } = subgraphNamed('disputes');
  const readsOf = async (first: number): Promise<readonly string[]> => {
    reads.length = 0;
    const answer = await ask(
      door,
      'disputes',
      rootSelection(schema, 'disputes', { 'Query.disputes': `(first: ${first})` }, 7),
    );
    expect(answer.errors).toBeUndefined();
    return reads.toSorted();
  };
  // The page and its count; the records of all timelines; the disputes of records and of links, those merged into others; links by page and
  // by id, and whether their records are there; decisions by page, by id and by what they undo, with the undoings of undoings, and what came of them.
  const most = new Map([
    ['count colourDecisions', 1],
    ['find colourDecisions', 1],
    ['count disputes', 1],
    ['count linkDecisions', 1],
    ['count links', 1],
    // Decisions and what came of them are reached by two ways, which are one read only when they get there together.
    ['find decisionProgress', 2],
    ['find disputes', 5],
    ['find linkDecisions', 6],
    ['find links', 2],
    ['find records', 3],
  ]);
  for (const first of [1, SIZE]) {
    const counts = Map.groupBy(await readsOf(first), (read) => read);
    expect(new Set(counts.keys())).toEqual(new Set(most.keys()));
    for (const [read, { length }] of counts) {
      expect(length, `${read}, ${first} disputes`).toBeLessThanOrEqual(most.get(read) ?? 0);
    }
  }
});

test('a batch of entities is one read', async () => {
  const representations = GROUPS.flat()
    .filter(({ feed }) => feed === 'police110')
    .map(({ _id }) => ({ __typename: 'PoliceIncident', id: _id }));
  const { schema } = subgraphNamed('police110');
  const type = schema.getType('PoliceIncident');
  if (!isObjectType(type)) throw new Error('no PoliceIncident');
  reads.length = 0;
  const answer = await ask(
    door,
    'police110',
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on PoliceIncident ${fullSelection(schema, type, {}, 4)} } }`,
    { representations },
  );
  expect(answer.errors).toBeUndefined();
  expect((answer.data?.['_entities'] as unknown[]).filter((entity) => entity !== null)).toHaveLength(SIZE);
  expect(reads.toSorted()).toEqual(['find rawRecords', 'find records']);
});

test('the incidents of 20 disputes are one read', async () => {
  reads.length = 0;
  const answer = await ask(
    door,
    'police110',
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Dispute { policeIncidents { nodes { number } totalCount } } } }',
    {
      representations: DISPUTES.map(({ _id, members }) => ({
        __typename: 'Dispute',
        id: _id,
        recordIds: members.map(({ recordId }) => recordId),
      })),
    },
  );
  const entities = answer.data?.['_entities'] as { policeIncidents: { nodes: { number: string }[] } }[];
  expect(entities.map((entity) => entity.policeIncidents.nodes)).toEqual(
    GROUPS.map((_, index) => [{ number: `J${index}` }]),
  );
  expect(reads).toEqual(['find records']);
});

test('the disputes of 40 records are one read', async () => {
  reads.length = 0;
  const answer = await ask(
    door,
    'disputes',
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on PoliceIncident { dispute { code } } ... on HotlineTicket { dispute { code } } } }',
    {
      representations: GROUPS.flat().map(({ _id, feed }) => ({
        __typename: feed === 'police110' ? 'PoliceIncident' : 'HotlineTicket',
        id: _id,
      })),
    },
  );
  expect(answer.data?.['_entities']).toEqual(
    DISPUTES.flatMap(({ code }) => [{ dispute: { code } }, { dispute: { code } }]),
  );
  expect(reads).toEqual(['find disputes']);
});

test('a subgraph reads no record of another feed', async () => {
  reads.length = 0;
  const answer = await ask(
    door,
    'police110',
    'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on PoliceIncident { id } } }',
    { representations: [{ __typename: 'PoliceIncident', id: GROUPS[0]?.[1]?._id }] },
  );
  expect(answer.data).toEqual({ _entities: [null] });
  expect(reads).toEqual([]);
});

test('grids with their committee, community and events, and what those list in turn, cost the same reads for one as for 20', async () => {
  const readsOf = async (first: number): Promise<readonly string[]> => {
    reads.length = 0;
    const answer = await ask(
      door,
      'grid',
      `{ grids(first: ${first}) { totalCount nodes {
        name
        community { name grids(first: 2) { totalCount nodes { code } } }
        committee { name mediators { totalCount nodes { name committee { name } } } grids(first: 2) { nodes { code } } }
        events(first: 2) { totalCount nodes { number grid { name } } }
      } } }`,
    );
    expect(answer.errors).toBeUndefined();
    const { nodes } = answer.data?.['grids'] as {
      nodes: { events: { totalCount: number; nodes: object[] } }[];
    };
    expect(nodes).toHaveLength(first);
    for (const { events } of nodes) {
      expect(events.totalCount).toBe(3);
      expect(events.nodes).toHaveLength(2);
    }
    return reads.toSorted();
  };
  const one = await readsOf(1);
  expect(await readsOf(SIZE)).toEqual(one);
  // Grids, their counts, events and counts; communities and committees; the lists within them with their counts.
  expect(one.length).toBeLessThanOrEqual(9);
});

test('the committees of 20 cases are one read', async () => {
  reads.length = 0;
  const answer = await ask(
    door,
    'court',
    '{ courtCases(first: 20) { nodes { mediationCommittee { id } } } }',
  );
  const { nodes } = answer.data?.['courtCases'] as { nodes: { mediationCommittee: { id: string } | null }[] };
  expect(nodes.map(({ mediationCommittee }) => mediationCommittee?.id)).toEqual(
    COMMITTEES.toReversed().map(({ _id }) => _id),
  );
  expect(reads.toSorted()).toEqual(['find records', 'find references']);
});

test('tables over the same disputes are one read in a request', async () => {
  reads.length = 0;
  const stats = (name: string, by: string): string =>
    `${name}: disputeStats(groupBy: [${by}], filter: { from: "2026-11-01T00:00:00Z", to: "2026-12-01T00:00:00Z" }) { total cells { count } }`;
  const answer = await ask(
    door,
    'indicators',
    `{ ${stats('regions', 'REGION')} ${stats('categories', 'CATEGORY')} ${stats('both', 'REGION, CATEGORY')} }`,
  );
  expect(answer.errors).toBeUndefined();
  expect(answer.data?.['both']).toMatchObject({ total: SIZE });
  expect(reads).toEqual(['count countedDisputes']);
});
