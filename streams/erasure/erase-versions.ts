import type { RawRecordDoc, RawReferenceDoc } from '../../schema/store/documents.ts';
import { MAJORITY } from '../../schema/store/majority.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { versionOfDocument, type RawReference, type RawVersion } from '../pipeline/raw-version.ts';
import type { RecordErasing } from './record-erasing.ts';

/** What versions there are: of records, and of entries of lists. */
interface Kinds {
  readonly rawRecords: RawVersion;
  readonly rawReferences: RawReference;
}

/** Where versions of one kind stand, and how a person is taken out of one. */
export interface Versions<Name extends keyof Kinds> {
  readonly collection: Name;
  /** The version with what is left in place of its bytes; null when nothing of the person is in it. */
  readonly leftOf: (erasing: RecordErasing, raw: Kinds[Name]) => Kinds[Name] | null;
}

/** All versions of one record or entry, in the order of `_id`: they stand together. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function versionsOf<Name extends keyof Kinds>(
  store: Store,
  collection: Name,
  id: string,
): Promise<Kinds[Name][]> {
  // Both are asked alike, by `_id` alone.
  const model = store[collection] as unknown as Store['rawRecords'];
  const found = await storing(
    model
      .find({ _id: { $gte: `${id}:`, $lt: `${id};` } })
      .sort({ _id: 1 })
      .lean<(RawRecordDoc | RawReferenceDoc)[]>()
      .exec(),
  );
  return found.map((document) => versionOfDocument(document) as Kinds[Name]);
}

/** How many versions of a record or entry say something of the person. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function countVersions<Name extends keyof Kinds>(
  { collection, leftOf }: Versions<Name>,
  erasing: RecordErasing,
  id: string,
): Promise<number> {
  const versions = await versionsOf(erasing.store, collection, id);
  return versions.filter((raw) => leftOf(erasing, raw) !== null).length;
}

/** Puts what is left in place of the bytes of all versions of a record or entry; done again it changes nothing. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function eraseVersions<Name extends keyof Kinds>(
  { collection, leftOf }: Versions<Name>,
  erasing: RecordErasing,
  id: string,
): Promise<void> {
  const { store } = erasing;
  for (const raw of await versionsOf(store, collection, id)) {
    const left = leftOf(erasing, raw);
    if (left === null) continue;
    const { contentType, bytes, erased } = left;
    await storing(
      store[collection].collection.updateOne(
        { _id: raw._id } as never,
        { $set: { contentType, bytes: Buffer.from(bytes), erased } },
        MAJORITY,
      ),
    );
  }
}
