import { isObjectType, isUnionType, type GraphQLSchema } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshStore } from '../../test/harness/servers.ts';
import { keepRiskRules } from '../../schema/store/keeping-risk-rules.ts';
import { REFERENCE_TERMS } from '../../schema/canonical/reference-terms.ts';
import { FEED_TERMS } from '../../schema/vocabulary/feeds.ts';
import { openDoor, type Door } from '../access/door.ts';
import { ask, subgraphNamed } from './testing/ask.ts';
import { dispute, storeRecords } from './testing/fixtures.ts';
import { FULL_EVENTS } from './testing/full-events.ts';
import { RECURRING } from './testing/full-links.ts';
import { FULL_WEBHOOK } from './testing/saved-webhook.ts';
import { FULL_EXPORTS } from './testing/export-job.ts';
import { FULL_VIEW } from './testing/saved-view.ts';
import { storeAll } from './testing/store-all.ts';
import { TOLD_RULES } from './testing/risk-rules.ts';
import { answeredFields, describedFields, fullSelection, rootSelection } from './testing/full-query.ts';
import {
  FULL_CASE,
  FULL_COMMITTEE,
  FULL_COMMUNITY,
  FULL_DISPUTE,
  FULL_ENTRIES,
  FULL_EVENT,
  FULL_GRID,
  FULL_HOTLINE,
  FULL_MEDIATOR,
  FULL_POLICE,
  FULL_RECORDS,
  FULL_REQUEST,
  FULL_RISK,
} from './testing/full-dispute.ts';

const MERGED = dispute('T-320612-261125-ABCDE4', [FULL_HOTLINE], {
  state: 'MERGED',
  mergedInto: FULL_DISPUTE._id,
});

let door: Door;

beforeAll(async () => {
  const store = await freshStore();
  door = openDoor(store);
  await storeAll(store);
  await storeRecords(store, [RECURRING]);
  await keepRiskRules(store, TOLD_RULES, new Date());
  await store.disputes.insertMany([MERGED]);
});

/** Whether a subgraph finds entities of this type again, and does not only name them. */
function resolves(schema: GraphQLSchema, typename: string): boolean {
  const entity = schema.getType('_Entity');
  return isUnionType(entity) && entity.getTypes().some(({ name }) => name === typename);
}

const WHOLE_YEAR = '{from: "2026-01-01T00:00:00Z", to: "2027-01-01T00:00:00Z"}';

const HOT_SPOT = FULL_RISK.hotSpots[0]?._id ?? '';

const KEYS = {
  'Query.dispute': '(code: "t 320612 261124 k7qf27")',
  'Query.disputes': '(filter: {state: [ACTIVE, MERGED]})',
  'Query.search': '(query: "金沙")',
  'Query.node': `(id: "${FULL_DISPUTE._id}")`,
  'Query.policeIncident': `(number: "${FULL_POLICE.sourceId}")`,
  'Query.hotlineTicket': `(number: "${FULL_HOTLINE.sourceId}")`,
  'Query.courtCase': `(number: "${FULL_CASE.sourceId}")`,
  'Query.gridEvent': `(number: "${FULL_EVENT.sourceId}")`,
  'Query.grid': `(code: "${FULL_GRID.code}")`,
  'Query.community': `(code: "${FULL_COMMUNITY.code}")`,
  'Query.mediationCommittee': `(code: "${FULL_COMMITTEE.code}")`,
  'Query.mediator': `(code: "${FULL_MEDIATOR.code}")`,
  'Query.erasure': '(id: "erasure-1")',
  'Query.feed': '(name: POLICE110)',
  'Query.indicators': `(filter: ${WHOLE_YEAR})`,
  'Query.disputeStats': `(groupBy: [REGION, CATEGORY, FEED, DAY, COLOUR], filter: ${WHOLE_YEAR})`,
  'Query.hotSpot': `(id: "${HOT_SPOT}")`,
  'Query.mediatorPoints': '(asOf: "2027-01-01T00:00:00Z")',
  'Query.agencyPoints': '(asOf: "2027-01-01T00:00:00Z")',
  'Query.explainAccess': '(input: {purpose: STATISTICS, query: "{ auditEntries { totalCount } }"})',
  'Query.auditUsage': '(by: FIELD)',
  'Feed.drift': '(includeClosed: true)',
  'Query.riskEvents': '(filter: {kinds: [COLOUR_CHANGED, WHISTLE, HOT_SPOT_OPENED, DISPUTE_CHANGED]})',
  'Query.riskWebhook': `(id: "${FULL_WEBHOOK._id}")`,
  'Query.exportJob': `(id: "${FULL_EXPORTS[0]?._id ?? ''}")`,
  'Query.exportColumns': '(list: SEARCH)',
  'Query.savedView': `(id: "${FULL_VIEW._id}")`,
  'Query.serviceRequest': `(number: "${FULL_REQUEST.sourceId}")`,
};

