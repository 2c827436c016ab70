import { insertAll } from '../../schema/store/bulk-command.ts';
import { MAJORITY } from '../../schema/store/majority.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { RawVersion } from './raw-version.ts';

/** What a batch's versions turned out to be, by their place in it. */
export interface KeptVersions {
  /** Versions that were not there before. */
  readonly fresh: readonly RawVersion[];
  /** Versions that another message had brought before, noted for the first time. What is delivered again is neither. */
  readonly repeats: readonly RawVersion[];
}

/** What identifiers and times of a raw document have beside its bytes, at most. */
const RAW_FIELDS_BYTES = 4_096;
const REPEAT_BYTES = 600;

/**
 * Keeps versions as received, each once, and notes messages that repeat one, so that every message of a feed topic is one of: a version, a
 * repeat, a dead letter. Safe to run again after a crash at any point: a version knows the message that brought it. Refused versions are
 * kept and marked, and are nobody's repeat: their dead letter accounts for them.
 * @throws HubError HUB_STORE_UNAVAILABLE.
 */
export async function keepVersions(
  store: Store,
  versions: readonly RawVersion[],
  at: string,
): Promise<KeptVersions> {
  const there = await insertAll(
    store.rawRecords,
    versions.map((raw) => ({ bytes: raw.bytes.byteLength + RAW_FIELDS_BYTES, write: raw })),
  );
  if (there.length === 0) return { fresh: versions, repeats: [] };
  const known = new Set(there);
  const seenBefore = versions.filter((raw, index) => known.has(index) && raw.refused !== true);
  const fresh = versions.filter((_, index) => !known.has(index));
  const stored = await storedOf(store, seenBefore);
  await takeRefused(
    store,
    seenBefore.flatMap((raw) => {
      const { origin, refused } = stored.get(raw._id) ?? raw;
      return refused === true ? [{ ...raw, origin }] : [];
    }),
  );
  const repeats = seenBefore.filter(({ _id, origin }) => stored.get(_id)?.origin !== origin);
  const noted = await insertAll(
    store.repeats,
    repeats.map(({ _id, origin, feed }) => ({
      bytes: REPEAT_BYTES,
      write: { _id: origin, feed, rawRecordId: _id, at },
    })),
  );
  const before = new Set(noted);
  return { fresh, repeats: repeats.filter((_, index) => !before.has(index)) };
}

/**
 * What was refused once and can be read now (its mapping was mended, and the agency sent it again) is what a record is made of, so its bytes are there again
 * if they had ended. It goes on to count as the dead letter that it was.
 * @param versions as they came now, but with the message that brought them first
 */
async function takeRefused(store: Store, versions: readonly RawVersion[]): Promise<void> {
  if (versions.length === 0) return;
  const operations = versions.map((version) => {
    const { _id, bytes, erased } = version;
    // What ended with its record stays as it is.
    const filter = { _id, refused: true, $nor: [{ readLater: true, ended: { $exists: true } }] };
    const gone = { ended: '', ...(erased === undefined ? { erased: '' } : {}) };
    const set = { ...version, bytes: Buffer.from(bytes), readLater: true };
    return { updateOne: { filter, update: { $set: set, $unset: gone } } };
  });
  await storing(store.rawRecords.collection.bulkWrite(operations as never, MAJORITY));
}

type Stored = Pick<RawVersion, 'origin' | 'refused'>;

async function storedOf(store: Store, versions: readonly RawVersion[]): Promise<ReadonlyMap<string, Stored>> {
  const ids = [...new Set(versions.map(({ _id }) => _id))];
  if (ids.length === 0) return new Map();
  const found = await storing(
    store.rawRecords
      .find({ _id: { $in: ids } })
      .select({ origin: 1, refused: 1 })
      .lean()
      .exec(),
  );
  // A version that was there for the insert and is not there to be read is being rolled back: the batch must be handled again.
  if (found.length < ids.length) {
    throw new HubError('HUB_STORE_UNAVAILABLE', 'MongoDB is changing its primary; handling the batch again');
  }
  return new Map(found.map(({ _id, ...stored }) => [_id, stored]));
}
