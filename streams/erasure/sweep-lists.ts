import type { ErasureDoc } from '../../schema/store/erasure-docs.ts';
import { changeErasure, holdsOn } from '../../schema/store/erasures.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { noFault } from '../pipeline/fault-point.ts';
import { gatherReferences } from './erase-references.ts';
import { LIST_STEPS, takeSteps, type EraserOptions } from './erase-steps.ts';
import { erasingOf, gatheredFields, sweptFields } from './eraser.ts';
import { personOf } from './tombstones.ts';

/**
 * Takes people out of agencies' lists who were erased before lists were looked through: such an erasure does not say in which entries they were. They are
 * known by their marks alone by then, their names by the entries that have their numbers. An erasure that found somebody waits for the topics again; one
 * under a legal hold waits for its release. Answers how many erasures found somebody; a crash anywhere is finished by the next call, and done twice it
 * changes nothing.
 * @throws HubError HUB_STORE_UNAVAILABLE, HUB_CONFIG_INVALID with another key than before.
 */
export async function sweepLists(options: EraserOptions): Promise<number> {
  const due = await storing(
    options.store.erasures
      .find({
        state: { $in: ['SWEPT', 'COMPLETE'] },
        // The seal is there while it is under way.
        $or: [{ referenceIds: { $exists: false } }, { sealed: { $ne: null } }],
      })
      .sort({ requestedAt: 1, _id: 1 })
      .lean<ErasureDoc[]>()
      .exec(),
  );
  let found = 0;
  for (const doc of due) found += Number(await sweepListsOf(options, doc));
  return found;
}

async function sweepListsOf(options: EraserOptions, asked: ErasureDoc): Promise<boolean> {
  const { store, log, now, fault = noFault } = options;
  const doc = asked.referenceIds === undefined ? await gathered(options, asked) : asked;
  if (doc === null || doc.sealed === null) return false;
  await fault('erased lists gathered');
  await takeSteps(LIST_STEPS, options, erasingOf(options, doc));
  await changeErasure(store, doc._id, sweptFields(now()));
  log.info(
    { erasure: doc._id, entries: doc.referenceIds?.length },
    'a person who had been erased before stood in agencies’ lists, and was taken out of them',
  );
  return true;
}

/** Notes in which entries the person is; without a seal when in none. Null while a legal hold is on them. */
async function gathered(
  { store, marker, rules, key }: EraserOptions,
  doc: ErasureDoc,
): Promise<ErasureDoc | null> {
  if ((await holdsOn(store, doc.disputeIds, doc.numbers)).length > 0) return null;
  const found = await gatherReferences(store, personOf(doc), [], marker, rules);
  const referenceIds = [...found.referenceIds];
  if (referenceIds.length === 0) {
    await changeErasure(store, doc._id, { referenceIds });
    return { ...doc, referenceIds };
  }
  const told = { values: found.values, recordIds: [], disputeIds: [] };
  const fields = { ...gatheredFields(doc, told, marker, key), referenceIds };
  await changeErasure(store, doc._id, fields);
  return { ...doc, ...fields };
}
