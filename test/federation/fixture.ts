import { disputeIdOf, digest, recordIdOf, rawRecordIdOf, versionKeyOf } from '../../schema/canonical/ids.ts';
import { disputeCodeOf } from '../../schema/canonical/dispute-code.ts';
import { fullWorkflow } from '../../gateway/subgraphs/testing/full-workflow.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import type { RecordParty } from '../../schema/canonical/party.ts';
import { searchEntryOf } from '../../schema/matching/search-terms.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { DISPUTE_CATEGORIES } from '../../schema/vocabulary/tables.ts';
import { storeQuality } from '../../gateway/subgraphs/testing/feed-quality.ts';
import { auditEntry } from '../../gateway/access/testing/audit-entry.ts';
import { feedStatus } from '../../gateway/subgraphs/testing/fixtures.ts';
import { fillLinks, recurrencesOf } from './fixture-links.ts';
import { fillRisk, riskOf } from './fixture-risk.ts';
import { fillEvents } from './fixture-events.ts';
import { fixtureEntries } from './fixture-entries.ts';
import { detailsOf, FIXTURE_FEEDS, type FixtureFeed } from './fixture-details.ts';
import { momentOf as at, type Seeded } from './seeded.ts';
import { keepRiskRules } from '../../schema/store/keeping-risk-rules.ts';
import { TOLD_RULES } from '../../gateway/subgraphs/testing/risk-rules.ts';

/** What the stored data offer to queries: values that find something. */
export interface Offered {
  /** Of disputes. */
  readonly codes: readonly string[];
  readonly nodeIds: readonly string[];
  readonly numbers: ReadonlyMap<FixtureFeed, readonly string[]>;
  readonly searchTexts: readonly string[];
  readonly regionCodes: readonly string[];
  readonly hotSpotIds: readonly string[];
  readonly webhookIds: readonly string[];
}

/** Who asks: saved webhooks are this partner's. */
export const FIXTURE_PARTNER = 'admin';

const RECORDS_A_FEED = 40;
const DISPUTES = 24;
const AUDIT_ENTRIES = 30;
const REGIONS = ['320612', '320611', '320685102', '990000', '32'];
const NAMES = ['张伟', '李娜', '王小明', '歐陽修', '陈·买买提', null];

/** Fills a store with records, disputes (active, merged, withdrawn), search entries, versions, and what is told of feeds as of a moment. */
export async function fillStore(store: Store, random: Seeded, now: Date): Promise<Offered> {
  await keepRiskRules(store, TOLD_RULES, now);
  const records = FIXTURE_FEEDS.flatMap((feed) =>
    Array.from({ length: RECORDS_A_FEED }, (_, number) => recordOf(feed, number, random)),
  );
  const disputes = disputesOf(records, random).map((dispute): DisputeDoc => {
    const risk = riskOf(dispute, random);
    return risk === undefined ? dispute : { ...dispute, risk };
  });
  await store.records.collection.insertMany(
    records.map(({ id, ...rest }) => ({ _id: id, ...rest })) as never[],
  );
  const entries = fixtureEntries(random);
  await store.references.collection.insertMany(entries as never[]);
  await store.disputes.collection.insertMany(disputes as never[]);
  await fillLinks(store, disputes, records, random);
  const hotSpots = await fillRisk(store, disputes, random);
  const hotSpotIds = hotSpots.map(({ _id }) => _id);
  const webhookIds = await fillEvents(store, disputes, hotSpots, { partner: FIXTURE_PARTNER, random });
  await store.auditEntries.collection.insertMany(
    Array.from({ length: AUDIT_ENTRIES }, (_, at) => auditEntry('chain-1', at + 1)) as never[],
  );
  await store.searchEntries.collection.insertMany(
    records.map((record) => ({
      _id: record.id,
      feed: record.feed,
      versionKey: record.versionKey,
      reportedAt: record.reportedAt,
      ...searchEntryOf(record),
    })) as never[],
  );
  await store.rawRecords.collection.insertMany(
    records.flatMap((record) => versionsOf(record, random)) as never[],
  );
  await store.feedStatuses.collection.insertMany([
    feedStatus('police110'),
    { ...feedStatus('hotline12345'), connectorState: 'FAILED', lastSourceTime: null, lag: null },
  ] as never[]);
  // Minutes of a fixed moment would be old one day.
  await store.feedMinutes.collection.dropIndex('minute_1');
  await storeQuality(store, 'police110', records[0]?.id ?? '', now);
  await storeQuality(store, 'open311', records.at(-1)?.id ?? '', now);
  const numbersOf = (feed: FixtureFeed): string[] =>
    records.filter((record) => record.feed === feed).flatMap(({ numbers }) => numbers);
  return {
    codes: disputes.map(({ code }) => code),
    nodeIds: [
      ...records.map(({ id }) => id),
      ...entries.map(({ _id }) => _id),
      ...hotSpotIds,
      ...disputes.flatMap(({ _id, parties }) => [_id, ...parties.map(({ id }) => id)]),
    ],
    numbers: new Map(FIXTURE_FEEDS.map((feed) => [feed, numbersOf(feed)])),
    searchTexts: [
      '张伟',
      '欧阳修',
      '13800138001',
      '工资',
      '幸福路',
      'zhangwei',
      ...records.slice(0, 10).map(({ sourceId }) => sourceId),
    ],
    regionCodes: REGIONS,
    hotSpotIds,
    webhookIds,
  };
}

