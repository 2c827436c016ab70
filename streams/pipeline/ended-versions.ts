import { rawRecordIdOf } from '../../schema/canonical/ids.ts';
import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { RawVersion } from './raw-version.ts';

/** What is younger has not ended: no term is shorter than 30 days. A day less, for clocks that differ. */
const YOUNGEST_ENDED_MS = 29 * 86_400_000;

type Version = Pick<RawVersion, '_id' | 'recordId' | 'sourceTime'>;

/**
 * Of these versions those that ended by their term with their record: they are repeats and nothing more, whoever sends their bytes again, and a rebuild
 * passes them over too. Refused versions whose bytes alone ended are not among them: once they can be read they make a record.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function endedVersions(
  store: Pick<Store, 'rawRecords'>,
  versions: readonly Version[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const old = versions.filter(
    ({ sourceTime }) => now.getTime() - Date.parse(sourceTime) >= YOUNGEST_ENDED_MS,
  );
  if (old.length === 0) return new Set();
  const found = await storing(
    store.rawRecords
      .find(
        {
          // Found by the small index of what has ended.
          recordId: { $in: [...new Set(old.map(({ recordId }) => recordId))] },
          ended: { $exists: true },
          $or: [{ refused: { $ne: true } }, { readLater: true }],
        },
        { _id: 1 },
      )
      .lean<{ _id: string }[]>()
      .exec(),
  );
  return new Set(found.map(({ _id }) => _id));
}

/** Records whose version has not ended, for who reads them from a topic that may still have it. @throws HubError HUB_STORE_UNAVAILABLE. */
export async function withoutEnded(
  store: Pick<Store, 'rawRecords'>,
  records: readonly CanonicalRecord[],
  now: Date,
): Promise<readonly CanonicalRecord[]> {
  const versionId = ({ id, contentHash }: CanonicalRecord): string => rawRecordIdOf(id, contentHash);
  const versions = records.map((record) => ({
    _id: versionId(record),
    recordId: record.id,
    sourceTime: record.sourceTime,
  }));
  const ended = await endedVersions(store, versions, now);
  return ended.size === 0 ? records : records.filter((record) => !ended.has(versionId(record)));
}
