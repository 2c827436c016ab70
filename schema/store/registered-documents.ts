import type { RegisteredDocumentDoc } from './limit-docs.ts';
import { MAJORITY } from './majority.ts';
import type { Store } from './models.ts';
import { storing } from './store-fault.ts';

/** Adds those that are not there; answers how many were new. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function addDocuments(
  store: Pick<Store, 'registeredDocuments'>,
  documents: readonly RegisteredDocumentDoc[],
): Promise<number> {
  if (documents.length === 0) return 0;
  const { upsertedCount } = await storing(
    store.registeredDocuments.collection.bulkWrite(
      documents.map(({ _id, ...rest }) => ({
        updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true },
      })) as never,
      MAJORITY,
    ),
  );
  return upsertedCount;
}

/** Answers whether it was there. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function removeDocument(
  store: Pick<Store, 'registeredDocuments'>,
  id: string,
): Promise<boolean> {
  const { deletedCount } = await storing(store.registeredDocuments.deleteOne({ _id: id }, MAJORITY).exec());
  return deletedCount > 0;
}

/** Null when none has this identifier. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function readDocument(
  store: Pick<Store, 'registeredDocuments'>,
  id: string,
): Promise<string | null> {
  const found = await storing(
    store.registeredDocuments
      .findById(id, { text: 1 })
      .maxTimeMS(2_000)
      .lean<Pick<RegisteredDocumentDoc, 'text'>>()
      .exec(),
  );
  return found?.text ?? null;
}

/** All, by operation and identifier. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function listDocuments(
  store: Pick<Store, 'registeredDocuments'>,
): Promise<RegisteredDocumentDoc[]> {
  return storing(
    store.registeredDocuments.find().sort({ operations: 1, _id: 1 }).lean<RegisteredDocumentDoc[]>().exec(),
  );
}
