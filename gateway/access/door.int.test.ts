import { beforeAll, describe, expect, test } from 'vitest';
import { freshStore } from '../../test/harness/servers.ts';
import {
  dispute,
  entry,
  feedStatus,
  link,
  linkDecision,
  rawVersion,
  record,
  storeRecords,
} from '../subgraphs/testing/fixtures.ts';
import { colourRow, hotSpot, risk } from '../subgraphs/testing/full-risk.ts';
import { keepEvents, keptEvent } from '../subgraphs/testing/kept-events.ts';
import { eventCriteriaOf } from '../events/event-criteria.ts';
import { handled } from '../subgraphs/testing/handled.ts';
import { storeQuality } from '../subgraphs/testing/feed-quality.ts';
import { FULL_CASES, FULL_GRANT, FULL_TERMS } from '../subgraphs/testing/full-access.ts';
import type { GrantDoc } from '../../schema/store/grant-docs.ts';
import type { AccessWrites } from './access-writes.ts';
import { auditEntry } from './testing/audit-entry.ts';
import type { SavedViewWrites } from './saved-views.ts';
import type { ExportWrites } from './export-jobs.ts';
import { exportJobOf, exportPageOf } from '../subgraphs/testing/export-job.ts';
import { savedViewOf } from '../subgraphs/testing/saved-view.ts';
import { savedWebhook, webhookDelivery } from '../subgraphs/testing/saved-webhook.ts';
import type { Store } from '../../schema/store/models.ts';
import type { Caller } from './caller.ts';
import type { AskedColour, AskedMove } from './writer.ts';
import type { RiskWrites } from './risk-writes.ts';
import type { DisputeWrites } from './dispute-writes.ts';
import type { LinkWrites } from './link-writes.ts';
import type { SavedWebhook } from './webhook-reads.ts';
import type { WebhookToCreate, WebhookWrites } from './webhook-writes.ts';
import { openDoor, type ScopedStore } from './door.ts';
import type { Erasing } from './erasing.ts';
import { FULL_ACCESS, NO_ACCESS } from './grants/access.ts';
import { keepRiskRules } from '../../schema/store/keeping-risk-rules.ts';
import { TOLD_RULES } from '../subgraphs/testing/risk-rules.ts';

const CALLER: Caller = { partner: 'police', actor: 'police@test', purpose: null, access: FULL_ACCESS };
const NOBODY: Caller = { ...CALLER, access: NO_ACCESS };
const RECORD = record('police110', 'J1', { numbers: ['J1', 'C1'], narrative: '楼上漏水' });
const DISPUTE = dispute('T-320612-261124-K7QF27', [RECORD], {
  risk: risk(),
  parties: [
    {
      id: 'party-1',
      kind: 'PERSON',
      roles: ['REPORTER'],
      name: '张伟',
      phones: [],
      idNumber: null,
      addresses: [],
      recordIds: [RECORD._id],
    },
  ],
});
const COMMITTEE = entry('MEDIATION_COMMITTEE', 'TJ320612003', { regionCode: '320612003' });
const LINK = link([RECORD, record('hotline12345', 'NT1')], { regionCodes: ['320612', null] });
const DECISION = linkDecision(1, { together: [LINK.recordIds], clientMutationId: 'call-1' });
const UNDOING = linkDecision(2, { recordIds: DECISION.recordIds, undoes: DECISION._id });
const HOT_SPOT = hotSpot('one', [DISPUTE._id]);
const EVER = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
const SETTLED = dispute('T-320612-261124-SETTL2', [record('police110', 'J2')], {
  workflow: handled('settled', [
    { move: 'REGISTER', at: '2026-11-24T02:00:00.000Z' },
    { move: 'TRIAGE', input: { urgency: 'NORMAL' }, at: '2026-11-24T02:00:00.000Z' },
    { move: 'REFER', input: { agency: 'court' }, at: '2026-11-24T02:00:00.000Z' },
    { move: 'ACCEPT', at: '2026-11-24T03:00:00.000Z' },
    { move: 'START_MEDIATION', at: '2026-11-24T03:00:00.000Z' },
    { move: 'AGREE', input: { form: 'ORAL', methodCode: '0103' }, at: '2026-11-25T03:00:00.000Z' },
  ]),
});
const GRANT: GrantDoc = { ...FULL_GRANT, partner: 'tester', state: 'ACTIVE' };
const SEARCH = { keys: ['number:J1'], fragments: [], feeds: null };
const TEXT = { keys: [], fragments: [{ folded: '漏水', grams: ['漏水'] }], feeds: null };

