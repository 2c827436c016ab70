import { OPEN_EXPORTS } from '../canonical/export.ts';
import type { ExportJobDoc } from './export-jobs.ts';
import { MAJORITY } from './majority.ts';
import type { Store } from './models.ts';
import { inserting, storing } from './store-fault.ts';

type Exports = Pick<Store, 'exportJobs' | 'exportPages'>;
type Own = Pick<ExportJobDoc, '_id' | 'partner' | 'actor'>;

/** Keeps a new export; one with the same id stays as it is. */
export async function insertExport(store: Exports, document: ExportJobDoc): Promise<void> {
  await inserting(
    store.exportJobs.collection.bulkWrite([{ insertOne: { document } }] as never, {
      ordered: false,
      ...MAJORITY,
    }),
  );
}

/** Ends an export of one person and drops its pages; one that is over already stays as it is. */
export async function cancelExport(store: Exports, { _id, partner, actor }: Own, at: string): Promise<void> {
  const { matchedCount } = await storing(
    store.exportJobs.collection.updateOne(
      { _id, partner, actor, state: { $in: [...OPEN_EXPORTS, 'DONE'] } } as never,
      { $set: { state: 'CANCELLED', lease: null, secret: null, finishedAt: at } },
      MAJORITY,
    ),
  );
  if (matchedCount > 0) await dropPages(store, [_id]);
}

/** Who writes at one of these finds its lease over, and adds no page any more. */
export async function dropPages(store: Pick<Store, 'exportPages'>, jobIds: readonly string[]): Promise<void> {
  await storing(store.exportPages.deleteMany({ jobId: { $in: jobIds } }, MAJORITY).exec());
}

const WITH_FILES = { state: { $in: [...OPEN_EXPORTS, 'DONE'] } } as never;

/** How many exports have a file, or are about to. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function countExports(store: Exports): Promise<number> {
  return storing(store.exportJobs.countDocuments(WITH_FILES).exec());
}

/**
 * Drops every file that is there and ends every export that is under way: for who is erased, wherever they may stand in one. May be done again after a crash.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function dropAllExports(store: Exports, at: string): Promise<void> {
  const error = {
    code: 'HUB_NOT_FOUND',
    message: 'a person was erased from the hub, and every export from before with them; export again',
  };
  await storing(
    store.exportJobs.collection.updateMany(
      WITH_FILES,
      { $set: { state: 'FAILED', lease: null, secret: null, error, finishedAt: at } },
      MAJORITY,
    ),
  );
  // Of all that are over: one that was ended by somebody who was killed then may still have its pages.
  const ended = await storing(
    store.exportJobs
      .find({ state: { $in: ['FAILED', 'CANCELLED'] } }, { _id: 1 })
      .lean()
      .exec(),
  );
  await dropPages(
    store,
    ended.map(({ _id }) => _id),
  );
}