function recordOf(feed: FixtureFeed, number: number, random: Seeded): CanonicalRecord {
  const sourceId = `${feed.slice(0, 1).toUpperCase()}${String(3_206_122_000_000 + number)}`;
  const sourceTime = at(random);
  const contentHash = digest(feed, sourceId);
  const maybe = <Value>(value: Value): Value | null => (random.chance(0.7) ? value : null);
  return {
    id: recordIdOf(feed, sourceId),
    feed,
    sourceId,
    versionKey: versionKeyOf(new Date(sourceTime).toISOString(), contentHash),
    sourceTime,
    receivedAt: at(random),
    contentHash,
    state: random.chance(0.85) ? 'ACTIVE' : 'WITHDRAWN',
    nature: random.pick(['DISPUTE', 'POSSIBLE', 'OTHER']),
    natureRule: `${feed}.type`,
    category: maybe(random.pick([...[...DISPUTE_CATEGORIES.keys()].slice(0, 6), '9999'])),
    categoryRule: maybe(`${feed}.crosswalk`),
    sourceCategory: random.some(['劳动保障', '拖欠工资', '纠纷'], random.int(0, 3)),
    title: `${random.pick(['拖欠工资', '噪音扰民', 'Noise - Residential'])} ${number}`,
    narrative: maybe(`来电人反映幸福路${number}号拖欠工资`),
    status: { code: maybe('1001'), label: maybe('处理中') },
    reportedAt: at(random),
    occurredAt: maybe(at(random)),
    closedAt: maybe(at(random)),
    place: {
      regionCode: maybe(random.pick(REGIONS)),
      address: maybe(`幸福路${number}号`),
      longitude: 120.5 + number / 100,
      latitude: random.chance(0.5) ? 32.1 : null,
      matchingAddress: maybe(`幸福路${number}`),
    },
    parties: Array.from({ length: random.int(0, 3) }, () => partyOf(random)),
    numbers: random.chance(0.3) ? [sourceId, `${sourceId}-X`] : [sourceId],
    quotedNumbers: random.some(['J320612', 'NT20261124'], random.int(0, 2)),
    amountFen: maybe(random.int(0, 5_000_000_000)),
    peopleInvolved: maybe(random.int(1, 30)),
    events: Array.from({ length: random.int(0, 3) }, () => ({
      at: at(random),
      kind: random.pick(['CALL_TAKEN', 'CLOSED']),
      label: '接警',
      note: maybe('已办'),
    })),
    details: detailsOf(feed, random),
    flags: random.some(['SOURCE_TIME_AHEAD', 'ID_CHECK_DIGIT_WRONG'], random.int(0, 2)),
    // Not drawn: that would change what all later draws give.
    ...(number % 5 === 0
      ? ({ sensitivity: 'RESTRICTED', sensitivityRule: 'sensitivity.v1:domestic-violence' } as const)
      : ({ sensitivity: 'NORMAL', sensitivityRule: null } as const)),
  };
}