/** One call of every method of the door that finds something when everything may be read; what goes by a right alone is tried with its subgraph. */
const READS: Readonly<
  Record<
    Exclude<keyof ScopedStore, keyof typeof WRITES | keyof AccessWrites | keyof Erasing | 'listing'>,
    (store: ScopedStore) => Promise<unknown>
  >
> = {
  recordsByIds: (store) => store.recordsByIds([RECORD._id]),
  recordTimes: (store) => store.recordTimes([RECORD._id]),
  recordTimelines: (store) => store.recordTimelines([RECORD._id]),
  recordPlaces: (store) => store.recordPlaces([RECORD._id]),
  recordGrids: (store) => store.recordGrids([RECORD._id]),
  recordByNumber: (store) => store.recordByNumber('police110', 'C1'),
  recordPage: (store) =>
    store.recordPage({ feed: 'police110', criteria: {}, direction: 'DESC', after: null, limit: 5 }),
  countRecords: (store) => store.countRecords('police110', {}, 5),
  recordPages: (store) =>
    store.recordPages([
      { feed: 'police110', criteria: {}, direction: 'DESC', after: null, limit: 5 },
      { feed: 'police110', criteria: {}, direction: 'ASC', after: null, limit: 5 },
    ]),
  countRecordsEach: (store) => store.countRecordsEach('police110', [{}, {}], 5),
  recordVersions: (store) => store.recordVersions([RECORD._id]),
  disputesByIds: (store) => store.disputesByIds([DISPUTE._id]),
  disputesByCodes: (store) => store.disputesByCodes([DISPUTE.code]),
  disputesByRecordIds: (store) => store.disputesByRecordIds([RECORD._id]),
  disputesByPartyIds: (store) => store.disputesByPartyIds(['party-1']),
  disputePage: (store) =>
    store.disputePage({
      criteria: { states: ['ACTIVE'] },
      sortField: 'openedAt',
      direction: 'DESC',
      after: null,
      limit: 5,
    }),
  countDisputes: (store) => store.countDisputes({ states: ['ACTIVE'] }, 5),
  searchPage: (store) => store.searchPage({ criteria: TEXT, tier: 'TEXT', after: null, limit: 5 }),
  countSearch: (store) => store.countSearch(SEARCH, 5),
  searchRecordIds: (store) => store.searchRecordIds(SEARCH, 5),
  referencesByIds: (store) => store.referencesByIds([COMMITTEE._id]),
  referencePages: (store) =>
    store.referencePages([
      { feed: 'grid', criteria: { kind: 'MEDIATION_COMMITTEE' }, after: null, limit: 5 },
      { feed: 'grid', criteria: { kind: 'MEDIATION_COMMITTEE', regionPrefix: '3206' }, after: 'A', limit: 5 },
    ]),
  countReferencesEach: (store) =>
    store.countReferencesEach('grid', [{ kind: 'MEDIATION_COMMITTEE' }, { kind: 'MEDIATION_COMMITTEE' }], 5),
  committeesNamed: (store) =>
    store.committeesNamed('grid', [{ regionPrefix: '320612', name: COMMITTEE.name }]),
  auditPage: (store) => store.auditPage({}, null, 5),
  countAuditEntries: (store) => store.countAuditEntries({}, 5),
  datasetTerms: async (store) =>
    [...(await store.datasetTerms()).values()].filter(({ owner }) => owner === 'harbour'),
  grantPage: (store) => store.grantPage({}, null, 5),
  countGrants: (store) => store.countGrants({}, 5),
  grantsInForce: (store) => store.grantsInForce('tester', new Date(GRANT.validFrom)),
  accessCase: (store) => store.accessCase('APPLICATION', 'application-full'),
  accessCasePage: (store) => store.accessCasePage('APPLICATION', {}, null, 5),
  countAccessCases: (store) => store.countAccessCases('APPLICATION', {}, 5),
  auditUsage: (store) => store.auditUsage('FIELD', {}, 5),
  feedStatuses: (store) => store.feedStatuses(),
  countRecordsOfFeed: (store) => store.countRecordsOfFeed('police110'),
  countDeadLettersOfFeed: (store) => store.countDeadLettersOfFeed('police110'),
  countRepeatsOfFeed: (store) => store.countRepeatsOfFeed('police110'),
  feedMinutes: (store) => store.feedMinutes(['police110'], new Date(0)),
  feedColumns: (store) => store.feedColumns(['police110']),
  deadLetterCounts: (store) => store.deadLetterCounts('police110', 5),
  deadLetterPage: (store) => store.deadLetterPage({ feed: 'police110', code: null }, null, 5),
  countDeadLetters: (store) => store.countDeadLetters({ feed: 'police110', code: 'HUB_RECORD_INVALID' }, 5),
  indicatorSums: async (store) => (await store.indicatorSums({ range: EVER }, new Date())).registered,
  settleTimes: (store) => store.settleTimes({ range: EVER }, 0, 5),
  disputeGroups: (store) =>
    store.disputeGroups({ range: EVER }, [{ by: ['REGION', 'FEED'], regionDigits: 6, most: 5 }]),
  workflowHistories: (store) =>
    store.workflowHistories({ asOf: '2027-01-01T00:00:00.000Z', since: null, kinds: ['AGREE'] }, 5),
  recordStandings: (store) => store.recordStandings([RECORD._id]),
  disputesMergedInto: (store) => store.disputesMergedInto([DISPUTE._id]),
  linksByIds: (store) => store.linksByIds([LINK._id]),
  linkPages: (store) =>
    store.linkPages([
      { criteria: { regionPrefix: '3206' }, after: null, limit: 5 },
      { criteria: { within: LINK.recordIds }, after: { at: 1, id: '' }, limit: 5 },
    ]),
  countLinksEach: (store) => store.countLinksEach([{ statuses: ['LINKED'] }, { minProbability: 0.9 }], 5),
  heldTogether: (store) => store.heldTogether(LINK.recordIds, 5),
  linkDecisionsByIds: (store) => store.linkDecisionsByIds([DECISION._id]),
  linkDecisionsAbout: (store) => store.linkDecisionsAbout([RECORD._id]),
  linkDecisionPages: (store) =>
    store.linkDecisionPages([{ recordIds: LINK.recordIds, after: null, limit: 5 }]),
  countLinkDecisionsEach: (store) => store.countLinkDecisionsEach([LINK.recordIds], 5),
  linkDecisionsUndoing: (store) => store.linkDecisionsUndoing([DECISION._id]),
  linkDecisionOfCall: (store) => store.linkDecisionOfCall(DECISION.partner, 'call-1'),
  lastLinkDecision: (store) => store.lastLinkDecision(),
  decisionProgress: (store) => store.decisionProgress([DECISION._id]),
  hotSpotsByIds: (store) => store.hotSpotsByIds([HOT_SPOT._id]),
  hotSpotPage: (store) =>
    store.hotSpotPage({
      criteria: { regionPrefix: '3206', openedFrom: '2026-11-01' },
      after: null,
      limit: 5,
    }),
  countHotSpots: (store) => store.countHotSpots({ states: ['OPEN'], categories: ['04'] }, 5),
  feedsOfDisputes: (store) => store.feedsOfDisputes([DISPUTE._id]),
  riskRules: (store) => store.riskRules(),
  colourHistoryPages: (store) =>
    store.colourHistoryPages([{ disputeId: DISPUTE._id, after: null, limit: 5 }]),
  countColourHistoryEach: (store) => store.countColourHistoryEach([DISPUTE._id], 5),
  eventLog: (store) => store.eventLog(),
  eventHead: async (store) => {
    const log = await store.eventLog();
    return log === null ? null : (await store.eventHead(log)).offsets.filter((offset) => offset >= 0);
  },
  eventWindows: (store) =>
    store.eventWindows(
      [
        { epoch: 1, partition: 0, after: -1, through: 9, limit: 5 },
        { epoch: 1, partition: 1, after: 2, through: 9, limit: 5 },
      ],
      eventCriteriaOf({ kinds: ['DISPUTE_CHANGED'] }),
    ),
  eventPlaces: async (store) =>
    (await store.eventPlaces(1, [{ partition: 1, offset: 2 }])).filter((place) => place !== null),
  eventsByIds: (store) => store.eventsByIds(KEPT.map(keptEvent).map(({ _id }) => _id)),
  countEvents: (store) => store.countEvents(1, eventCriteriaOf({ kinds: ['DISPUTE_CHANGED'] }), 5),
  eventPage: async (store) =>
    (
      await store.eventPage({
        criteria: eventCriteriaOf({ kinds: ['DISPUTE_CHANGED'] }),
        after: null,
        since: null,
        limit: 5,
      })
    ).edges,
  riskWebhook: (store) => store.riskWebhook(WEBHOOK._id),
  riskWebhookPage: (store) => store.riskWebhookPage({ after: null, limit: 5 }),
  countRiskWebhooks: (store) => store.countRiskWebhooks(5),
  webhookDeliveryPage: (store) =>
    store.webhookDeliveryPage({ webhookId: WEBHOOK._id, states: ['DEAD'], after: null, limit: 5 }),
  countWebhookDeliveries: (store) =>
    store.countWebhookDeliveries({ webhookId: WEBHOOK._id, states: null }, 5),
  webhookDelivery: (store) => store.webhookDelivery(DEAD._id),
  deadWebhookDeliveries: (store) => store.deadWebhookDeliveries(WEBHOOK._id, '2026-01-01T00:00:00.000Z', 5),
  webhookLag: async (store) => (await store.webhookLag(WEBHOOK, 5)).behind,
  exportJob: (store) => store.exportJob(EXPORT._id),
  exportJobPage: (store) => store.exportJobPage(null, 5),
  countExportJobs: (store) => store.countExportJobs(5),
  exportPage: (store) => store.exportPage(EXPORT._id, 0),
  savedView: (store) => store.savedView(VIEW._id),
  savedViewPage: (store) => store.savedViewPage(['DISPUTES'], null, 5),
  countSavedViews: (store) => store.countSavedViews(null, 5),
  deadLetterBytes: (store) => store.deadLetterBytes(['test.feed.police110.v1:0:1'], 100),
};

