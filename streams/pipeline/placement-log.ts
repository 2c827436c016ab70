import { insertAll } from '../../schema/store/bulk-command.ts';
import type { DisputeDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import {
  placedAs,
  placementOf,
  type DisputePlacedDoc,
  type Placeable,
} from '../../schema/store/placements.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { DisputeWrite } from '../stages/link/plan.ts';

const MEMBER_BYTES = 400;
const ROW_BYTES = 600;

const PLACED_FIELDS = {
  rev: 1,
  foundingKey: 1,
  state: 1,
  mergedInto: 1,
  members: 1,
  recurrences: 1,
} as const;

/** Notes the records of disputes that are about to be written, of those in which they change (docs/decisions/0019). */
export async function notePlacements(store: Store, plan: readonly DisputeWrite[], at: string): Promise<void> {
  const changed = plan.filter(
    ({ before, dispute }) => before === null || placedAs(before) !== placedAs(dispute),
  );
  await insertPlacements(
    store,
    changed.map(({ dispute }) => placementOf(dispute, 'PLANNED', at)),
  );
}

/**
 * Notes the records of disputes as they are stored, after a race was lost for one of them: of the rows that were written ahead of it one is
 * true, and this says which.
 */
export async function noteStored(store: Store, disputeIds: readonly string[], at: string): Promise<void> {
  const stored = await storedPlacements(store, disputeIds);
  await insertPlacements(
    store,
    stored.map((dispute) => placementOf(dispute, 'STORED', at)),
  );
}

export async function insertPlacements(store: Store, rows: readonly DisputePlacedDoc[]): Promise<void> {
  if (rows.length === 0) return;
  await insertAll(
    store.decisions,
    rows.map((write) => ({
      write,
      bytes: ROW_BYTES + MEMBER_BYTES * (write.members.length + write.recurrences.length),
    })),
  );
}

/** What this primary has, majority-durable or not: it is what the race was lost to. */
async function storedPlacements(store: Store, ids: readonly string[]): Promise<readonly Placeable[]> {
  if (ids.length === 0) return [];
  const found = await storing(
    store.disputes
      .find({ _id: { $in: [...ids] } }, PLACED_FIELDS)
      .readConcern('local')
      .lean<PlacedDoc[]>()
      .exec(),
  );
  return found.map(({ _id, recurrences = [], ...dispute }) => ({ id: _id, ...dispute, recurrences }));
}

/** Disputes of before there were recurrences have none. */
type PlacedDoc = Pick<DisputeDoc, '_id' | Exclude<keyof Placeable, 'id' | 'recurrences'>> &
  Partial<Pick<DisputeDoc, 'recurrences'>>;
