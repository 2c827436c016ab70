import DataLoader from 'dataloader';
import type { RecordCriteria, ReferenceCriteria } from '../../access/criteria.ts';
import type { ScopedStore } from '../../access/door.ts';
import { MOST_PAGES } from '../../access/reader.ts';
import type { RecordPageQuery } from '../../access/record-reads.ts';
import type { ReferencePageQuery, ReferenceView } from '../../access/reference-reads.ts';
import type { RecordDoc } from '../../../schema/store/models.ts';
import { byKey } from '../kit/batch.ts';
import type { RecordLoaders } from '../kit/record-loaders.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';

/** The feed whose lists these are. */
export const FEED = 'grid';
export const COUNT_UP_TO = 10_000;

type Loaded<Query, Answer> = DataLoader<Query, Answer, string>;

/** DataLoaders of the platform's lists and of the events in them: all lists of one request that are in the same place are one read. */
export interface GridLoaders {
  readonly entryById: DataLoader<string, ReferenceView | null>;
  readonly entryPage: Loaded<ReferencePageQuery, readonly ReferenceView[]>;
  readonly entryCount: Loaded<ReferenceCriteria, number>;
  readonly eventPage: Loaded<RecordPageQuery, readonly RecordDoc[]>;
  readonly eventCount: Loaded<RecordCriteria, number>;
}

export type GridContext = SubgraphContext<RecordLoaders & GridLoaders>;

export function gridLoaders(store: ScopedStore): GridLoaders {
  return {
    entryById: byKey(
      (ids) => store.referencesByIds(ids),
      ({ _id }) => _id,
    ),
    entryPage: each((queries) => store.referencePages(queries)),
    entryCount: each((criteria) => store.countReferencesEach(FEED, criteria, COUNT_UP_TO)),
    eventPage: each((queries) => store.recordPages(queries)),
    eventCount: each((criteria) => store.countRecordsEach(FEED, criteria, COUNT_UP_TO)),
  };
}

/** A DataLoader over a read that answers each of several questions in their order. */
function each<Query, Answer>(
  read: (queries: readonly Query[]) => Promise<readonly Answer[]>,
): Loaded<Query, Answer> {
  return new DataLoader<Query, Answer, string>((queries) => read(queries), {
    maxBatchSize: MOST_PAGES,
    cacheKeyFn: (query) => JSON.stringify(query),
  });
}
