import type { RawRecordDoc } from '../../schema/store/documents.ts';
import { MAJORITY } from '../../schema/store/majority.ts';
import type { Store } from '../../schema/store/models.ts';
import type { EndingUnit, RetentionRun } from '../../schema/store/retention-docs.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { FaultPoint } from '../pipeline/fault-point.ts';
import type { Holding } from './holding.ts';
import { isOver, unitOf, type Limits, type Unit } from './units.ts';

export interface OverdueUnitsOptions {
  readonly store: Store;
  readonly limits: Limits;
  readonly holding: Holding;
  readonly at: Date;
  /** Called before each look at a unit. */
  readonly keep: () => Promise<void>;
}

const DAY_MS = 86_400_000;
/** What was received so lately may still be on its way through the pipeline. */
const SETTLED_MS = DAY_MS;
/** Of a value that a partner had proposed for a record that is gone. */
const GONE = '〔已删除〕';

/**
 * All disputes and records that are over their term and under no hold, with all that hangs together with them: each must have ended before the next is asked for.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function* overdueUnits(options: OverdueUnitsOptions): AsyncGenerator<EndingUnit> {
  const { store, limits } = options;
  const looked = new Set<string>();
  const look = async (start: Parameters<typeof unitOf>[1]): Promise<EndingUnit | null> => {
    await options.keep();
    const unit = await unitOf(store, start);
    if (unit === null) return null;
    for (const id of [...unit.disputes.keys(), ...unit.records.keys()]) looked.add(id);
    return endingOf(options, unit);
  };
  for await (const disputeId of oldDisputes(store, limits)) {
    const ending = looked.has(disputeId) ? null : await look({ disputeId });
    if (ending !== null) yield ending;
  }
  for await (const recordId of oldRecords(store, limits)) {
    const ending = looked.has(recordId) ? null : await look({ recordId });
    if (ending !== null) yield ending;
  }
}

async function endingOf(
  { store, limits, holding, at }: OverdueUnitsOptions,
  unit: Unit,
): Promise<EndingUnit | null> {
  const { disputes, records } = unit;
  if (disputes.size + records.size === 0) return null;
  if (!isOver(unit, limits) || holding.keeps(unit)) return null;
  const versions = await versionsOf(store, unit);
  if (versions.some(({ receivedAt }) => at.getTime() - Date.parse(receivedAt) < SETTLED_MS)) return null;
  const members = [...disputes.values()].flatMap((one) => [...one.members, ...one.recurrences]);
  return {
    of: 'units',
    disputeIds: [...disputes.keys()],
    // Members that are not there any more may have left something.
    recordIds: [...new Set([...records.keys(), ...members.map(({ recordId }) => recordId)])],
    records: [...records.values()].map(({ _id, versionKey }) => ({ _id, versionKey })),
    versionIds: versions.map(({ _id }) => _id),
  };
}

/** Times are stored with their own offset: somewhat too much is found, and judged by its moment then. */
const beforeText = (ms: number): string => new Date(ms + DAY_MS).toISOString();

async function* oldDisputes(store: Store, { disputesMs }: Limits): AsyncGenerator<string> {
  if (disputesMs === null) return;
  const filter = {
    state: { $ne: 'MERGED' as const },
    lastActivityAt: { $lt: beforeText(disputesMs) },
    $or: [{ workflow: null }, { 'workflow.state': 'CLOSED' as const }],
  };
  const cursor = store.disputes.find(filter, { _id: 1 }).sort({ _id: 1 }).lean<{ _id: string }[]>().cursor();
  for await (const { _id } of cursor as AsyncIterable<{ _id: string }>) yield _id;
}

async function* oldRecords(store: Store, { recordsMs }: Limits): AsyncGenerator<string> {
  const feeds = await storing(store.records.distinct('feed').exec());
  for (const feed of feeds) {
    const before = recordsMs(feed);
    if (before === null) continue;
    const filter = { feed, reportedAt: { $lt: beforeText(before) } };
    const cursor = store.records.find(filter, { _id: 1 }).sort({ _id: 1 }).lean<{ _id: string }[]>().cursor();
    for await (const { _id } of cursor as AsyncIterable<{ _id: string }>) yield _id;
  }
}

