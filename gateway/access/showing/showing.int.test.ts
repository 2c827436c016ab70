import { beforeAll, describe, expect, test } from 'vitest';
import { freshStore } from '../../../test/harness/servers.ts';
import type { DisputeWorkflow } from '../../../schema/canonical/workflow.ts';
import { derivedFieldsOf } from '../../../schema/linking/dispute-fields.ts';
import { memberOf } from '../../../schema/linking/member.ts';
import { pseudonymsOf } from '../../../schema/masking/pseudonyms.ts';
import type { RecordDoc } from '../../../schema/store/documents.ts';
import type { Store } from '../../../schema/store/models.ts';
import {
  dispute,
  link,
  linkDecision,
  party,
  rawVersion,
  record,
  storeRecords,
} from '../../subgraphs/testing/fixtures.ts';
import {
  FULL_CASE,
  FULL_ENTRIES,
  FULL_EVENT,
  FULL_HOTLINE,
  FULL_POLICE,
  FULL_REQUEST,
} from '../../subgraphs/testing/full-dispute.ts';
import { colourDecision, risk } from '../../subgraphs/testing/full-risk.ts';
import { fullWorkflow } from '../../subgraphs/testing/full-workflow.ts';
import { keepEvents } from '../../subgraphs/testing/kept-events.ts';
import { openDoor, type Door, type ScopedStore } from '../door.ts';
import type { Access } from '../grants/access.ts';
import { clearValuesOf, findLeaks } from '../testing/leaks.ts';
import { accessOf, callerWith } from '../testing/partial-access.ts';

const ZHANG = party({
  name: '張偉',
  phone: '138-1234-5678',
  idNumber: '11010519491231002X',
  address: '南通市通州区金沙街道人民路128号3幢2单元501室',
});
const LI = party({ role: 'COUNTERPARTY', name: '李春梅', phone: '13987654321' });
/** What everybody writes everywhere. */
const TELLING = '张伟（电话 １３８ １２３４ ５６７８，身份证11010519491231002X）与李春梅13987654321争吵';
const tells = (text: string | null): string | null => (text === null ? null : `${text}，${TELLING}`);

function telling(full: RecordDoc, parties: RecordDoc['parties'], more: Partial<RecordDoc> = {}): RecordDoc {
  const texts = [
    'disposalNote',
    'feedbackNote',
    'reply',
    'claims',
    'result',
    'resolution',
    'confirmationResult',
    'someNewColumn',
  ];
  return {
    ...full,
    title: tells(full.title) ?? '',
    narrative: tells(full.narrative),
    parties,
    sensitivity: 'NORMAL',
    sensitivityRule: null,
    events: full.events.map((event) => ({ ...event, note: tells(event.note ?? '') })),
    details: {
      ...full.details,
      ...('counterparty' in full.details ? { counterparty: LI.name } : {}),
      ...Object.fromEntries(texts.map((name) => [name, TELLING])),
    },
    ...more,
  };
}

// Each names one of the two as a party, and both in its texts.
const POLICE = telling(FULL_POLICE, [ZHANG]);
const HOTLINE = telling(FULL_HOTLINE, [LI]);
const RECORDS = [
  POLICE,
  HOTLINE,
  telling(FULL_CASE, [ZHANG, LI]),
  telling(FULL_EVENT, [ZHANG]),
  telling(FULL_REQUEST, [LI]),
];
const FIELDS = derivedFieldsOf(
  'dispute-1',
  RECORDS.map(({ _id: id, ...doc }) => memberOf({ ...doc, id })),
);

const DECISION = colourDecision('', 'RAISE');
const base = dispute('T-320612-261124-K7QF27', RECORDS);
const handled = fullWorkflow(base._id);
const WORKFLOW: DisputeWorkflow = {
  ...handled,
  sessions: handled.sessions.map((one) => ({ ...one, result: TELLING, present: ['張偉', '李春梅'] })),
  agreement: handled.agreement === null ? null : { ...handled.agreement, terms: TELLING },
  events: handled.events.map((event) => ({
    ...event,
    note: TELLING,
    data: { ...event.data, reason: TELLING, terms: TELLING, present: ['張偉'] },
  })),
};
const FACTORS = [
  {
    name: 'THREAT_WORDS' as const,
    value: 1,
    unit: '处',
    points: 30,
    note: '威胁1处',
    evidence: [{ recordId: POLICE._id, feed: POLICE.feed, words: TELLING }],
    ruleVersion: 'risk-test-1',
  },
];
const DISPUTE = dispute('T-320612-261124-K7QF27', RECORDS, {
  ...FIELDS,
  title: TELLING,
  workflow: WORKFLOW,
  risk: risk({
    factors: FACTORS,
    decision: { ...DECISION, id: 'colour-1', kind: 'RAISE', disputeId: base._id, reason: TELLING },
  }),
});
const DECIDED = linkDecision(1, { together: [[POLICE._id, HOTLINE._id]], note: TELLING });
const LINK = link([POLICE, HOTLINE], {
  decidedBy: {
    decisionId: DECIDED._id,
    kind: 'LINK_CONFIRMED',
    partner: 'grid',
    actor: 'a',
    note: TELLING,
    at: DECIDED.at,
  },
});
const VALUES = clearValuesOf([ZHANG, LI]);

