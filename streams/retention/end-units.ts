import type { RawRecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { Holding } from './holding.ts';
import { isOver, unitOf, type Limits, type Unit } from './units.ts';

export interface EndUnitsOptions {
  readonly store: Store;
  readonly limits: Limits;
  readonly holding: Holding;
  readonly at: Date;
  readonly ruleVersion: string;
}

/** How much ended. */
export interface Ended {
  readonly disputes: number;
  readonly records: number;
}

const MAJORITY = { writeConcern: { w: 'majority' } } as const;
const DAY_MS = 86_400_000;
/** What was received so lately may still be on its way through the pipeline. */
const SETTLED_MS = DAY_MS;
/** Of a value that a partner had proposed for a record that is gone. */
const GONE = '〔已删除〕';

/**
 * Ends all disputes and records that are over their term and under no hold, with all that hangs together with them. Killed at any moment, the next call
 * finishes: what it is found by goes last.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function endUnits(options: EndUnitsOptions): Promise<Ended> {
  const { store, limits, holding, at } = options;
  const looked = new Set<string>();
  let [disputes, records] = [0, 0];
  const tryToEnd = async (start: Parameters<typeof unitOf>[1]): Promise<void> => {
    const unit = await unitOf(store, start);
    if (unit === null) return;
    for (const id of [...unit.disputes.keys(), ...unit.records.keys()]) looked.add(id);
    if (unit.disputes.size + unit.records.size === 0) return;
    if (!isOver(unit, limits) || holding.keeps(unit)) return;
    const versions = await versionsOf(store, unit);
    if (versions.some(({ receivedAt }) => at.getTime() - Date.parse(receivedAt) < SETTLED_MS)) return;
    await endUnit(
      options,
      unit,
      versions.map(({ _id }) => _id),
    );
    disputes += unit.disputes.size;
    records += unit.records.size;
  };
  for await (const disputeId of oldDisputes(store, limits)) {
    if (!looked.has(disputeId)) await tryToEnd({ disputeId });
  }
  for await (const recordId of oldRecords(store, limits)) {
    if (!looked.has(recordId)) await tryToEnd({ recordId });
  }
  return { disputes, records };
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

/**
 * What stays: that there were these messages (raw versions without a byte, so that they still count, and the same bytes are known as a repeat), the codes
 * that were given out, so that none is given twice, what the audit knows, and numbers by area and day.
 */
async function endUnit(
  { store, at, ruleVersion }: EndUnitsOptions,
  { disputes, records }: Unit,
  versionIds: readonly string[],
): Promise<void> {
  const disputeIds = [...disputes.keys()];
  const members = [...disputes.values()].flatMap((one) => [...one.members, ...one.recurrences]);
  // Members that are not there any more may have left something.
  const recordIds = [...new Set([...records.keys(), ...members.map(({ recordId }) => recordId)])];
  const inRecords = { $in: recordIds };
  const inDisputes = { $in: disputeIds };
  const remove = async (
    name: 'blockKeys' | 'links' | 'decisionProgress' | 'decisions' | 'risks' | 'deliveries',
    filter: object,
  ): Promise<void> => {
    await storing(store[name].collection.deleteMany(filter as never, MAJORITY));
  };
  await remove('blockKeys', { recordId: inRecords });
  await storing(
    store.rawRecords.collection.updateMany(
      { _id: { $in: versionIds } } as never,
      {
        $set: { bytes: Buffer.alloc(0), ended: { at: at.toISOString(), ruleVersion } },
        $unset: { erased: '' },
      },
      MAJORITY,
    ),
  );
  // A version that came meanwhile begins the record anew, and stays.
  const asJudged = [...records.values()].map(({ _id, versionKey }) => ({
    deleteOne: { filter: { _id, versionKey: { $lte: versionKey } } },
  }));
  const removeJudged = async (name: 'searchEntries' | 'records'): Promise<void> => {
    if (asJudged.length === 0) return;
    await storing(store[name].collection.bulkWrite(asJudged as never, { ordered: false, ...MAJORITY }));
  };
  await removeJudged('searchEntries');
  await remove('links', { recordIds: inRecords });
  const decided = await storing(store.linkDecisions.find({ recordIds: inRecords }, { _id: 1 }).lean().exec());
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
  await storing(store.disputes.collection.deleteMany({ _id: inDisputes } as never, MAJORITY));
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
