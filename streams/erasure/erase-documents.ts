import { isDeepStrictEqual } from 'node:util';
import { eraseValue, type ErasingContext } from '../../schema/erasure/erase-value.ts';
import type { CollectionName } from '../../schema/store/collections.ts';
import type { DeadLetterDoc } from '../../schema/store/documents.ts';
import { MAJORITY } from '../../schema/store/majority.ts';
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

/** How many documents of one collection say something of a person. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function countDocuments(
  store: Store,
  name: keyof typeof TOLD_OF,
  where: Whereabouts,
  context: ErasingContext,
): Promise<number> {
  const collection = store.connection.collection<{ _id: string }>(name);
  let count = 0;
  for (const _id of await idsOf(store, name, where)) {
    const document = await storing(collection.findOne({ _id }));
    if (document !== null && changeOf(document, context) !== null) count += 1;
  }
  return count;
}

/** Takes a person out of the documents of one collection. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function eraseDocuments(
  store: Store,
  name: keyof typeof TOLD_OF,
  where: Whereabouts,
  context: ErasingContext,
): Promise<void> {
  const collection = store.connection.collection<{ _id: string }>(name);
  for (const _id of await idsOf(store, name, where)) {
    for (let tried = 0; tried < MOST_TRIES; tried += 1) {
      const document = await storing(collection.findOne({ _id }));
      const change = document === null ? null : changeOf(document, context);
      if (change === null) break;
      const { matchedCount } = await storing(
        collection.updateOne(
          { _id, ...change.asRead },
          { $set: change.set, ...(name === 'disputes' ? { $inc: { rev: 1 } } : {}) },
          MAJORITY,
        ),
      );
      if (matchedCount > 0) break;
    }
  }
}

async function idsOf(
  store: Store,
  name: keyof typeof TOLD_OF,
  where: Whereabouts,
): Promise<readonly string[]> {
  const collection = store.connection.collection<{ _id: string }>(name);
  const filter = TOLD_OF[name]?.(where) ?? {};
  const found = await storing(collection.find(filter as never, { projection: { _id: 1 } }).toArray());
  return found.map(({ _id }) => _id);
}

/** Null when nothing of the person is in it. */
function changeOf(
  document: Readonly<Record<string, unknown>>,
  context: ErasingContext,
): { readonly set: object; readonly asRead: object } | null {
  const { value } = eraseValue(document, context);
  if (value === document || isDeepStrictEqual(value, document)) return null;
  // Somebody else may have changed it since: only the fields that say something are written, and only as they were read.
  const fields = Object.keys(value).filter((field) => value[field] !== document[field]);
  return {
    set: Object.fromEntries(fields.map((field) => [field, value[field]])),
    asRead: Object.fromEntries(fields.map((field) => [field, { $eq: document[field] }])),
  };
}

/** How many dead letters name a person. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function countDeadLetters(
  store: Store,
  tombstones: Tombstones,
  values: ErasingContext['values'],
): Promise<number> {
  return (await lettersNaming(store, tombstones, values)).length;
}

/** Takes the bytes and words of dead letters away that name a person. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function eraseDeadLetters(
  store: Store,
  tombstones: Tombstones,
  values: ErasingContext['values'],
): Promise<void> {
  for (const _id of await lettersNaming(store, tombstones, values)) {
    await storing(
      store.deadLetters.collection.updateOne({ _id } as never, { $set: ERASED_LETTER }, MAJORITY),
    );
  }
}

async function lettersNaming(
  store: Store,
  tombstones: Tombstones,
  values: ErasingContext['values'],
): Promise<readonly string[]> {
  const ids: string[] = [];
  const cursor = store.deadLetters.find().sort({ _id: 1 }).lean<DeadLetterDoc[]>().cursor();
  for await (const letter of cursor as AsyncIterable<DeadLetterDoc>) {
    if (namesErased(textOfLetter(letter), tombstones, values)) ids.push(letter._id);
  }
  return ids;
}

/** All of a dead letter that may name somebody. */
export function textOfLetter({
  key,
  value,
  reason,
}: Pick<DeadLetterDoc, 'key' | 'value' | 'reason'>): Buffer {
  return Buffer.concat([key?.value() ?? Buffer.alloc(0), value.value(), Buffer.from(reason)]);
}
