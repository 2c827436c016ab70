import type DataLoader from 'dataloader';
import type { ScopedStore } from '../../access/door.ts';
import type { RecordTime, RecordVersionDoc } from '../../access/record-reads.ts';
import { feedPartOf } from '../../../schema/canonical/ids.ts';
import type { RecordDoc } from '../../../schema/store/documents.ts';
import type { FeedName } from '../../../schema/vocabulary/feeds.ts';
import { byKey, groupedByKey } from './batch.ts';

/** DataLoaders of a feed's subgraph. Keys are record ids; a record of another feed is never read. */
export interface RecordLoaders {
  readonly recordById: DataLoader<string, RecordDoc | null>;
  readonly timeById: DataLoader<string, RecordTime | null>;
  readonly versionsById: DataLoader<string, readonly RecordVersionDoc[]>;
}

export function recordLoaders(feed: FeedName, store: ScopedStore): RecordLoaders {
  const own = async <Value>(
    ids: readonly string[],
    read: (ids: readonly string[]) => Promise<readonly Value[]>,
  ): Promise<readonly Value[]> => {
    const ownIds = ids.filter((id) => feedPartOf(id) === feed);
    return ownIds.length === 0 ? [] : read(ownIds);
  };
  return {
    recordById: byKey(
      (ids) => own(ids, (ownIds) => store.recordsByIds(ownIds)),
      (record) => record._id,
    ),
    timeById: byKey(
      (ids) => own(ids, (ownIds) => store.recordTimes(ownIds)),
      (record) => record._id,
    ),
    versionsById: groupedByKey(
      (ids) => own(ids, (ownIds) => store.recordVersions(ownIds)),
      (version) => [version.recordId],
    ),
  };
}