/** By a right alone: gateway/subgraphs/retention/retention.int.test.ts. */
const ERASING: readonly (keyof Erasing)[] = [
  'erasePerson',
  'erasure',
  'erasures',
  'placeLegalHold',
  'releaseLegalHold',
  'legalHolds',
];

const REGISTER: AskedMove = {
  move: 'REGISTER',
  input: {},
  note: null,
  clientMutationId: 'once',
  expectedVersion: null,
};

const RAISE: AskedColour = {
  kind: 'RAISE',
  colour: 'RED',
  reason: '扬言报复',
  expiresAt: '2026-12-01T00:00:00.000Z',
  clientMutationId: 'raise-1',
  inputHash: 'hash',
};

/** Names somebody else: the door knows better. */
const DECIDED = linkDecision(3, { together: [[RECORD._id, RECORD._id]] });

interface Written {
  readonly partner: string;
  readonly actor: string;
}

/** Deleted after the others: the tests run in this order. */
const WEBHOOK = savedWebhook('webhook-1');
const WITHOUT_SECRET = savedWebhook('webhook-2');
const DEAD = webhookDelivery(WEBHOOK._id, 'event-1');
const VIEW = savedViewOf(CALLER);
const EXPORT = exportJobOf(CALLER);
const SAVE: WebhookToCreate = {
  clientMutationId: 'save-1',
  inputHash: 'hash',
  url: 'https://1.1.1.1/hook',
  description: '',
  criteria: eventCriteriaOf({}),
  after: null,
};