export type UnitFaultPlace = `unit without ${string}`;

/**
 * Ends a unit. What stays: that there were these messages (raw versions without a byte, so that they still count, and the same bytes are known as a repeat), the codes
 * that were given out, so that none is given twice, what the audit knows, and numbers by area and day. May be done again.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function endUnit(
  store: Store,
  { disputeIds, recordIds, records, versionIds }: EndingUnit,
  { at, ruleVersion }: Pick<RetentionRun, 'at' | 'ruleVersion'>,
  fault: FaultPoint<UnitFaultPlace>,
): Promise<void> {
  const inRecords = { $in: recordIds };
  const inDisputes = { $in: disputeIds };
  const remove = async (
    name: 'blockKeys' | 'links' | 'decisionProgress' | 'decisions' | 'risks' | 'deliveries' | 'disputes',
    filter: object,
  ): Promise<void> => {
    await storing(store[name].collection.deleteMany(filter as never, MAJORITY));
    await fault(`unit without ${name}`);
  };
  await remove('blockKeys', { recordId: inRecords });
  await storing(
    store.rawRecords.collection.updateMany(
      { _id: { $in: versionIds } } as never,
      { $set: { bytes: Buffer.alloc(0), ended: { at, ruleVersion } }, $unset: { erased: '' } },
      MAJORITY,
    ),
  );
  await fault('unit without bytes');
  const judged = records.map((record) => ({ deleteOne: { filter: asJudged(record) } }));
  const removeJudged = async (name: 'searchEntries' | 'records'): Promise<void> => {
    if (judged.length > 0)
      await storing(store[name].collection.bulkWrite(judged as never, { ordered: false, ...MAJORITY }));
    await fault(`unit without ${name}`);
  };
  await removeJudged('searchEntries');
  await remove('links', { recordIds: inRecords });
  const decided = await storing(
    store.linkDecisions
      .find({ recordIds: { $in: [...recordIds] } }, { _id: 1 })
      .lean()
      .exec(),
  );
  await remove('decisionProgress', { _id: { $in: decided.map(({ _id }) => _id) } });
  await remove('decisions', {
    $or: [{ recordIds: inRecords }, { disputeId: inDisputes, kind: { $ne: 'CODE_ASSIGNED' } }],
  });
  await remove('risks', { _id: inDisputes });
  await remove('deliveries', { disputeId: inDisputes });
  await storing(
    store.accessCases.collection.updateMany({ recordId: inRecords }, { $set: { proposed: GONE } }, MAJORITY),
  );
  await removeJudged('records');
  await remove('disputes', { _id: inDisputes });
}

/** A version that came meanwhile begins the record anew, and stays. */
function asJudged({ _id, versionKey }: EndingUnit['records'][number]): object {
  return { _id, versionKey: { $lte: versionKey } };
}

/** What of a unit is still there. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function leftOfUnit(
  store: Store,
  { disputeIds, records }: EndingUnit,
): Promise<{ disputes: number; records: number }> {
  const those = { _id: { $in: disputeIds } } as never;
  return {
    disputes: await storing(store.disputes.collection.countDocuments(those)),
    records:
      records.length === 0
        ? 0
        : await storing(store.records.collection.countDocuments({ $or: records.map(asJudged) })),
  };
}

type VersionSeen = Pick<RawRecordDoc, '_id' | 'receivedAt'>;

/** All versions of the records of a unit, refused ones too: those of a record stand together. */
async function versionsOf(store: Store, { records }: Unit): Promise<readonly VersionSeen[]> {
  const found: VersionSeen[] = [];
  for (const id of records.keys()) {
    const own = store.rawRecords.find({ _id: { $gte: `${id}:`, $lt: `${id};` } }, { receivedAt: 1 });
    found.push(...(await storing(own.lean<VersionSeen[]>().exec())));
  }
  return found;
}
