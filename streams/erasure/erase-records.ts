import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { searchEntryOf } from '../../schema/matching/search-terms.ts';
import type { RawRecordDoc } from '../../schema/store/documents.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { writeBlockKeys } from '../pipeline/block-key-writer.ts';
import { recordOfDraft, recordOfRaw } from '../pipeline/normalise-step.ts';
import type { RawVersion } from '../pipeline/raw-version.ts';
import { recordDocumentOf } from '../pipeline/record-document.ts';
import { eraseDraft, namesErased, versionWith, versionWithout } from './erased-version.ts';
import { rawVersionOf, readable } from './gather.ts';
import type { RecordErasing } from './record-erasing.ts';

const MAJORITY = { writeConcern: { w: 'majority' } } as const;

/** Puts what is left in place of the bytes of all versions of a record. Answers how many were changed; done again it changes nothing. */
export async function eraseRawVersions(erasing: RecordErasing, recordId: string): Promise<number> {
  const { store } = erasing;
  let changed = 0;
  for (const raw of await versionsOf(store, recordId)) {
    const left = leftOf(erasing, raw);
    if (left === null) continue;
    const { contentType, bytes, erased } = left;
    await storing(
      store.rawRecords.collection.updateOne(
        { _id: raw._id } as never,
        { $set: { contentType, bytes: Buffer.from(bytes), erased } },
        MAJORITY,
      ),
    );
    changed += 1;
  }
  return changed;
}

function leftOf({ rules, tombstones, values, now }: RecordErasing, raw: RawVersion): RawVersion | null {
  const draft = readable(raw, rules);
  if (draft === null) return namesErased(raw.bytes, tombstones, values) ? versionWithout(raw, now()) : null;
  const left = eraseDraft(draft, raw.recordId, tombstones, values);
  return left === null ? null : versionWith(raw, left, recordOfDraft(draft, raw, rules), now());
}

/**
 * Makes record, search entry and block keys of a record anew from what is left of its versions, as a rebuild would. Answers whether the record is there.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function rederiveRecord({ store, rules }: RecordErasing, recordId: string): Promise<boolean> {
  const versions = (await versionsOf(store, recordId)).filter(
    ({ refused, readLater, ended }) => (refused !== true || readLater === true) && ended === undefined,
  );
  const history = versions
    .map((raw): CanonicalRecord => recordOfRaw(raw, rules))
    .sort((a, b) => (a.versionKey < b.versionKey ? -1 : 1));
  const latest = history.at(-1);
  await storing(store.blockKeys.deleteMany({ recordId }, MAJORITY).exec());
  if (latest === undefined) return false;
  const { _id, ...record } = recordDocumentOf(latest);
  const { id, feed, versionKey, reportedAt } = latest;
  const entry = { feed, versionKey, ...searchEntryOf(latest), reportedAt };
  // A newer version that comes meanwhile has been written without the person already.
  const guard = { versionKey: { $lte: versionKey } };
  await Promise.all([
    storing(store.records.collection.replaceOne({ _id, ...guard } as never, record, MAJORITY)),
    storing(store.searchEntries.collection.replaceOne({ _id: id, ...guard } as never, entry, MAJORITY)),
    writeBlockKeys(store, history),
  ]);
  return true;
}

async function versionsOf(store: Store, recordId: string): Promise<RawVersion[]> {
  // All versions of a record stand together by `_id`.
  const found = await storing(
    store.rawRecords
      .find({ _id: { $gte: `${recordId}:`, $lt: `${recordId};` } })
      .sort({ _id: 1 })
      .lean<RawRecordDoc[]>()
      .exec(),
  );
  return found.map(rawVersionOf);
}
