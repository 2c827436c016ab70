import { isDeepStrictEqual } from 'node:util';
import { eraseValue, type ErasingContext } from '../../schema/erasure/erase-value.ts';
import type { CollectionName } from '../../schema/store/collections.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { Tombstones } from './tombstones.ts';
import { ERASED_LETTER, namesErased } from './erased-version.ts';

/** The records and disputes in which somebody was. */
export interface Whereabouts {
  readonly recordIds: readonly string[];
  readonly disputeIds: readonly string[];
}

/** Collections besides records whose documents may say something of a person, and which of them are about certain records and disputes. */
export const TOLD_OF: Readonly<
  Partial<Record<CollectionName, (where: Whereabouts) => Readonly<Record<string, unknown>>>>
> = {
  links: ({ recordIds }) => ({ recordIds: { $in: recordIds } }),
  disputes: ({ disputeIds }) => ({
    $or: [{ _id: { $in: disputeIds } }, { mergedInto: { $in: disputeIds } }],
  }),
  decisions: ({ recordIds, disputeIds }) => ({
    $or: [{ disputeId: { $in: disputeIds } }, { recordIds: { $in: recordIds } }],
  }),
  risks: ({ disputeIds }) => ({ _id: { $in: disputeIds } }),
  events: ({ recordIds, disputeIds }) => ({
    $or: [{ subjectId: { $in: disputeIds } }, { recordIds: { $in: recordIds } }],
  }),
  hotSpots: ({ disputeIds }) => ({ disputeIds: { $in: disputeIds } }),
  deliveries: ({ disputeIds }) => ({ disputeId: { $in: disputeIds } }),
  webhookDeliveries: ({ disputeIds }) => ({ subjectId: { $in: disputeIds } }),
  feedColumns: () => ({}),
  // What somebody looked for may be a person's name or number.
  savedViews: () => ({}),
  exportJobs: () => ({}),
  // Words that people wrote about access name whomever they were about: few, and looked through whole.
  accessCases: () => ({}),
  grants: () => ({}),
  legalHolds: () => ({}),
};

const MOST_TRIES = 20;

/** Takes a person out of the documents of one collection. Answers how many were changed. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function eraseDocuments(
  store: Store,
  name: keyof typeof TOLD_OF,
  where: Whereabouts,
  context: ErasingContext,
): Promise<number> {
  const filter = TOLD_OF[name]?.(where) ?? {};
  const collection = store.connection.collection<{ _id: string }>(collectionNameOf(store, name));
  const ids = (await storing(collection.find(filter as never, { projection: { _id: 1 } }).toArray())).map(
    ({ _id }) => _id,
  );
  let changed = 0;
  for (const _id of ids) {
    for (let tried = 0; tried < MOST_TRIES; tried += 1) {
      const document = (await storing(collection.findOne({ _id }))) as Record<string, unknown> | null;
      if (document === null) break;
      const { value } = eraseValue(document, context);
      if (value === document || isDeepStrictEqual(value, document)) break;
      // Somebody else may have changed it since: only the fields that say something are written, and only as they were read.
      const fields = Object.keys(value).filter((field) => value[field] !== document[field]);
      const set = Object.fromEntries(fields.map((field) => [field, value[field]]));
      const asRead = Object.fromEntries(fields.map((field) => [field, { $eq: document[field] }]));
      const { matchedCount } = await storing(
        collection.updateOne(
          { _id, ...asRead },
          { $set: set, ...(name === 'disputes' ? { $inc: { rev: 1 } } : {}) },
          { writeConcern: { w: 'majority' } },
        ),
      );
      if (matchedCount === 0) continue;
      changed += 1;
      break;
    }
  }
  return changed;
}

/** Takes the bytes and words of dead letters away that name a person. Answers how many. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function eraseDeadLetters(
  store: Store,
  tombstones: Tombstones,
  values: ErasingContext['values'],
): Promise<number> {
  let changed = 0;
  for await (const { _id, key, value, reason } of store.deadLetters.find().sort({ _id: 1 }).lean().cursor()) {
    const bytes = Buffer.concat([key?.value() ?? Buffer.alloc(0), value.value(), Buffer.from(reason)]);
    if (!namesErased(bytes, tombstones, values)) continue;
    await storing(
      store.deadLetters.collection.updateOne(
        { _id } as never,
        { $set: ERASED_LETTER },
        {
          writeConcern: { w: 'majority' },
        },
      ),
    );
    changed += 1;
  }
  return changed;
}

function collectionNameOf(store: Store, name: string): string {
  const model = Object.values(store.connection.models).find(
    ({ collection }) => collection.collectionName === name,
  );
  return model?.collection.collectionName ?? name;
}
