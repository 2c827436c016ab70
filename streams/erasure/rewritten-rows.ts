import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';

/** A row of a list that the hub wrote over, as it is read back. */
export interface RewrittenRow {
  readonly referenceId: string;
  /** Null: it took the entry's rows away. */
  readonly versionKey: string | null;
}

/**
 * Of rows that the hub wrote itself those of which the store has something newer: it came into the topic before them, and they would stand for the entry. All
 * that came before them is stored by the time that they are read. @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function overtaken(
  store: Pick<Store, 'references'>,
  rows: readonly RewrittenRow[],
): Promise<readonly string[]> {
  if (rows.length === 0) return [];
  const found = await storing(
    store.references
      .find({ _id: { $in: rows.map(({ referenceId }) => referenceId) } }, { versionKey: 1 })
      .lean<{ _id: string; versionKey: string }[]>()
      .exec(),
  );
  const stored = new Map(found.map(({ _id, versionKey }) => [_id, versionKey]));
  return rows.flatMap(({ referenceId, versionKey }) => {
    const newest = stored.get(referenceId);
    return newest !== undefined && (versionKey === null || newest > versionKey) ? [referenceId] : [];
  });
}
