import { createLog } from '../runtime/log.ts';
import { updateAll } from '../schema/store/bulk-command.ts';
import { connectStore } from '../schema/store/connection.ts';
import type { CanonicalRecord } from '../schema/canonical/record.ts';
import { ensureIndexes, openStore, type Store } from '../schema/store/models.ts';
import { DisputeLinker } from '../streams/pipeline/dispute-linker.ts';
import { recordDocumentOf } from '../streams/pipeline/record-document.ts';
import { storeIfNewer } from '../streams/pipeline/versioned-write.ts';
import { SHIPPED_WEIGHTS } from '../streams/stages/link/weights.ts';
import { recordsOfCity } from './link-city.ts';
import { blocked, linked, type Linked } from './link-run.ts';
import type { BenchRow } from './report.ts';
import { withServers } from './servers.ts';

/** As the pipeline hands them to the linker. */
const BATCH = 200;
const RECORD_BYTES = 4_000;

/**
 * The linker of the pipeline against a MongoDB of its own: records in order of time, as they arrive, and its speed at the beginning and the end.
 * Records that were corrected come in their first version, and their corrections when all are there: then it must stand as if the last versions
 * had been linked at once.
 */
export async function onlineRows(records: number, recordsADay: number): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  await withServers('link-online', async ({ mongodbUri }) => {
    const store = openStore(await connectStore(mongodbUri));
    try {
      await ensureIndexes(store);
      const linker = new DisputeLinker({ store, log: createLog('bench', 'warn'), now: () => new Date() });
      const city = recordsOfCity('online', records, recordsADay);
      const all = city.map(({ record, uncorrected }) => uncorrected ?? record);
      const corrections = city.flatMap(({ record, uncorrected }) => (uncorrected === null ? [] : [record]));
      const batchMs = await linkAll(store, linker, all);
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
        { measure: `${what}: corrections after them`, value: corrections.length, unit: '' },
        {
          measure: `${what}: a correction`,
          value: rate(await linkAll(store, linker, corrections)),
          unit: 'records/s',
        },
        ...agreementRows(
          what,
          partitionOf(linked(blocked(city.map(({ record }) => record)), SHIPPED_WEIGHTS)),
          await storedPartition(store),
        ),
      );
    } finally {
      await store.connection.close();
    }
  });
  return rows;
}

/** Answers how long each batch took, ms. */
async function linkAll(
  store: Store,
  linker: DisputeLinker,
  records: readonly CanonicalRecord[],
): Promise<number[]> {
  const batchMs: number[] = [];
  for (let from = 0; from < records.length; from += BATCH) {
    const batch = records.slice(from, from + BATCH);
    await updateAll(
      store.records,
      batch.map((record) => ({ write: storeIfNewer(recordDocumentOf(record)), bytes: RECORD_BYTES })),
    );
    const started = performance.now();
    await linker.link(batch.map(({ id }) => id));
    batchMs.push(performance.now() - started);
  }
  return batchMs;
}

/** Ids of records that stand together. */
type Partition = readonly (readonly string[])[];

function partitionOf({ clustering }: Linked): Partition {
  return clustering.clusters.map(({ core }) => core.map(({ id }) => id));
}

async function storedPartition(store: Store): Promise<Partition> {
  const disputes = await store.disputes
    .find({ state: 'ACTIVE' }, { 'members.recordId': 1 })
    .lean<{ members: { recordId: string }[] }[]>()
    .exec();
  return disputes.map(({ members }) => members.map(({ recordId }) => recordId));
}

function agreementRows(what: string, atOnce: Partition, stored: Partition): BenchRow[] {
  const [expected, found] = [pairsOf(atOnce), pairsOf(stored)];
  const common = [...found].filter((pair) => expected.has(pair)).length;
  const beside = 'linked at once in memory';
  return [
    { measure: `${what}: pairs together, also there`, value: common / found.size, unit: '', beside },
    { measure: `${what}: pairs there, also together`, value: common / expected.size, unit: '', beside },
  ];
}

function pairsOf(partition: Partition): Set<string> {
  return new Set(
    partition.flatMap((ids) => {
      const sorted = [...ids].sort();
      return sorted.flatMap((one, index) => sorted.slice(index + 1).map((other) => `${one}|${other}`));
    }),
  );
}

function rate(batchMs: readonly number[]): number {
  return (batchMs.length * BATCH * 1_000) / batchMs.reduce((sum, ms) => sum + ms, 0);
}