function partyOf(random: Seeded): RecordParty {
  const name = random.pick(NAMES);
  const phone = random.chance(0.6) ? `1380013800${random.int(0, 3)}` : null;
  return {
    role: random.pick(['REPORTER', 'COUNTERPARTY', 'VICTIM', 'WITNESS', 'AGENT', 'OTHER']),
    kind: random.pick(['PERSON', 'ORGANISATION', 'UNKNOWN']),
    name,
    phone,
    idType: random.chance(0.5) ? '111' : null,
    idNumber: random.chance(0.3) ? '320612199001011234' : null,
    address: random.chance(0.4) ? '幸福路1号' : null,
    matching: { name, phone, idNumber: null, address: null },
  };
}

function disputesOf(records: readonly CanonicalRecord[], random: Seeded): DisputeDoc[] {
  const disputes = Array.from({ length: DISPUTES }, (_, number): DisputeDoc => {
    const members = random.some(records, random.int(1, 7));
    const [founder] = members;
    if (founder === undefined) throw new Error('a dispute needs a record');
    const id = disputeIdOf(`${founder.id}:${number}`);
    return {
      _id: id,
      code: disputeCodeOf(
        '320612',
        `2601${String(number + 1).padStart(2, '0')}`,
        digest(id)
          .replace(/[^0-9A-F]/gi, '')
          .slice(0, 5)
          .toUpperCase(),
      ),
      rev: 0,
      foundingKey: `${founder.reportedAt}|${founder.id}`,
      state: number % 8 === 7 ? 'WITHDRAWN' : number % 5 === 4 ? 'MERGED' : 'ACTIVE',
      mergedInto: null,
      absorbing: [],
      recurrences: recurrencesOf(members, records, random),
      members: members.map((record, index) => ({
        recordId: record.id,
        feed: record.feed,
        rule: index === 0 ? 'FOUNDER' : random.pick(['QUOTED_NUMBER', 'IDENTIFIER_AND_PLACE']),
        linkedTo: index === 0 ? null : founder.id,
        state: record.state,
        linkedAt: at(random),
      })),
      feeds: [...new Set(members.map(({ feed }) => feed))],
      title: founder.title,
      category: founder.category,
      regionCode: founder.place.regionCode,
      address: founder.place.address,
      parties: founder.parties.map((party, index) => ({
        id: `party-${digest(id, String(index)).slice(0, 32)}`,
        kind: party.kind,
        roles: [party.role],
        name: party.name,
        phones: party.phone === null ? [] : [party.phone],
        idNumber: party.idNumber,
        addresses: party.address === null ? [] : [party.address],
        recordIds: members.slice(0, 2).map((record) => record.id),
      })),
      amountFen: founder.amountFen,
      sensitivity: founder.sensitivity,
      openedAt: founder.reportedAt,
      lastActivityAt: at(random),
      // Every second one is handled by partners.
      workflow: number % 2 === 0 ? fullWorkflow(id) : null,
      outbox: [],
    };
  });
  const [survivor] = disputes;
  return disputes.map((dispute) =>
    dispute.state === 'MERGED' ? { ...dispute, mergedInto: survivor?._id ?? null } : dispute,
  );
}

function versionsOf(record: CanonicalRecord, random: Seeded): unknown[] {
  return Array.from({ length: random.int(1, 3) }, (_, index) => {
    const contentHash = digest(record.id, String(index));
    return {
      _id: rawRecordIdOf(record.id, contentHash),
      recordId: record.id,
      feed: record.feed,
      sourceId: record.sourceId,
      sourceTime: at(random),
      receivedAt: at(random),
      contentType: 'application/json',
      contentHash,
      profile: null,
      eventId: `event-${index}`,
      connector: `${record.feed}-connector`,
    };
  });
}
