import DataLoader from 'dataloader';
import type { ScopedStore } from '../../access/door.ts';
import type { NameInRegion, ReferenceView } from '../../access/reference-reads.ts';
import type { RecordLoaders } from '../kit/record-loaders.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';

/** The feed that lists the committees. */
const LISTED_BY = 'grid';
/** Alternatives of one filter. */
const MOST_NAMES = 500;

export interface CourtLoaders {
  /** The one committee in use of exactly this name in the division; null when there is none or more than one. */
  readonly committeeNamed: DataLoader<NameInRegion, ReferenceView | null, string>;
}

export type CourtContext = SubgraphContext<RecordLoaders & CourtLoaders>;

export function courtLoaders(store: ScopedStore): CourtLoaders {
  return {
    committeeNamed: new DataLoader<NameInRegion, ReferenceView | null, string>(
      async (names) => {
        const found = await store.committeesNamed(LISTED_BY, names);
        return names.map(({ name, regionPrefix }) => {
          const fitting = found.filter(
            (committee) => committee.name === name && committee.regionCode?.startsWith(regionPrefix) === true,
          );
          return fitting.length === 1 ? (fitting[0] ?? null) : null;
        });
      },
      { maxBatchSize: MOST_NAMES, cacheKeyFn: ({ name, regionPrefix }) => `${regionPrefix}|${name}` },
    ),
  };
}