function writtenIn({ partner, changes }: SavedWebhook): Written {
  return { partner, actor: changes.at(-1)?.actor ?? '' };
}

/** One call of every method of the door that writes; answers what says who did it. */
const WRITES: Readonly<
  Record<
    | keyof DisputeWrites
    | keyof LinkWrites
    | keyof RiskWrites
    | keyof WebhookWrites
    | keyof SavedViewWrites
    | keyof ExportWrites,
    (store: ScopedStore) => Promise<Written | undefined>
  >
> = {
  moveDispute: async (store) => (await store.moveDispute({ id: DISPUTE._id }, REGISTER)).event,
  decideColour: async (store) => (await store.decideColour({ id: DISPUTE._id }, RAISE)).decision,
  decideLinks: async (store) => {
    await store.decideLinks(DECIDED);
    return (await store.linkDecisionsByIds([DECIDED._id]))[0];
  },
  createRiskWebhook: async (store) => writtenIn((await store.createRiskWebhook(SAVE)).webhook),
  updateRiskWebhook: async (store) =>
    writtenIn(await store.updateRiskWebhook(WEBHOOK._id, { description: '值班室' })),
  rotateRiskWebhookSecret: async (store) =>
    writtenIn((await store.rotateRiskWebhookSecret(WEBHOOK._id)).webhook),
  redeliverRiskWebhook: async (store) =>
    writtenIn((await store.redeliverRiskWebhook(WEBHOOK._id, { deliveryId: DEAD._id })).webhook),
  testRiskWebhook: async (store) => {
    // Its receiver has an address that the hub does not call.
    const { status } = await store.testRiskWebhook(WITHOUT_SECRET._id);
    const webhook = await store.riskWebhook(WITHOUT_SECRET._id);
    return status !== null || webhook === null ? undefined : writtenIn(webhook);
  },
  createExport: (store) =>
    store.createExport({
      clientMutationId: 'export-1',
      inputHash: 'hash',
      list: 'DISPUTES',
      criteria: '{}',
      columns: ['code'],
      format: 'CSV',
      timeZone: 'Asia/Shanghai',
      language: 'ZH_CN',
      fileName: '纠纷列表.csv',
    }),
  cancelExport: (store) => store.cancelExport(EXPORT._id),
  createSavedView: (store) =>
    store.createSavedView({
      clientMutationId: 'view-1',
      inputHash: 'hash',
      kind: 'SEARCH',
      name: '欠薪',
      filter: '{}',
      visibility: 'PRIVATE',
    }),
  updateSavedView: (store) => store.updateSavedView(VIEW._id, 1, { name: '本区' }),
  deleteSavedView: async (store) => {
    await store.deleteSavedView(VIEW._id, 2);
    return (await store.savedView(VIEW._id)) === null ? CALLER : undefined;
  },
  deleteRiskWebhook: async (store) => {
    await store.deleteRiskWebhook(WEBHOOK._id);
    return (await store.riskWebhook(WEBHOOK._id)) === null ? CALLER : undefined;
  },
};

