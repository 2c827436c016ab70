import { linksOf, RECURRING, storeLinks } from './full-links.ts';
import { fullRisk, storeRisk } from './full-risk.ts';
import { fullWorkflow } from './full-workflow.ts';
import { foldAddress } from '../../../schema/matching/fold.ts';
import type { RecordDoc } from '../../../schema/store/documents.ts';
import type { Store } from '../../../schema/store/models.ts';
import { storeQuality } from './feed-quality.ts';
import { dispute, entry, feedStatus, party, rawVersion, record, storeRecords } from './fixtures.ts';

const ADDRESS = '南通市通州区金沙街道人民路128号3幢2单元501室';

/** What every feed fills, filled. */
const COMMON = {
  category: '0402',
  categoryRule: 'test.crosswalk',
  sourceCategory: ['物业', '漏水'],
  narrative: '楼上漏水，與物業發生糾紛，要求赔偿',
  quotedNumbers: ['NT20261124000123'],
  status: { code: '1004', label: '处警反馈' },
  occurredAt: '2026-11-24T08:00:00+08:00',
  closedAt: '2026-11-24T18:00:00+08:00',
  place: {
    regionCode: '320612',
    address: ADDRESS,
    longitude: 121.07,
    latitude: 32.06,
    matchingAddress: foldAddress(ADDRESS),
  },
  parties: [
    party({ name: '張偉', phone: '138-1234-5678', idNumber: '11010519491231002X', address: ADDRESS }),
    party({ role: 'COUNTERPARTY', kind: 'ORGANISATION', name: '金沙物业管理有限公司' }),
  ],
  amountFen: 3_000_000_000,
  peopleInvolved: 4,
  events: [
    { at: '2026-11-24T10:10:00+08:00', kind: 'ON_SCENE', label: '到场', note: '已到现场' },
    { at: '2026-11-24T09:30:00+08:00', kind: 'CALL_TAKEN', label: '接警', note: null },
  ],
  flags: ['ID_CHECK_DIGIT_WRONG'],
  sensitivity: 'RESTRICTED',
  sensitivityRule: 'sensitivity.v1:domestic-violence',
} satisfies Partial<RecordDoc>;

/** One record of each feed in which every field of its type has a value. */
export const FULL_POLICE = record('police110', 'J3206122026112400123', {
  ...COMMON,
  numbers: ['J3206122026112400123', 'C3206122026112400123'],
  details: {
    dispatchSheetNo: 'C3206122026112400123',
    dispatchedAt: '2026-11-24T09:35:00+08:00',
    arrivedAt: '2026-11-24T10:10:00+08:00',
    feedbackAt: '2026-11-24T18:00:00+08:00',
    channelCode: '1002',
    channel: '110接警',
    level: '3',
    typeL1: '纠纷警情',
    typeL2: '邻里纠纷',
    typeL3: '漏水',
    jurisdictionUnitCode: '320612510000',
    jurisdictionUnit: '金沙派出所',
    beatCode: '320612003007',
    beat: '金沙七警区',
    officerCode: '012345',
    officer: '李警官',
    disposalCode: '01',
    disposal: '现场调解',
    disposalNote: '双方达成口头协议',
    feedbackResultCode: '01',
    feedbackResult: '已调解',
    feedbackNote: '当事人无异议',
  },
});

export const FULL_HOTLINE = record('hotline12345', 'NT20261124000123', {
  ...COMMON,
  reportedAt: '2026-11-24T11:00:00+08:00',
  details: {
    requestTypeCode: '2',
    requestType: '投诉',
    category: ['物业管理', '漏水'],
    counterparty: '金沙物业管理有限公司',
    regionName: '通州区',
    callerGender: '男',
    stage: '已受理',
    deadlineAt: '2026-12-01T11:00:00+08:00',
    handlingUnit: '通州区住建局',
    reply: '已督促物业维修',
    repliedAt: '2026-11-25T09:00:00+08:00',
    satisfaction: '满意',
    relatedNumbers: ['J3206122026112400123'],
  },
});

export const FULL_REQUEST = record('open311', '19937896', {
  ...COMMON,
  reportedAt: '2026-11-24T12:00:00+08:00',
  details: {
    serviceName: 'WATER LEAK',
    descriptor: 'HEAVY FLOW',
    agencyCode: 'HPD',
    agency: 'Department of Housing Preservation and Development',
    locationType: 'RESIDENTIAL BUILDING',
    zipcode: '10027',
    city: 'NEW YORK',
    borough: 'MANHATTAN',
    communityBoard: '09 MANHATTAN',
    expectedAt: '2026-12-01T12:00:00+08:00',
    resolution: 'The tenant was not at home.',
    resolutionUpdatedAt: '2026-11-25T12:00:00+08:00',
    channel: 'PHONE',
    bbl: '1019820050',
    landmark: null,
  },
});

