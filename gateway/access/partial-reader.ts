import type { DisputeDoc, RecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import type { Filter } from './criteria.ts';
import { LONGEST_READ_MS } from './reading.ts';
import type { ConditionalDispute } from './rows/conditions.ts';
import { VIEWED } from './rows/dispute-view.ts';
import type { Lane } from './rows/lanes.ts';
import { partialPlan, type Asked } from './rows/partial-disputes.ts';

const READING = { maxTimeMS: LONGEST_READ_MS };
const BOOKKEEPING = { rev: 0, foundingKey: 0, absorbing: 0, outbox: 0 } as const;
/** Disputes that one row of a grant can be about. */
const MOST_CONDITIONAL = 20_000;

/** Reads for the reader, and for nobody else: disputes of a caller who does not see all of them as they are stored. */
export async function readPartial(
  store: Store,
  lanes: readonly Lane[],
  asked: Asked,
  seesColour: boolean,
): Promise<unknown[]> {
  const source = {
    disputes: (filter: Filter, limit: number) =>
      store.disputes
        .find({ ...filter }, BOOKKEEPING)
        .setOptions({ ...READING, limit })
        .lean<DisputeDoc[]>()
        .exec(),
    records: (ids: readonly string[]) =>
      store.records
        .find({ _id: { $in: ids } }, VIEWED)
        .setOptions(READING)
        .lean<RecordDoc[]>()
        .exec(),
  };
  const { views, of, stages } = await partialPlan(lanes, source, asked, seesColour);
  if (of === null) return [];
  const found: unknown[] =
    of === 'DATABASE'
      ? ((await store.connection.db?.aggregate([...stages] as never[], READING).toArray()) ?? [])
      : await store.disputes
          .aggregate<unknown>(stages as never[])
          .option(READING)
          .exec();
  return found.map((row) => {
    const { _id, isView } = row as { readonly _id?: unknown; readonly isView?: boolean };
    return isView === true ? views.get(String(_id)) : row;
  });
}

/** Disputes with their records, whoever asks: by them rows of grants are found that hold for certain disputes. */
export async function readConditional(store: Store, filter: Filter): Promise<readonly ConditionalDispute[]> {
  const found = await store.disputes
    .find({ ...filter }, { 'members.recordId': 1 })
    .setOptions({ ...READING, limit: MOST_CONDITIONAL })
    .lean<Pick<DisputeDoc, '_id' | 'members'>[]>()
    .exec();
  return found.map(({ _id, members }) => ({ id: _id, recordIds: members.map(({ recordId }) => recordId) }));
}
