import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { insertAll } from '../../schema/store/bulk-command.ts';
import type { BlockKeyDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storedKeysOf } from '../stages/link/block-keys.ts';
import { linkableOf } from '../stages/link/linkable.ts';

/** A key, the record's id and the time, twice in part, at most. */
const BLOCK_KEY_BYTES = 1_000;

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
