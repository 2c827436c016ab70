import type { DisputeDoc } from '../../../../schema/store/documents.ts';
import type { DisputesContext } from '../loaders.ts';

/** The disputes that were merged into this one, directly or one after another, by their codes. */
export async function mergedDisputes(
  { _id }: DisputeDoc,
  { loaders }: DisputesContext,
): Promise<readonly DisputeDoc[]> {
  const found = new Map<string, DisputeDoc>();
  let level: readonly string[] = [_id];
  while (level.length > 0) {
    const merged = (await Promise.all(level.map((id) => loaders.disputesMergedInto.load(id)))).flat();
    const fresh = merged.filter((dispute) => dispute._id !== _id && !found.has(dispute._id));
    for (const dispute of fresh) found.set(dispute._id, dispute);
    level = fresh.map((dispute) => dispute._id);
  }
  return [...found.values()].sort((one, other) => (one.code < other.code ? -1 : 1));
}
