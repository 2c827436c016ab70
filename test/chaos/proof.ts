import { recordIdOf } from '../../schema/canonical/ids.ts';
import type { Store } from '../../schema/store/models.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { Accepted } from './load.ts';

/** Every way in which what is stored differs from what was accepted; all empty when nothing was lost, doubled or put in wrong order. */
export interface Differences {
  /** Accepted records that are not stored at all. */
  readonly missing: readonly string[];
  /** Stored records that nobody accepted. */
  readonly unasked: readonly string[];
  /** Records whose stored version is not the newest accepted one. */
  readonly wrongVersion: readonly string[];
  /** Records of which a received version is missing from the raw records, or is there twice. */
  readonly rawVersions: readonly string[];
  /** Records that cannot be searched, or only in an old version. */
  readonly notIndexed: readonly string[];
  /** Active records that stand in no dispute, in two, or in one as withdrawn; withdrawn ones that still link. */
  readonly membership: readonly string[];
}

export const NO_DIFFERENCES: Differences = {
  missing: [],
  unasked: [],
  wrongVersion: [],
  rawVersions: [],
  notIndexed: [],
  membership: [],
};

/** Compares record by record; every record of the load is about a dispute. */
export async function differences(store: Store, feed: FeedName, accepted: Accepted): Promise<Differences> {
  const expected = new Map(
    [...accepted].map(([sourceId, times]) => [recordIdOf(feed, sourceId), [...times].sort()] as const),
  );
  const records = new Map(
    (await store.records.find({ feed }).select({ sourceTime: 1, state: 1, versionKey: 1 }).lean()).map(
      (record) => [record._id, record],
    ),
  );
  const raw = Map.groupBy(
    await store.rawRecords.find({ feed }).select({ recordId: 1, sourceTime: 1 }).lean(),
    (version) => version.recordId,
  );
  const indexed = new Map(
    (await store.searchEntries.find({ feed }).select({ versionKey: 1 }).lean()).map((entry) => [
      entry._id,
      entry.versionKey,
    ]),
  );
  const members = Map.groupBy(
    (
      await store.disputes
        .find({ state: { $ne: 'MERGED' } })
        .select({ members: 1 })
        .lean()
    ).flatMap((dispute) => dispute.members),
    (member) => member.recordId,
  );
  const ids = [...expected.keys()];
  const stored = ids.filter((id) => records.has(id));
  return {
    missing: ids.filter((id) => !records.has(id)),
    unasked: [...records.keys()].filter((id) => !expected.has(id)),
    wrongVersion: stored.filter((id) => records.get(id)?.sourceTime !== expected.get(id)?.at(-1)),
    rawVersions: ids.filter((id) => {
      const times = (raw.get(id) ?? []).map((version) => version.sourceTime).sort();
      return JSON.stringify(times) !== JSON.stringify(expected.get(id));
    }),
    notIndexed: stored.filter((id) => indexed.get(id) !== records.get(id)?.versionKey),
    membership: stored.filter((id) => {
      const places = members.get(id) ?? [];
      if (records.get(id)?.state === 'WITHDRAWN') return places.some(({ state }) => state !== 'WITHDRAWN');
      return places.length !== 1 || places[0]?.state !== 'ACTIVE';
    }),
  };
}
