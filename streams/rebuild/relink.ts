import type { Logger } from 'pino';
import type { Store } from '../../schema/store/models.ts';
import { DisputeLinker } from '../pipeline/dispute-linker.ts';
import { batchesOf } from '../pipeline/batches.ts';

/** As the pipeline's consumer takes them. */
const AT_ONCE = 200;

/**
 * Links every record by the linker of the pipeline, in the order in which they were reported: links come back, and disputes that are not as
 * records and decisions say are brought in line. All block keys must be there. Answers how many records.
 */
export async function relink(store: Store, now: () => Date, log: Logger): Promise<number> {
  const linker = new DisputeLinker({ store, log, now });
  // Fetched in small parts, so that the cursor never rests so long that the server closes it.
  const cursor = store.records
    .find({}, { _id: 1 })
    .sort({ reportedAt: 1, _id: 1 })
    .allowDiskUse(true)
    .batchSize(5 * AT_ONCE)
    .lean()
    .cursor();
  let count = 0;
  for await (const batch of batchesOf(cursor, AT_ONCE)) {
    await linker.settle(batch.map(({ _id }) => _id));
    count += batch.length;
  }
  await linker.sweep();
  return count;
}
