import type { Logger } from 'pino';
import type { LinkDecision } from '../../schema/canonical/link-decision.ts';
import type { LinkDecisionDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { DisputeLinker } from './dispute-linker.ts';
import { decisionOf } from './link-lookup.ts';
import { repeating } from './repeating.ts';

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
  let round = 0;
  const applyNext = async (): Promise<void> => {
    const all = round % EVERYTHING_EVERY === 0;
    const since = all ? '' : new Date(now().getTime() - LATEST_MS).toISOString();
    for (const decision of await unappliedDecisions(store, since)) await linker.applyDecision(decision);
    round += 1;
  };
  return repeating(applyNext, EVERY_MS, log, 'decisions about links could not be applied: again soon').stop;
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