let store: Store;
let eventId = '';

beforeAll(async () => {
  store = await freshStore();
  await storeRecords(store, RECORDS);
  await store.disputes.insertMany([DISPUTE]);
  await store.references.insertMany([...FULL_ENTRIES]);
  await store.rawRecords.insertMany(RECORDS.map(rawVersion));
  await store.links.insertMany([LINK]);
  await store.decisions.collection.insertMany([
    DECIDED,
    { ...colourDecision(DISPUTE._id, 'RAISE'), reason: TELLING },
  ] as never[]);
  await store.deadLetters.collection.insertOne({
    _id: 'dlq-1',
    feed: 'police110',
    connector: 'push',
    stage: 'normalise',
    code: 'HUB_RECORD_INVALID',
    reason: `bjnr: "${TELLING}" is no text`,
    reasonClass: 'bjnr',
    at: '2026-11-24T08:00:00Z',
    key: Buffer.from(TELLING),
    value: Buffer.from(TELLING),
  } as never);
  const [event] = await keepEvents(store, [
    {
      partition: 0,
      offset: 0,
      disputeId: DISPUTE._id,
      title: TELLING,
      factors: FACTORS,
      feeds: DISPUTE.feeds,
      recordIds: RECORDS.map(({ _id }) => _id),
      ...(DISPUTE.guard === undefined ? {} : { guard: DISPUTE.guard }),
      ...(DISPUTE.reach === undefined ? {} : { reach: DISPUTE.reach }),
    },
  ]);
  eventId = event?._id ?? '';
}, 60_000);

const SECRET = { version: 1, secret: Buffer.alloc(32, 7) };
const doorWith = (): Door => openDoor(store, { pseudonymsOf: (name) => pseudonymsOf(name, SECRET) });
const storeFor = (access: Access, partner = 'police'): ScopedStore =>
  doorWith().for(callerWith(access, partner));

/** Every way out of the door on which texts or values leave. */
const WAYS: Readonly<Record<string, (from: ScopedStore) => Promise<unknown>>> = {
  recordsByIds: (from) => from.recordsByIds(RECORDS.map(({ _id }) => _id)),
  recordTimelines: (from) => from.recordTimelines(RECORDS.map(({ _id }) => _id)),
  recordPlaces: (from) => from.recordPlaces(RECORDS.map(({ _id }) => _id)),
  recordPages: (from) =>
    from.recordPages([{ feed: 'grid', criteria: {}, direction: 'DESC', after: null, limit: 5 }]),
  recordByNumber: (from) => from.recordByNumber('police110', POLICE.sourceId),
  disputesByIds: (from) => from.disputesByIds([DISPUTE._id]),
  disputePage: (from) =>
    from.disputePage({
      criteria: { states: ['ACTIVE'] },
      sortField: 'openedAt',
      direction: 'DESC',
      after: null,
      limit: 5,
    }),
  linksByIds: (from) => from.linksByIds([LINK._id]),
  linkDecisionsByIds: (from) => from.linkDecisionsByIds([DECIDED._id]),
  colourHistoryPages: (from) => from.colourHistoryPages([{ disputeId: DISPUTE._id, after: null, limit: 5 }]),
  eventsByIds: (from) => from.eventsByIds([eventId]),
  deadLetterPage: (from) => from.deadLetterPage({ feed: 'police110', code: null }, null, 5),
  recordVersions: (from) => from.recordVersions([POLICE._id]),
};

const PARTIAL = ['MASKED', 'PSEUDONYM', 'GENERALISED', 'WITHHELD'] as const;

describe.each(PARTIAL)('at level %s', (level) => {
  test.each(Object.keys(WAYS))('%s gives no clear value in whatever form it is written', async (way) => {
    const found = await WAYS[way]?.(storeFor(accessOf({}, { all: level })));
    const bytes = JSON.stringify(found);
    expect(bytes.length).toBeGreaterThan(way === 'recordPlaces' ? 50 : 100);
    expect(findLeaks(bytes, VALUES)).toEqual([]);
    if (way.startsWith('record')) expect(bytes).not.toContain(rawVersion(POLICE).contentHash);
  });
});

test.each(Object.keys(WAYS))('%s gives everything as it is stored to whoever sees all', async (way) => {
  const found = JSON.stringify(await WAYS[way]?.(storeFor(accessOf({}, { all: 'CLEAR' }))));
  if (way === 'recordVersions') expect(found).toContain(rawVersion(POLICE).contentHash);
  else expect(findLeaks(found, VALUES).length).toBeGreaterThan(0);
});

