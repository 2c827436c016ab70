import type { ErasureDoc } from '../../schema/store/erasure-docs.ts';
import { changeErasure } from '../../schema/store/erasures.ts';
import { awaitsRewrite } from '../../schema/store/list-rewrites.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { EraserOptions } from './erase-steps.ts';
import { erase } from './eraser.ts';
import { askForRows } from './rewrite-lists.ts';
import { sweepLists } from './sweep-lists.ts';
import { KNOWN_AFTER_MS } from './tombstones.ts';
import { repeating } from '../pipeline/repeating.ts';

const EVERY_MS = 1_000;

/**
 * Erases whoever is asked for, one after the other, takes out of lists whoever was erased without them, asks for their rows in the topics of lists to be
 * written over, and notes when the topics have forgotten. Several pipelines may do the same at once: every step may be done twice.
 */
export async function eraseDue(options: EraserOptions, knownAfterMs = KNOWN_AFTER_MS): Promise<number> {
  const { store, now } = options;
  const at = now();
  const due = await storing(
    store.erasures
      .find({ state: { $in: ['REQUESTED', 'BLOCKED'] } })
      .sort({ requestedAt: 1, _id: 1 })
      .lean<ErasureDoc[]>()
      .exec(),
  );
  let erased = 0;
  for (const doc of due) {
    if (at.getTime() - Date.parse(doc.requestedAt) < knownAfterMs || (await isHeld(store, doc))) continue;
    if ((await erase(options, doc)) === 'SWEPT') erased += 1;
  }
  erased += await sweepLists(options);
  await askForRows(options);
  const over = await storing(
    store.erasures
      .find({ state: 'SWEPT', completeOn: { $lte: at.toISOString() } }, { referenceIds: 1 })
      .lean<Pick<ErasureDoc, '_id' | 'referenceIds'>[]>()
      .exec(),
  );
  for (const { _id, referenceIds = [] } of over) {
    if (!(await awaitsRewrite(store, referenceIds))) await changeErasure(store, _id, { state: 'COMPLETE' });
  }
  return erased;
}

/** A blocked one is looked at again when a hold was released: finding a person takes a look at every version. */
async function isHeld(store: EraserOptions['store'], { state, blockedBy }: ErasureDoc): Promise<boolean> {
  if (state !== 'BLOCKED') return false;
  const held = await storing(
    store.legalHolds.countDocuments({ _id: { $in: blockedBy }, releasedAt: null }).exec(),
  );
  return held > 0;
}

/** Runs `eraseDue` once a second. Returns a function that stops it. */
export function startErasureJob(options: EraserOptions): () => Promise<void> {
  const fault = 'an erasure could not go on; it is tried again';
  return repeating(() => eraseDue(options), EVERY_MS, options.log, fault).stop;
}
