import { reachesOf } from '../../../schema/canonical/reach.ts';
import { highestSensitivity } from '../../../schema/canonical/sensitivity.ts';
import { rawRecordIdOf, recordIdOf, referenceIdOf, versionKeyOf } from '../../../schema/canonical/ids.ts';
import { linkIdOf } from '../../../schema/canonical/link.ts';
import { linkDecisionIdOf, recordIdsOf } from '../../../schema/canonical/link-decision.ts';
import { toUtcInstant } from '../../../schema/canonical/date-time.ts';
import type { RecordParty } from '../../../schema/canonical/party.ts';
import { foldAddress, foldIdNumber, foldName, foldPhone } from '../../../schema/matching/fold.ts';
import { searchEntryOf } from '../../../schema/matching/search-terms.ts';
import type {
  DisputeDoc,
  FeedStatusDoc,
  LinkDecisionDoc,
  LinkDoc,
  RawRecordDoc,
  RecordDoc,
  ReferenceDoc,
} from '../../../schema/store/documents.ts';
import type { Store } from '../../../schema/store/models.ts';
import type { ReferenceKind } from '../../../schema/canonical/reference.ts';
import type { FeedName } from '../../../schema/vocabulary/feeds.ts';
import { connectorStatus } from './feed-quality.ts';

const HASH = 'a'.repeat(64);

/** A party with its folded forms, as normalise would make it. */
export function party(given: Partial<Omit<RecordParty, 'matching'>>): RecordParty {
  const { name = null, phone = null, idNumber = null, address = null } = given;
  return {
    role: 'REPORTER',
    kind: 'PERSON',
    idType: idNumber === null ? null : '111',
    ...given,
    name,
    phone,
    idNumber,
    address,
    matching: {
      name: name === null ? null : foldName(name),
      phone: phone === null ? null : foldPhone(phone),
      idNumber: idNumber === null ? null : foldIdNumber(idNumber),
      address: address === null ? null : foldAddress(address),
    },
  };
}

/** A stored record; what is not given is a plain value of the right kind. */
export function record(feed: FeedName, sourceId: string, given: Partial<RecordDoc> = {}): RecordDoc {
  const reportedAt = given.reportedAt ?? '2026-11-24T09:30:00+08:00';
  const sourceTime = given.sourceTime ?? reportedAt;
  return {
    _id: recordIdOf(feed, sourceId),
    feed,
    sourceId,
    versionKey: versionKeyOf(toUtcInstant(sourceTime), HASH),
    sourceTime,
    receivedAt: '2026-11-24T09:30:05+08:00',
    contentHash: HASH,
    state: 'ACTIVE',
    nature: 'DISPUTE',
    natureRule: 'test.rule',
    category: null,
    categoryRule: null,
    sourceCategory: [],
    title: `记录 ${sourceId}`,
    narrative: null,
    status: { code: null, label: null },
    reportedAt,
    occurredAt: null,
    closedAt: null,
    place: { regionCode: null, address: null, longitude: null, latitude: null, matchingAddress: null },
    parties: [],
    numbers: [sourceId],
    quotedNumbers: [],
    amountFen: null,
    peopleInvolved: null,
    events: [],
    details: {},
    flags: [],
    sensitivity: 'NORMAL',
    sensitivityRule: null,
    ...given,
  };
}

/** A stored entry of the grid platform's lists. */
export function entry(kind: ReferenceKind, code: string, given: Partial<ReferenceDoc> = {}): ReferenceDoc {
  const sourceTime = given.sourceTime ?? '2026-11-01T00:00:00+08:00';
  return {
    _id: referenceIdOf('grid', kind, code),
    feed: 'grid',
    kind,
    code,
    name: `${kind} ${code}`,
    regionCode: null,
    state: 'ACTIVE',
    versionKey: versionKeyOf(toUtcInstant(sourceTime), HASH),
    sourceTime,
    receivedAt: '2026-11-01T00:05:00+08:00',
    contentHash: HASH,
    communityCode: null,
    committeeCode: null,
    details: {},
    ...given,
  };
}

