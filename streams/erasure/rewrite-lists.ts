import type { Logger } from 'pino';
import { askRewrites, findDueRewrites, noteRewrite } from '../../schema/store/list-rewrites.ts';
import type { ErasureDoc, ListRewriteDoc } from '../../schema/store/erasure-docs.ts';
import { changeErasure } from '../../schema/store/erasures.ts';
import { MAJORITY } from '../../schema/store/majority.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { LISTS_FORGET_MS, LIST_SEGMENT_MS, type Topics } from '../../schema/topics/topics.ts';
import type { Producer } from '../kafka/producer.ts';
import { noFault, type FaultPoint } from '../pipeline/fault-point.ts';
import type { FeedRules } from '../pipeline/normalise-step.ts';
import { repeating } from '../pipeline/repeating.ts';
import type { EraserOptions } from './erase-steps.ts';
import { versionsOf } from './erase-versions.ts';
import { listRow } from './list-rows.ts';

export interface ListRewriterOptions {
  readonly store: Store;
  /** With the tombstones: nobody of them is written. */
  readonly rules: FeedRules;
  readonly producer: Pick<Producer, 'send'>;
  readonly topics: Pick<Topics, 'reference'>;
  readonly log: Logger;
  readonly now: () => Date;
  /** For tests that kill it between two steps. */
  readonly fault?: FaultPoint<RewriteFaultPlace>;
}

export type RewriteFaultPlace = 'row written' | 'row accounted for' | 'row noted';

const EVERY_MS = 1_000;
const AT_ONCE = 100;
/** A row ends the segment of another that is older than a segment may be, by the clock of whoever wrote both. */
const SEGMENT_OVER_MS = LIST_SEGMENT_MS + 60_000;

/** Asks for the rows of entries in which somebody was who is out of the store, once for each erasure. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function askForRows({ store, now, fault = noFault }: EraserOptions): Promise<void> {
  const due = await storing(
    store.erasures
      .find({
        state: { $in: ['SWEPT', 'COMPLETE'] },
        sealed: null,
        'referenceIds.0': { $exists: true },
        rewritesAsked: { $exists: false },
      })
      .lean<ErasureDoc[]>()
      .exec(),
  );
  for (const { _id, referenceIds = [], completeOn } of due) {
    const at = now();
    await askRewrites(store, referenceIds, at);
    await fault('erased rows asked');
    const goneOn = after(at, SEGMENT_OVER_MS + LISTS_FORGET_MS);
    await changeErasure(store, _id, {
      state: 'SWEPT',
      rewritesAsked: true,
      completeOn: completeOn !== null && completeOn > goneOn ? completeOn : goneOn,
    });
  }
}

/**
 * Writes over what the topics of lists still have of people who were erased. Each row is written twice, the second time when the segment that has the old
 * one is over: a broker compacts only segments that take no more messages, and ends one when the next message comes. Several pipelines may do the same at
 * once, and each step may be done again. Answers how many rows were written.
 * @throws HubError HUB_STORE_UNAVAILABLE, HUB_BROKER_UNAVAILABLE: the next call goes on.
 */
export async function rewriteLists(options: ListRewriterOptions): Promise<number> {
  const due = await findDueRewrites(options.store, options.now(), AT_ONCE);
  for (const asked of due) await rewrite(options, asked);
  return due.length;
}

async function rewrite(options: ListRewriterOptions, asked: ListRewriteDoc): Promise<void> {
  const { store, rules, producer, topics, now, fault = noFault } = options;
  const [first, ...others] = await versionsOf(store, 'rawReferences', asked._id);
  if (first !== undefined) {
    await producer.send(topics.reference(first.feed), [listRow([first, ...others], rules, now())]);
  }
  await fault('row written');
  const at = now();
  const isLast = asked.isWritten || first === undefined;
  await accountFor(store, asked._id, after(at, (isLast ? 0 : SEGMENT_OVER_MS) + LISTS_FORGET_MS));
  await fault('row accounted for');
  await noteRewrite(store, asked, isLast ? null : new Date(at.getTime() + SEGMENT_OVER_MS));
  await fault('row noted');
}

/** Erasings that wait for the topics wait for this one too. */
async function accountFor(store: Store, referenceId: string, goneOn: string): Promise<void> {
  await storing(
    store.erasures.collection.updateMany(
      { referenceIds: referenceId, state: 'SWEPT' },
      { $max: { completeOn: goneOn } },
      MAJORITY,
    ),
  );
}

function after(at: Date, ms: number): string {
  return new Date(at.getTime() + ms).toISOString();
}

/** Runs `rewriteLists` once a second. Returns a function that stops it. */
export function startListRewriter(options: ListRewriterOptions): () => Promise<void> {
  const fault =
    'rows of lists that name somebody who was erased could not be written over; it is tried again';
  return repeating(() => rewriteLists(options), EVERY_MS, options.log, fault).stop;
}
