import { updateAll } from '../../schema/store/bulk-command.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { LinkChanges } from '../stages/link/link-changes.ts';

/** A link with the evidence of nine fields. */
const LINK_BYTES = 3_000;

/**
 * Writes links and takes out those that no longer hold, unless they were written anew since they were read. The caller reads again
 * afterwards: of two workers who wrote one link from different views, the later one sees that, and mends it.
 */
export async function writeLinks(store: Store, { puts, removals }: LinkChanges): Promise<void> {
  await updateAll(
    store.links,
    puts.map(({ id, ...link }) => ({
      write: { q: { _id: id }, u: { _id: id, ...link }, upsert: true },
      bytes: LINK_BYTES,
    })),
  );
  if (removals.length === 0) return;
  const deletes = removals.map(({ id, versionKeys, status }) => ({
    deleteOne: { filter: { _id: id, versionKeys, status } },
  }));
  await storing(store.links.collection.bulkWrite(deletes as never, { ordered: false }));
}