/** Of who may see what: gateway/subgraphs/access/access.int.test.ts. */
const ACCESS_WRITES: readonly (keyof AccessWrites)[] = [
  'applyForAccess',
  'decideApplication',
  'revokeGrant',
  'requestCorrection',
  'answerCorrection',
  'breakGlass',
  'reviewBreakGlass',
];

const KEPT = [
  { partition: 0, offset: 4 },
  { partition: 1, offset: 3 },
];

let store: Store;

beforeAll(async () => {
  store = await freshStore();
  await storeRecords(store, [RECORD]);
  await store.references.insertMany([COMMITTEE]);
  await store.disputes.insertMany([
    DISPUTE,
    SETTLED,
    dispute('T-320612-261124-K7QF26', [], { state: 'MERGED', mergedInto: DISPUTE._id }),
  ]);
  await store.links.insertMany([LINK]);
  await store.hotSpots.insertMany([HOT_SPOT]);
  await store.riskWebhooks.insertMany([WEBHOOK, WITHOUT_SECRET]);
  await store.savedViews.insertMany([VIEW]);
  await store.exportJobs.insertMany([EXPORT]);
  await store.exportPages.insertMany([exportPageOf(EXPORT, [['T-320612-261124-K7QF27']])]);
  await store.grants.insertMany([GRANT]);
  await store.accessCases.insertMany(FULL_CASES);
  await store.datasetTerms.collection.insertOne(FULL_TERMS as never);
  await store.auditEntries.insertMany([auditEntry('chain-1', 1)]);
  await store.webhookDeliveries.insertMany([DEAD]);
  await keepEvents(store, KEPT);
  await store.decisions.collection.insertMany([colourRow(DISPUTE._id, 1)] as never[]);
  await keepRiskRules(store, TOLD_RULES, new Date());
  await store.linkDecisions.insertMany([DECISION, UNDOING]);
  await store.decisionProgress.insertMany([
    { _id: DECISION._id, appliedAt: DECISION.at, outcome: 'APPLIED', disputeIds: [DISPUTE._id] },
  ]);
  await store.rawRecords.insertMany([rawVersion(RECORD)]);
  await store.feedStatuses.insertMany([feedStatus('police110')]);
  await storeQuality(store, 'police110', RECORD._id, new Date());
});

