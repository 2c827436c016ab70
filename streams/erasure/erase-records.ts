import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import { searchEntryOf } from '../../schema/matching/search-terms.ts';
import { storing } from '../../schema/store/store-fault.ts';
import { writeBlockKeys } from '../pipeline/block-key-writer.ts';
import { recordOfDraft, recordOfRaw } from '../pipeline/normalise-step.ts';
import type { RawVersion } from '../pipeline/raw-version.ts';
import { recordDocumentOf } from '../pipeline/record-document.ts';
import { eraseDraft, namesErased, versionWith, versionWithout } from './erased-version.ts';
import { versionsOf, type Versions } from './erase-versions.ts';
import { readable } from './gather.ts';
import type { RecordErasing } from './record-erasing.ts';
import { MAJORITY } from '../../schema/store/majority.ts';

/** Versions of records. */
export const RECORD_VERSIONS: Versions<'rawRecords'> = { collection: 'rawRecords', leftOf };

function leftOf({ rules, tombstones, values, now }: RecordErasing, raw: RawVersion): RawVersion | null {
  const draft = readable(raw, rules);
  if (draft === null) return namesErased(raw.bytes, tombstones, values) ? versionWithout(raw, now()) : null;
  const left = eraseDraft(draft, raw.recordId, tombstones, values);
  return left === null ? null : versionWith(raw, left, recordOfDraft(draft, raw, rules), now());
}

/**
 * Makes record, search entry and block keys of a record anew from what is left of its versions, as a rebuild would.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function rederiveRecord({ store, rules }: RecordErasing, recordId: string): Promise<void> {
  const versions = (await versionsOf(store, 'rawRecords', recordId)).filter(
    ({ refused, readLater, ended }) => (refused !== true || readLater === true) && ended === undefined,
  );
  const history = versions
    .map((raw): CanonicalRecord => recordOfRaw(raw, rules))
    .sort((a, b) => (a.versionKey < b.versionKey ? -1 : 1));
  const latest = history.at(-1);
  await storing(store.blockKeys.deleteMany({ recordId }, MAJORITY).exec());
  if (latest === undefined) return;
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
}
