import { isObjectType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshStore } from '../../test/harness/servers.ts';
import { FEED_TERMS } from '../../schema/vocabulary/feeds.ts';
import { openDoor, type Door } from '../access/door.ts';
import { ask, subgraphNamed } from './testing/ask.ts';
import { dispute, feedStatus, rawVersion, storeRecords } from './testing/fixtures.ts';
import { answeredFields, describedFields, fullSelection, rootSelection } from './testing/full-query.ts';
import { FULL_HOTLINE, FULL_POLICE, FULL_RECORDS, FULL_REQUEST } from './testing/full-record.ts';

const SURVIVOR = dispute('T-320612-261124-K7QF27', FULL_RECORDS, {
  category: '0402',
  regionCode: '320612',
  address: '南通市通州区金沙街道人民路128号',
  amountFen: 3_000_000_000,
  lastActivityAt: '2026-11-25T12:00:00+08:00',
  parties: [
    {
      id: 'party-0123456789abcdef',
      kind: 'PERSON',
      roles: ['REPORTER'],
      name: '張偉',
      phones: ['13812345678'],
      idNumber: '11010519491231002X',
      addresses: ['南通市通州区金沙街道人民路128号3幢2单元501室'],
      recordIds: FULL_RECORDS.map(({ _id }) => _id),
    },
  ],
});
const MERGED = dispute('T-320612-261125-ABCDE4', [FULL_HOTLINE], {
  state: 'MERGED',
  mergedInto: SURVIVOR._id,
});

let door: Door;

beforeAll(async () => {
  const store = await freshStore();
  door = openDoor(store);
  await storeRecords(store, FULL_RECORDS);
  await store.disputes.insertMany([SURVIVOR, MERGED]);
  await store.rawRecords.insertMany(FULL_RECORDS.map(rawVersion));
  await store.feedStatuses.insertMany(FULL_RECORDS.map(({ feed }) => feedStatus(feed)));
});

const KEYS = {
  'Query.dispute': '(code: "t 320612 261124 k7qf27")',
  'Query.disputes': '(filter: {state: [ACTIVE, MERGED]})',
  'Query.search': '(query: "金沙")',
  'Query.node': `(id: "${SURVIVOR._id}")`,
  'Query.policeIncident': `(number: "${FULL_POLICE.sourceId}")`,
  'Query.hotlineTicket': `(number: "${FULL_HOTLINE.sourceId}")`,
  'Query.serviceRequest': `(number: "${FULL_REQUEST.sourceId}")`,
};

describe.each([
  { name: 'disputes', entities: [{ __typename: 'Dispute', code: SURVIVOR.code }] },
  { name: 'police110', entities: [] },
  { name: 'hotline12345', entities: [] },
  { name: 'open311', entities: [] },
])('$name', ({ name, entities }) => {
  test('answers every field of every type', async () => {
    const { schema } = subgraphNamed(name);
    const answered = new Set<string>();
    const roots = Object.keys(schema.getQueryType()?.getFields() ?? {}).filter(
      (field) => !field.startsWith('_'),
    );
    for (const root of roots) {
      const answer = await ask(door, name, rootSelection(schema, root, KEYS, 7));
      expect(answer.errors, root).toBeUndefined();
      for (const field of answeredFields(answer.data)) answered.add(field);
    }
    const representations = [
      ...entities,
      {
        __typename: 'Dispute',
        id: SURVIVOR._id,
        ...(name === 'disputes' ? {} : { recordIds: SURVIVOR.members.map((m) => m.recordId) }),
      },
      ...(name === 'disputes' ? [{ __typename: 'Party', id: SURVIVOR.parties[0]?.id }] : []),
      ...FULL_RECORDS.filter(({ feed }) => name === 'disputes' || feed === name).map(({ _id, feed }) => ({
        __typename: FEED_TERMS[feed].typename,
        id: _id,
      })),
    ];
    const parts = [...new Set(representations.map(({ __typename }) => __typename))].map((typename) => {
      const type = schema.getType(typename);
      if (!isObjectType(type)) throw new Error(`no type ${typename}`);
      return `... on ${typename} ${fullSelection(schema, type, KEYS, 6)}`;
    });
    const answer = await ask(
      door,
      name,
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ${parts.join(' ')} } }`,
      { representations },
    );
    expect(answer.errors).toBeUndefined();
    for (const field of answeredFields(answer.data)) answered.add(field);
    expect(describedFields(schema).filter((field) => !answered.has(field))).toEqual([]);
  });
});
