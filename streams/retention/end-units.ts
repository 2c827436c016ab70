import type { Marker } from '../../schema/erasure/marks.ts';
import type { LegalHoldDoc } from '../../schema/store/erasure-docs.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { isHeld, isOver, unitOf, type Limits, type Unit } from './units.ts';

export interface EndUnitsOptions {
  readonly store: Store;
  readonly limits: Limits;
  readonly marker: Marker | null;
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
/** Of a value that a partner had proposed for a record that is gone. */
const GONE = '〔已删除〕';

/**
 * Ends all disputes and records that are over their term and under no hold, with all that hangs together with them. Killed at any moment, the next call
 * finishes: what it is found by goes last.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function endUnits(options: EndUnitsOptions): Promise<Ended> {
  const { store, limits, marker } = options;
  const holds = await storing(store.legalHolds.find({ releasedAt: null }).lean<LegalHoldDoc[]>().exec());
  const looked = new Set<string>();
  let [disputes, records] = [0, 0];
  const tryToEnd = async (start: Parameters<typeof unitOf>[1]): Promise<void> => {
    const unit = await unitOf(store, start);
    if (unit === null) return;
    for (const id of [...unit.disputes.keys(), ...unit.records.keys()]) looked.add(id);
    if (unit.disputes.size + unit.records.size === 0) return;
    if (!isOver(unit, limits) || isHeld(unit, holds, marker)) return;
    await endUnit(options, unit);
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
async function endUnit({ store, at, ruleVersion }: EndUnitsOptions, unit: Unit): Promise<void> {
  const disputeIds = [...unit.disputes.keys()];
  const recordIds = [...unit.records.keys()];
  const inRecords = { $in: recordIds };
  const inDisputes = { $in: disputeIds };
  const remove = async (
    name: 'blockKeys' | 'searchEntries' | 'links' | 'decisionProgress' | 'decisions' | 'risks' | 'deliveries',
    filter: object,
  ): Promise<void> => {
    await storing(store[name].collection.deleteMany(filter as never, MAJORITY));
  };
  await remove('blockKeys', { recordId: inRecords });
  for (const id of recordIds) {
    await storing(
      store.rawRecords.collection.updateMany(
        { _id: { $gte: `${id}:`, $lt: `${id};` } } as never,
        {
          $set: { bytes: Buffer.alloc(0), ended: { at: at.toISOString(), ruleVersion } },
          $unset: { erased: '' },
        },
        MAJORITY,
      ),
    );
  }
  await remove('searchEntries', { _id: inRecords });
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
  await storing(store.records.collection.deleteMany({ _id: inRecords } as never, MAJORITY));
  await storing(store.disputes.collection.deleteMany({ _id: inDisputes } as never, MAJORITY));
}