describe.each([
  { name: 'disputes', entities: [{ __typename: 'Dispute', code: FULL_DISPUTE.code }] },
  { name: 'events', entities: [{ __typename: 'RiskEvent', id: FULL_EVENTS[0]?._id }] },
  { name: 'alerts', entities: [{ __typename: 'HotSpot', id: HOT_SPOT }] },
  { name: 'access', entities: [] },
  { name: 'audit', entities: [] },
  { name: 'exports', entities: [] },
  { name: 'feeds', entities: [] },
  { name: 'indicators', entities: [] },
  { name: 'court', entities: [] },
  {
    name: 'grid',
    entities: FULL_ENTRIES.map(({ _id, kind }) => ({ __typename: REFERENCE_TERMS[kind].typename, id: _id })),
  },
  { name: 'police110', entities: [] },
  { name: 'hotline12345', entities: [] },
  { name: 'open311', entities: [] },
])('$name', ({ name, entities }) => {
  test('answers every field of every type', async () => {
    const { schema } = subgraphNamed(name);
    const answered = new Set<string>();
    const roots = Object.keys(schema.getQueryType()?.getFields() ?? {}).filter(
      // Items of streams are the gateway's own: gateway/router/subscriptions.int.test.ts asks for every field of them.
      (field) => !field.startsWith('_') && !field.endsWith('Item'),
    );
    for (const root of roots) {
      const answer = await ask(door, name, rootSelection(schema, root, KEYS, 7));
      expect(answer.errors, root).toBeUndefined();
      for (const field of answeredFields(answer.data)) answered.add(field);
    }
    for (const id of roots.includes('node') ? [...FULL_ENTRIES.map(({ _id }) => _id), HOT_SPOT] : []) {
      const keys = { ...KEYS, 'Query.node': `(id: "${id}")` };
      const answer = await ask(door, name, rootSelection(schema, 'node', keys, 7));
      expect(answer.errors).toBeUndefined();
      for (const field of answeredFields(answer.data)) answered.add(field);
    }
    // Common to all subgraphs; the audit and grants show neither terms nor places.
    const common = ['access', 'audit'].includes(name)
      ? describedFields(schema).filter((f) => /^(?:CodedValue|Region)\./.test(f))
      : [];
    for (const field of common) answered.add(field);
    if (schema.getQueryType()?.getFields()['_entities'] === undefined) {
      expect(describedFields(schema).filter((field) => !answered.has(field))).toEqual([]);
      return;
    }
    const ofDispute = [
      {
        __typename: 'Dispute',
        id: FULL_DISPUTE._id,
        ...(name === 'disputes' ? {} : { recordIds: FULL_DISPUTE.members.map((m) => m.recordId) }),
      },
    ];
    const representations = [
      ...entities,
      ...(resolves(schema, 'Dispute') ? ofDispute : []),
      ...(name === 'disputes' ? [{ __typename: 'Party', id: FULL_DISPUTE.parties[0]?.id }] : []),
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
    // Only items of streams name a feed.
    if (name === 'events') answered.add('Feed.name');
    expect(describedFields(schema).filter((field) => !answered.has(field))).toEqual([]);
  });
});
