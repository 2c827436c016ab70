import { createLog } from '../runtime/log.ts';
import { updateAll } from '../schema/store/bulk-command.ts';
import { connectStore } from '../schema/store/connection.ts';
import { ensureIndexes, openStore } from '../schema/store/models.ts';
import { DisputeLinker } from '../streams/pipeline/dispute-linker.ts';
import { recordDocumentOf } from '../streams/pipeline/record-document.ts';
import { storeIfNewer } from '../streams/pipeline/versioned-write.ts';
import { recordsOfCity } from './link-city.ts';
import type { BenchRow } from './report.ts';
import { withServers } from './servers.ts';

/** As the pipeline hands them to the linker. */
const BATCH = 200;
const RECORD_BYTES = 4_000;

/** The linker of the pipeline against a MongoDB of its own: records in order of time, as they arrive, and its speed at the beginning and the end. */
export async function onlineRows(records: number, recordsADay: number): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  await withServers('link-online', async ({ mongodbUri }) => {
    const store = openStore(await connectStore(mongodbUri));
    try {
      await ensureIndexes(store);
      const linker = new DisputeLinker({ store, log: createLog('bench', 'warn'), now: () => new Date() });
      const all = recordsOfCity('online', records, recordsADay).map(({ record }) => record);
      const batchMs: number[] = [];
      for (let from = 0; from < all.length; from += BATCH) {
        const batch = all.slice(from, from + BATCH);
        await updateAll(
          store.records,
          batch.map((record) => ({ write: storeIfNewer(recordDocumentOf(record)), bytes: RECORD_BYTES })),
        );
        const started = performance.now();
        await linker.link(batch.map(({ id }) => id));
        batchMs.push(performance.now() - started);
      }
      const tenth = Math.max(1, Math.floor(batchMs.length / 10));
      const [first, last] = [rate(batchMs.slice(0, tenth)), rate(batchMs.slice(-tenth))];
      const what = `online, ${records} records`;
      rows.push(
        { measure: `${what}: records linked`, value: all.length, unit: '' },
        { measure: `${what}: linked in MongoDB`, value: rate(batchMs), unit: 'records/s' },
        { measure: `${what}: the last tenth`, value: last, unit: 'records/s' },
        { measure: `${what}: cost of a record in it`, value: first / last, unit: '× first tenth' },
        {
          measure: `${what}: disputes`,
          value: await store.disputes.countDocuments({ state: 'ACTIVE' }),
          unit: '',
        },
        {
          measure: `${what}: links with their evidence`,
          value: await store.links.countDocuments(),
          unit: '',
        },
      );
    } finally {
      await store.connection.close();
    }
  });
  return rows;
}

function rate(batchMs: readonly number[]): number {
  return (batchMs.length * BATCH * 1_000) / batchMs.reduce((sum, ms) => sum + ms, 0);
}
