import { updateAll } from './bulk-command.ts';
import type { ListRewriteDoc } from './erasure-docs.ts';
import { MAJORITY } from './majority.ts';
import type { Store } from './models.ts';
import { storing } from './store-fault.ts';

type Rewrites = Pick<Store, 'listRewrites'>;
const MARK_BYTES = 512;

/** Asks for entries to be written over from the beginning, whatever was asked before. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function askRewrites(
  { listRewrites }: Rewrites,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  const asked: Omit<ListRewriteDoc, '_id'> = { dueAt: at.toISOString(), isWritten: false };
  await updateAll(
    listRewrites,
    [...new Set(ids)].map((_id) => ({ bytes: MARK_BYTES, write: { q: { _id }, u: asked, upsert: true } })),
  );
}

/** Those that are due. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function findDueRewrites(
  { listRewrites }: Rewrites,
  at: Date,
  limit: number,
): Promise<ListRewriteDoc[]> {
  return storing(
    listRewrites
      .find({ dueAt: { $lte: at.toISOString() } })
      .sort({ dueAt: 1, _id: 1 })
      .limit(limit)
      .lean<ListRewriteDoc[]>()
      .exec(),
  );
}

/** Notes when one is due again, or with null that it is done; one that was asked for anew since stays. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function noteRewrite(
  { listRewrites }: Rewrites,
  asRead: ListRewriteDoc,
  dueAgainAt: Date | null,
): Promise<void> {
  const { _id, dueAt, isWritten } = asRead;
  const filter = { _id, dueAt, isWritten };
  if (dueAgainAt === null) {
    await storing(listRewrites.deleteOne(filter, MAJORITY).exec());
    return;
  }
  const noted = { $set: { dueAt: dueAgainAt.toISOString(), isWritten: true } };
  await storing(listRewrites.updateOne(filter, noted, MAJORITY).exec());
}

/** Whether any of these entries is still to be written over. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function awaitsRewrite({ listRewrites }: Rewrites, ids: readonly string[]): Promise<boolean> {
  return (await storing(listRewrites.exists({ _id: { $in: [...ids] } }).exec())) !== null;
}
