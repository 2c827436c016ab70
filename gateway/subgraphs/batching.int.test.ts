import { isObjectType } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { freshStore } from '../../test/harness/servers.ts';
import { openDoor, type Door } from '../access/door.ts';
import { disputeCodeOf } from '../../schema/canonical/dispute-code.ts';
import { ask, subgraphNamed } from './testing/ask.ts';
import { dispute, party, record, storeRecords } from './testing/fixtures.ts';
import { fullSelection, rootSelection } from './testing/full-query.ts';

const SIZE = 20;
const GROUPS = Array.from({ length: SIZE }, (_, index) => [
  record('police110', `J${index}`, { parties: [party({ name: '王伟' })] }),
  record('hotline12345', `NT${index}`),
]);
const DISPUTES = GROUPS.map((records, index) =>
  dispute(disputeCodeOf('320612', '261124', String(index).padStart(5, '0')), records),
);

const reads: string[] = [];
let door: Door;

beforeAll(async () => {
  const store = await freshStore();
  await storeRecords(store, GROUPS.flat());
  await store.disputes.insertMany(DISPUTES);
  door = openDoor(store, { onRead: (collection, operation) => reads.push(`${operation} ${collection}`) });
});

test('20 disputes with every field cost as many reads as one', async () => {
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
  const one = await readsOf(1);
  expect(await readsOf(SIZE)).toEqual(one);
  // The page and its count, the records of all timelines, the disputes of all records.
  expect(one).toEqual(['count disputes', 'find disputes', 'find disputes', 'find records']);
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
