import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { insertAll } from '../../schema/store/bulk-command.ts';
import type { BlockKeyDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storedKeysOf } from '../stages/link/block-keys.ts';
import { linkableOf } from '../stages/link/linkable.ts';

/** A key, the record's id and the time, twice in part, at most. */
const BLOCK_KEY_BYTES = 1_000;

/** Records that come one by one; what comes in larger batches is linked in larger ones too, and its keys are cheaper together. */
const MOST_AHEAD = 3;

/** Block keys of records that this process is storing just now: written at the same time, so that linking need not wait for them. */
export class BlockKeysAhead {
  readonly #store: Store;
  readonly #written = new WeakMap<CanonicalRecord, Promise<boolean>>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Begins to write the keys of a few records. Nobody need wait: what fails is written when the record is linked. */
  begin(records: readonly CanonicalRecord[]): void {
    if (records.length > MOST_AHEAD) return;
    const writing = writeBlockKeys(this.#store, records).then(
      () => true,
      () => false,
    );
    for (const record of records) this.#written.set(record, writing);
  }

  /** Resolves once the keys of these versions are there, with majority. @throws HubError HUB_STORE_UNAVAILABLE. */
  async complete(records: readonly CanonicalRecord[]): Promise<void> {
    const written = await Promise.all(records.map(async (record) => await this.#written.get(record)));
    const others = records.filter((_, index) => written[index] !== true);
    await writeBlockKeys(this.#store, others);
  }
}

/**
 * Writes the keys under which these records, or versions of records, meet others, with majority; of keys that are there the first telling
 * stays. @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function writeBlockKeys(store: Store, records: readonly CanonicalRecord[]): Promise<void> {
  const rows = new Map<string, BlockKeyDoc>();
  for (const record of records) {
    const reportedAt = new Date(record.reportedAt).toISOString();
    for (const key of storedKeysOf(linkableOf(record))) {
      const _id = `${key}|${record.id}`;
      if (!rows.has(_id)) rows.set(_id, { _id, key, recordId: record.id, reportedAt });
    }
  }
  await insertAll(
    store.blockKeys,
    [...rows.values()].map((write) => ({ write, bytes: BLOCK_KEY_BYTES })),
  );
}
