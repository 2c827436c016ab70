import type { Store } from '../../schema/store/models.ts';
import type { Watch } from './readable.ts';

const WATCH_WAIT_MS = 10_000;

/**
 * Tells that something was added to a collection, and nothing of what.
 * @returns ends the watching
 */
export function watchInserts(
  collection: Pick<Store['records']['collection'], 'watch'>,
  { changed, ended }: Watch,
): () => Promise<void> {
  const stream = collection.watch([{ $match: { operationType: 'insert' } }, { $project: { _id: 1 } }], {
    maxAwaitTimeMS: WATCH_WAIT_MS,
  });
  let over = false;
  const end = (): void => {
    if (over) return;
    over = true;
    void stream.close().catch(() => undefined);
    ended();
  };
  stream.on('change', changed);
  stream.on('error', end);
  stream.on('close', end);
  return async () => {
    over = true;
    await stream.close();
  };
}