test('bytes of dead letters are for whoever sees everything of the feed', async () => {
  const read = (access: Access): Promise<readonly { readonly value?: unknown }[]> =>
    storeFor(access).deadLetterBytes(['dlq-1'], 1_000_000);
  expect((await read(accessOf({}, { all: 'CLEAR' })))[0]?.value).toBeDefined();
  const almost = accessOf({}, { all: 'CLEAR', levels: { PLATE: 'MASKED' } });
  expect((await read(almost))[0]?.value).toBeUndefined();
});

describe('who sees its own feed clear and others masked', () => {
  const access = accessOf({ police110: [{ all: 'CLEAR' }], disputes: [{ all: 'CLEAR' }] }, { all: 'MASKED' });

  test('sees its own records as they are, and others masked', async () => {
    const [own] = await storeFor(access).recordsByIds([POLICE._id]);
    expect(own?.narrative).toBe(POLICE.narrative);
    const [other] = await storeFor(access).recordsByIds([HOTLINE._id]);
    expect(other?.parties[0]).toMatchObject({ name: '李*', phone: '139****4321' });
    // 张伟 is a party of the police record alone, which is in the same dispute and may be seen.
    expect(findLeaks(JSON.stringify(other), VALUES)).toEqual([]);
  });

  test('sees what a dispute says of itself, and who is named by others too, as the strictest shows it', async () => {
    const [found] = await storeFor(access).disputesByIds([DISPUTE._id]);
    expect(findLeaks(JSON.stringify(found), VALUES)).toEqual([]);
    expect(found?.parties.map(({ name }) => name).sort()).toEqual(['張*', '李*'].sort());
  });

  test('sees a party that its own records alone name as it is', async () => {
    const alone = {
      ...DISPUTE,
      _id: 'dispute-alone',
      code: 'T-320612-261124-ALONE2',
      parties: DISPUTE.parties,
    };
    await store.disputes.insertMany([
      { ...alone, parties: alone.parties.map((one) => ({ ...one, recordIds: [POLICE._id] })) },
    ]);
    const [found] = await storeFor(access).disputesByIds(['dispute-alone']);
    await store.disputes.deleteOne({ _id: 'dispute-alone' });
    expect(found?.parties[0]?.name).toBe('張偉');
    expect(found?.title).not.toContain('张伟');
  });
});

test('a value shows at the most open level of the rows that reach the record', async () => {
  const access = accessOf(
    {
      police110: [{ all: 'MASKED' }, { all: 'CLEAR', regionPrefixes: ['3206'] }],
      grid: [{ all: 'MASKED' }, { all: 'CLEAR', regionPrefixes: ['3205'] }],
    },
    { all: 'MASKED' },
  );
  const found = await storeFor(access).recordsByIds([POLICE._id, RECORDS[3]?._id ?? '']);
  const names = Object.fromEntries(found.map(({ feed, parties }) => [feed, parties[0]?.name]));
  expect(names).toEqual({ police110: '張偉', grid: '張*' });
});

test('a row for one dispute opens its records, and those of no other', async () => {
  const access = accessOf(
    { police110: [{ all: 'MASKED' }, { all: 'CLEAR', disputeIds: [DISPUTE._id] }] },
    { all: 'MASKED' },
  );
  const other = record('police110', 'J-other', { parties: [ZHANG] });
  await storeRecords(store, [other]);
  const found = await storeFor(access).recordsByIds([POLICE._id, other._id]);
  const names = Object.fromEntries(found.map(({ _id, parties }) => [_id, parties[0]?.name]));
  expect(names).toEqual({ [POLICE._id]: '張偉', [other._id]: '張*' });
});

test('pseudonyms are the same for one partner wherever they stand, and other ones for another', async () => {
  const access = accessOf({}, { all: 'PSEUDONYM' });
  const [seen] = await storeFor(access, 'analyst').recordsByIds([POLICE._id]);
  const [other] = await storeFor(access, 'court').recordsByIds([POLICE._id]);
  const name = seen?.parties[0]?.name ?? '';
  expect(name).toMatch(/^人-/);
  expect(seen?.narrative).toContain(name);
  expect(other?.parties[0]?.name).not.toBe(name);
});

test('a live event is shown as the stored one is', async () => {
  const [stored] = await storeFor(accessOf({}, { all: 'CLEAR' })).eventsByIds([eventId]);
  const access = accessOf({}, { all: 'MASKED' });
  if (stored === undefined) throw new Error('no event');
  const shown = await doorWith().forStream(callerWith(access)).showEvent(stored);
  expect(shown).toEqual((await storeFor(access).eventsByIds([eventId]))[0]);
  const clear = callerWith(accessOf({}, { all: 'CLEAR' }));
  expect(await doorWith().forStream(clear).showEvent(stored)).toBe(stored);
});
