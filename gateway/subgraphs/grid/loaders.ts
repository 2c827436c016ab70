import type DataLoader from 'dataloader';
import type { RecordCriteria, ReferenceCriteria } from '../../access/criteria.ts';
import type { ScopedStore } from '../../access/door.ts';
import type { RecordPageQuery } from '../../access/record-reads.ts';
import type { ReferencePageQuery, ReferenceView } from '../../access/reference-reads.ts';
import type { RecordDoc } from '../../../schema/store/documents.ts';
import { byKey, byQuery, type LoadedByQuery } from '../kit/batch.ts';
import type { RecordLoaders } from '../kit/record-loaders.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';

/** The feed whose lists these are. */
export const FEED = 'grid';
export const COUNT_UP_TO = 10_000;

/** DataLoaders of the platform's lists and of the events in them: all lists of one request that are in the same place are one read. */
export interface GridLoaders {
  readonly entryById: DataLoader<string, ReferenceView | null>;
  readonly entryPage: LoadedByQuery<ReferencePageQuery, readonly ReferenceView[]>;
  readonly entryCount: LoadedByQuery<ReferenceCriteria, number>;
  readonly eventPage: LoadedByQuery<RecordPageQuery, readonly RecordDoc[]>;
  readonly eventCount: LoadedByQuery<RecordCriteria, number>;
}

export type GridContext = SubgraphContext<RecordLoaders & GridLoaders>;

export function gridLoaders(store: ScopedStore): GridLoaders {
  return {
    entryById: byKey(
      (ids) => store.referencesByIds(ids),
      ({ _id }) => _id,
    ),
    entryPage: byQuery((queries) => store.referencePages(queries)),
    entryCount: byQuery((criteria) => store.countReferencesEach(FEED, criteria, COUNT_UP_TO)),
    eventPage: byQuery((queries) => store.recordPages(queries)),
    eventCount: byQuery((criteria) => store.countRecordsEach(FEED, criteria, COUNT_UP_TO)),
  };
}