test('the tests below name every method of the door', () => {
  expect(
    [...Object.keys(READS), ...Object.keys(WRITES), ...ACCESS_WRITES, ...ERASING, 'listing'].sort(),
  ).toEqual(Object.keys(openDoor(store).for(CALLER)).sort());
});

describe.each(Object.entries(READS))('%s', (name, read) => {
  test('finds what is there when the scope is all, and nothing when the scope is nothing', async () => {
    expect(found(await read(openDoor(store).for(CALLER)))).toBe(true);
    const nothing = openDoor(store, { scopeOf: () => ({ filter: { _id: { $in: [] } } }) });
    expect(found(await read(nothing.for(CALLER)))).toBe(false);
    // By its grants, too: whoever has none finds the catalogue and no more.
    expect(found(await read(openDoor(store).for(NOBODY)))).toBe(name === 'datasetTerms');
  });

  test('asks for the scope of its caller', async () => {
    const asked: Caller[] = [];
    const door = openDoor(store, {
      scopeOf: (caller) => {
        asked.push(caller);
        return { filter: {} };
      },
    });
    await read(door.for(CALLER));
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked)).toEqual(new Set([CALLER]));
  });
});

describe.each(Object.entries(WRITES))('%s', (_, write) => {
  test('reaches nothing when the scope is nothing, and asks for the scope of its caller', async () => {
    const asked: Caller[] = [];
    const nothing = openDoor(store, {
      scopeOf: (caller) => {
        asked.push(caller);
        return { filter: { _id: { $in: [] } } };
      },
    });
    await expect(write(nothing.for(CALLER))).rejects.toMatchObject({ code: 'HUB_NOT_FOUND' });
    expect(new Set(asked)).toEqual(new Set([CALLER]));
  });

  test('writes down its caller as who did it', async () => {
    expect(await write(openDoor(store).for(CALLER))).toMatchObject({
      partner: CALLER.partner,
      actor: CALLER.actor,
    });
  });
});

test('what is for matching only, a connector trace and raw bytes never come through the door', async () => {
  const scoped = openDoor(store).for(CALLER);
  const answers = await Promise.all(Object.entries(READS).map(([, read]) => read(scoped)));
  const text = JSON.stringify(answers);
  for (const hidden of [
    'matching"',
    'secret-host',
    '"secrets"',
    '"bytes"',
    'foundingKey',
    'absorbing',
    '"outbox',
  ]) {
    expect(text).not.toContain(hidden);
  }
});

function found(answer: unknown): boolean {
  // Of several pages or counts each must have something.
  if (Array.isArray(answer)) return answer.length > 0 && answer.every((one) => !isEmpty(one));
  return typeof answer === 'number' ? answer > 0 : answer !== null;
}

function isEmpty(one: unknown): boolean {
  return one === 0 || (Array.isArray(one) && one.length === 0);
}