export const FULL_CASE = record('court', '（2026）苏0612诉前调1234号', {
  ...COMMON,
  reportedAt: '2026-11-24T11:30:00+08:00',
  details: {
    caseYear: 2026,
    courtCode: '苏0612',
    courtName: '南通市通州区人民法院',
    caseType: '诉前调',
    caseTypeCode: 'PRE_SUIT_MEDIATION',
    caseSerial: 1234,
    countyCode: '320612',
    causeCode: '126',
    causeName: '物业服务合同纠纷',
    causeRules: '2025',
    source: '当事人申请',
    sourceCode: 'PARTY_APPLICATION',
    mediationOrganisation: '金沙街道人民调解委员会',
    mediationOrganisationType: '人民调解',
    mediationOrganisationTypeCode: 'PEOPLES',
    mediator: '陈桂芳',
    outcome: '达成调解',
    outcomeCode: '1',
    claims: '请求判令被申请人赔偿漏水损失',
    confirmationNumber: '（2026）苏0612诉前调确56号',
    confirmationResult: '裁定有效',
    confirmedAt: '2026-11-24T17:30:00+08:00',
    partyPositions: ['申请人', '被申请人'],
  },
});

export const FULL_EVENT = record('grid', 'WG320612003202611240007', {
  ...COMMON,
  reportedAt: '2026-11-24T11:45:00+08:00',
  details: {
    eventClass: '矛盾纠纷',
    eventSubclass: '邻里纠纷',
    stage: '处置',
    result: '已上门调解，双方同意先止水',
    counterparty: '金沙物业管理有限公司',
    gridCode: '320612003007',
    gridName: '金沙街道第7网格',
    communityCode: '320612003002',
  },
});

export const FULL_GRID = entry('GRID', '320612003007', {
  name: '金沙街道第7网格',
  regionCode: '320612003',
  communityCode: '320612003002',
  committeeCode: 'TJ320612003',
  details: {
    communityName: '人民路社区',
    workerName: '陆小芳',
    workerPhone: '14200000007',
    households: 412,
  },
});

export const FULL_COMMUNITY = entry('COMMUNITY', '320612003002', {
  name: '人民路社区',
  regionCode: '320612003',
  details: { population: 6_120 },
});

export const FULL_COMMITTEE = entry('MEDIATION_COMMITTEE', 'TJ320612003', {
  name: '金沙街道人民调解委员会',
  regionCode: '320612003',
  details: {
    committeeKind: '人民调解',
    level: '街道级',
    address: '通州区金沙街道综治中心2楼',
    phone: '0513-86512345',
    establishedOn: '1998-05-15',
  },
});

export const FULL_MEDIATOR = entry('MEDIATOR', 'TJ320612003-01', {
  name: '陈桂芳',
  committeeCode: 'TJ320612003',
  details: {
    gender: '女',
    specialities: ['邻里纠纷', '物业纠纷'],
    phone: '14200000008',
    fullTime: true,
    certificateNumber: 'RT32061200301',
  },
});

export const FULL_ENTRIES = [FULL_GRID, FULL_COMMUNITY, FULL_COMMITTEE, FULL_MEDIATOR] as const;

/** One of each feed, in the order of their reports. */
export const FULL_RECORDS: readonly RecordDoc[] = [
  FULL_POLICE,
  FULL_HOTLINE,
  FULL_CASE,
  FULL_EVENT,
  FULL_REQUEST,
];

const FULL_CODE = 'T-320612-261124-K7QF27';

/** Its risk, how that came to be, and the hot spot that it is in. */
export const FULL_RISK = fullRisk(dispute(FULL_CODE, FULL_RECORDS)._id, FULL_POLICE);

/** The dispute of them all, every field filled. */
export const FULL_DISPUTE = dispute(FULL_CODE, FULL_RECORDS, {
  recurrences: [
    {
      recordId: RECURRING._id,
      feed: RECURRING.feed,
      linkedTo: FULL_POLICE._id,
      probability: 0.97,
      attachedAt: '2026-12-15T02:00:00.000Z',
    },
  ],
  workflow: fullWorkflow(dispute(FULL_CODE, FULL_RECORDS)._id),
  risk: FULL_RISK.risk,
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

/** Writes these records with all that belongs to them. */
export async function storeEverything(store: Store): Promise<void> {
  await storeRecords(store, FULL_RECORDS);
  await store.references.insertMany([...FULL_ENTRIES]);
  await store.disputes.insertMany([FULL_DISPUTE]);
  await storeLinks(store, linksOf(FULL_DISPUTE, FULL_POLICE, FULL_HOTLINE));
  await storeRisk(store, FULL_RISK);
  await store.rawRecords.insertMany(FULL_RECORDS.map(rawVersion));
  await store.feedStatuses.insertMany(FULL_RECORDS.map(({ feed }) => feedStatus(feed)));
  await storeQuality(store, 'police110', FULL_POLICE._id, new Date());
}