/** A stored dispute of these records, founded by the first. */
export function dispute(
  code: string,
  records: readonly RecordDoc[],
  given: Partial<DisputeDoc> = {},
): DisputeDoc {
  const openedAt = records[0]?.reportedAt ?? '2026-11-24T09:30:00+08:00';
  return {
    _id: `dispute-${code.replaceAll('-', '').toLowerCase()}`,
    code,
    rev: 0,
    foundingKey: `${toUtcInstant(openedAt)}|${records[0]?._id ?? ''}`,
    state: 'ACTIVE',
    mergedInto: null,
    absorbing: [],
    recurrences: [],
    members: records.map(({ _id, feed, state }, index) => ({
      recordId: _id,
      feed,
      rule: index === 0 ? 'FOUNDER' : 'QUOTED_NUMBER',
      linkedTo: index === 0 ? null : (records[0]?._id ?? null),
      state,
      linkedAt: `2026-11-24T10:${String(index % 60).padStart(2, '0')}:00+08:00`,
    })),
    feeds: [...new Set(records.map(({ feed }) => feed))],
    title: records[0]?.title ?? '',
    category: null,
    regionCode: null,
    address: null,
    parties: [],
    amountFen: null,
    sensitivity: 'NORMAL',
    guard: highestSensitivity(records.map(({ sensitivity }) => sensitivity)),
    reach: reachesOf(records),
    openedAt,
    lastActivityAt: openedAt,
    workflow: null,
    outbox: [],
    ...given,
  };
}

/** A stored link of two records. */
export function link(
  records: readonly [RecordDoc, RecordDoc],
  given: Partial<Omit<LinkDoc, '_id' | 'recordIds' | 'feeds'>> = {},
): LinkDoc {
  const [a, b] = records[0]._id < records[1]._id ? records : [records[1], records[0]];
  return {
    _id: linkIdOf(a._id, b._id),
    recordIds: [a._id, b._id],
    versionKeys: [a.versionKey, b.versionKey],
    feeds: [a.feed, b.feed],
    regionCodes: [a.place.regionCode, b.place.regionCode],
    status: 'LINKED',
    reason: null,
    probability: 0.99,
    weight: 6.6,
    rule: 'QUOTED_NUMBER',
    fields: [
      { field: 'category', level: 'DIFFERENT', weight: -1.5, note: 'the categories differ (类别不同)' },
      { field: 'quotedNumber', level: 'EXACT', weight: 9.1, note: 'one quotes the other (引用单号)' },
    ],
    version: 'city-1',
    disputeIds: [],
    decidedBy: null,
    at: '2026-11-24T02:10:00.000Z',
    ...given,
  };
}

/** The `n`-th decision of people about links, of pairs that it names. */
export function linkDecision(n: number, given: Partial<LinkDecisionDoc>): LinkDecisionDoc {
  const { together = [], apart = [] } = given;
  return {
    _id: linkDecisionIdOf(n),
    kind:
      given.undoes != null ? 'LINK_DECISION_UNDONE' : apart.length > 0 ? 'LINK_REJECTED' : 'LINK_CONFIRMED',
    recordIds: recordIdsOf(together, apart),
    together,
    apart,
    undoes: null,
    partner: 'hotline',
    actor: 'reviewer@hotline',
    note: null,
    at: `2026-11-25T03:00:00.${String(n).padStart(3, '0')}Z`,
    ...given,
  };
}

/** A received version of a record. */
export function rawVersion({
  _id,
  feed,
  sourceId,
  sourceTime,
  receivedAt,
  contentHash,
}: RecordDoc): RawRecordDoc {
  return {
    _id: rawRecordIdOf(_id, contentHash),
    recordId: _id,
    feed,
    sourceId,
    sourceTime,
    receivedAt,
    contentHash,
    contentType: 'application/json',
    profile: null,
    eventId: 'event',
    connector: `${feed}-test`,
    origin: `test.feed.${feed}.v1:0:${sourceId}`,
    // The door never reads bytes.
    bytes: Buffer.from('{}') as unknown as RawRecordDoc['bytes'],
  };
}

export function feedStatus(feed: FeedName): FeedStatusDoc {
  const at = '2026-11-24T09:30:00+08:00';
  return {
    _id: feed,
    lastContactAt: at,
    lastSourceTime: at,
    lastStoredAt: at,
    connectorState: 'RUNNING',
    trace: 'Error: at secret-host',
    connectors: [
      connectorStatus(`${feed}-one`, {
        trace: 'HUB_SOURCE_UNAVAILABLE: the system answers 500; trying again',
        silenceAlarmMs: 600_000,
      }),
      connectorStatus(`${feed}-two`, { state: 'FAILED', trace: 'Error: at secret-host' }),
    ],
    lastReceivedAt: at,
    lastArrivalAt: at,
    lag: { messages: 2, measuredAt: at },
    learnedSilence: { limitMs: 1_200_000, learnedAt: at },
  };
}

/** Writes records with their search entries, as the pipeline would. */
export async function storeRecords(store: Store, records: readonly RecordDoc[]): Promise<void> {
  await store.records.insertMany(records);
  await store.searchEntries.insertMany(
    records.map(({ _id, ...rest }) => ({
      _id,
      feed: rest.feed,
      versionKey: rest.versionKey,
      reportedAt: rest.reportedAt,
      ...searchEntryOf({ id: _id, ...rest }),
    })),
  );
}
