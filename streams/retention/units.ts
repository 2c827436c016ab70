import type { Marker } from '../../schema/erasure/marks.ts';
import type { LegalHoldDoc } from '../../schema/store/erasure-docs.ts';
import type { DisputeDoc, RecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import type { EndingUnit } from '../../schema/store/retention-docs.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';

/** Records and disputes that hang together by membership, merges, links or decisions of people: they end together or not at all. */
export interface Unit {
  readonly disputes: ReadonlyMap<string, UnitDispute>;
  readonly records: ReadonlyMap<string, UnitRecord>;
}

export type UnitDispute = Pick<
  DisputeDoc,
  | '_id'
  | 'state'
  | 'mergedInto'
  | 'absorbing'
  | 'members'
  | 'recurrences'
  | 'lastActivityAt'
  | 'workflow'
  | 'outbox'
>;
export type UnitRecord = Pick<
  RecordDoc,
  '_id' | 'feed' | 'versionKey' | 'reportedAt' | 'sourceTime' | 'closedAt' | 'parties'
>;

/** Before which moments what is told is over, in ms; null: it has no term. */
export interface Limits {
  readonly disputesMs: number | null;
  readonly recordsMs: (feed: FeedName) => number | null;
}

/** What is larger is a matter for people: no city's quarrel has so many records. */
const MOST_RECORDS = 2_000;
const DISPUTE_FIELDS = {
  state: 1,
  mergedInto: 1,
  absorbing: 1,
  members: 1,
  recurrences: 1,
  lastActivityAt: 1,
  workflow: 1,
  outbox: 1,
} as const;
const RECORD_FIELDS = {
  feed: 1,
  versionKey: 1,
  reportedAt: 1,
  sourceTime: 1,
  closedAt: 1,
  parties: 1,
} as const;

/** What hangs together with a dispute or a record. Null when it is too large to end by itself. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function unitOf(
  store: Store,
  start: { readonly disputeId: string } | { readonly recordId: string },
): Promise<Unit | null> {
  const disputes = new Map<string, UnitDispute>();
  const recordIds = new Set<string>();
  let newDisputes = 'disputeId' in start ? [start.disputeId] : [];
  let newRecords = 'recordId' in start ? [start.recordId] : [];
  for (const id of newRecords) recordIds.add(id);
  while (newDisputes.length + newRecords.length > 0) {
    const found = await disputesAround(store, newDisputes, newRecords);
    const around = [...(await recordsAround(store, newRecords))];
    newDisputes = [];
    newRecords = [];
    for (const dispute of found) {
      const isNew = !disputes.has(dispute._id);
      disputes.set(dispute._id, dispute);
      if (!isNew) continue;
      newDisputes.push(dispute._id);
      if (dispute.mergedInto !== null && !disputes.has(dispute.mergedInto))
        newDisputes.push(dispute.mergedInto);
      around.push(...[...dispute.members, ...dispute.recurrences].map(({ recordId }) => recordId));
    }
    for (const id of around) {
      if (recordIds.has(id)) continue;
      recordIds.add(id);
      newRecords.push(id);
    }
    if (recordIds.size > MOST_RECORDS) return null;
  }
  return { disputes, records: await recordsWith(store, [...recordIds]) };
}

/** What is still there of a unit that was being ended. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function unitLeft(
  store: Store,
  { disputeIds, recordIds }: Pick<EndingUnit, 'disputeIds' | 'recordIds'>,
): Promise<Unit> {
  const filter = { _id: { $in: [...disputeIds] } };
  const disputes = await storing(store.disputes.find(filter, DISPUTE_FIELDS).lean<UnitDispute[]>().exec());
  return {
    disputes: new Map(disputes.map((one) => [one._id, one])),
    records: await recordsWith(store, recordIds),
  };
}

async function recordsWith(store: Store, ids: readonly string[]): Promise<Map<string, UnitRecord>> {
  const records = await storing(
    store.records
      .find({ _id: { $in: [...ids] } }, RECORD_FIELDS)
      .lean<UnitRecord[]>()
      .exec(),
  );
  return new Map(records.map((one) => [one._id, one]));
}

async function disputesAround(
  store: Store,
  disputeIds: readonly string[],
  recordIds: readonly string[],
): Promise<UnitDispute[]> {
  const filter = {
    $or: [
      { _id: { $in: [...disputeIds] } },
      { mergedInto: { $in: [...disputeIds] } },
      { 'members.recordId': { $in: [...recordIds] } },
      { 'recurrences.recordId': { $in: [...recordIds] } },
    ],
  };
  return storing(store.disputes.find(filter, DISPUTE_FIELDS).lean<UnitDispute[]>().exec());
}

/** Other records of their links and of what people decided about them. */
async function recordsAround(store: Store, recordIds: readonly string[]): Promise<Set<string>> {
  if (recordIds.length === 0) return new Set();
  const filter = { recordIds: { $in: [...recordIds] } };
  const shown = { recordIds: 1 } as const;
  const found = await storing(
    Promise.all([
      store.links.find(filter, shown).lean<{ recordIds: string[] }[]>().exec(),
      store.linkDecisions.find(filter, shown).lean<{ recordIds: string[] }[]>().exec(),
    ]),
  );
  return new Set(found.flat().flatMap((one) => one.recordIds));
}

/** Whether all of it is over its term: disputes that are closed, or that nobody ever took up, and nothing that is still to be told. */
export function isOver({ disputes, records }: Unit, limits: Limits): boolean {
  const members = new Set<string>();
  for (const dispute of disputes.values()) {
    const { disputesMs } = limits;
    if (disputesMs === null || !isDisputeOver(dispute, disputesMs)) return false;
    for (const { recordId } of [...dispute.members, ...dispute.recurrences]) members.add(recordId);
  }
  return [...records.values()].every((record) => {
    const own = limits.recordsMs(record.feed);
    // A record that only hangs on to disputes has no term of its own to wait for where its feed has none.
    const limit = members.has(record._id) || (own === null && disputes.size > 0) ? limits.disputesMs : own;
    return limit !== null && lastTimeMs(record) < limit;
  });
}

function isDisputeOver(dispute: UnitDispute, limitMs: number): boolean {
  const { state, workflow, outbox, absorbing, lastActivityAt } = dispute;
  if (outbox.length > 0 || absorbing.length > 0) return false;
  // A merged one is over with its survivor, which is in the unit too.
  if (state === 'MERGED') return true;
  if (workflow !== null && workflow.state !== 'CLOSED') return false;
  const closedMs = workflow?.closedAt == null ? 0 : Date.parse(workflow.closedAt);
  return Math.max(Date.parse(lastActivityAt), closedMs) < limitMs;
}

function lastTimeMs({ reportedAt, sourceTime, closedAt }: UnitRecord): number {
  return Math.max(...[reportedAt, sourceTime, closedAt ?? reportedAt].map((time) => Date.parse(time)));
}

/**
 * Whether a legal hold keeps any of it.
 * @param marker by which people under a hold are known; null: nobody can say, so a hold on any person keeps everything
 */
export function isHeld(unit: Unit, holds: readonly LegalHoldDoc[], marker: Marker | null): boolean {
  if (holds.some(({ disputeId }) => disputeId !== null && unit.disputes.has(disputeId))) return true;
  const numbers = new Set(holds.flatMap((hold) => hold.numbers));
  if (numbers.size === 0) return false;
  if (marker === null) return true;
  return [...unit.records.values()].some(({ parties }) =>
    parties.some(({ phone, idNumber }) =>
      [marker.phone(phone), marker.id(idNumber)].some((mark) => mark !== null && numbers.has(mark)),
    ),
  );
}
