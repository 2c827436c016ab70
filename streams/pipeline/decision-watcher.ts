import type { Logger } from 'pino';
import type { LinkDecision } from '../../schema/canonical/link-decision.ts';
import type { LinkDecisionDoc, Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { DisputeLinker } from './dispute-linker.ts';
import { decisionOf } from './link-lookup.ts';

/** People wait for it. */
const EVERY_MS = 200;
/** Decisions are looked for among the latest; among all of them at the start and every minute. */
const LATEST_MS = 600_000;
const EVERYTHING_EVERY = 300;

/** Applies, several times a second, what people decided about links and nobody has applied yet. Returns a function that stops it. */
export function startDecisionWatcher(
  linker: DisputeLinker,
  store: Store,
  now: () => Date,
  log: Logger,
): () => Promise<void> {
  let applying: Promise<void> | null = null;
  let round = 0;
  const timer = setInterval(() => {
    applying ??= applyNext(round % EVERYTHING_EVERY === 0)
      .then(() => {
        round += 1;
      })
      .catch((error: unknown) => {
        log.warn({ err: error }, 'decisions about links could not be applied: again soon');
      })
      .finally(() => {
        applying = null;
      });
  }, EVERY_MS);
  const applyNext = async (all: boolean): Promise<void> => {
    const since = all ? '' : new Date(now().getTime() - LATEST_MS).toISOString();
    for (const decision of await unappliedDecisions(store, since)) await linker.applyDecision(decision);
  };
  return async () => {
    clearInterval(timer);
    await applying;
  };
}

/** Decisions taken since an instant (UTC text) that have no progress yet, in the order in which they were taken. */
export async function unappliedDecisions(store: Store, since: string): Promise<readonly LinkDecision[]> {
  const found = await storing(
    store.linkDecisions
      .aggregate<LinkDecisionDoc>([
        { $match: { recordIds: { $exists: true }, at: { $gte: since } } },
        { $sort: { at: 1, _id: 1 } },
        { $lookup: { from: 'decisionProgress', localField: '_id', foreignField: '_id', as: 'progress' } },
        { $match: { progress: { $size: 0 } } },
        { $unset: 'progress' },
        { $limit: 1_000 },
      ])
      .exec(),
  );
  return found.map(decisionOf);
}
