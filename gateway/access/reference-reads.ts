import type { ReferenceDoc } from '../../schema/store/documents.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { allOf, prefixFilter, referenceFilter, type ReferenceCriteria } from './criteria.ts';
import type { Reader } from './reader.ts';

/** An entry of an agency's lists without what tells versions apart. */
export type ReferenceView = Omit<ReferenceDoc, 'versionKey' | 'contentHash'>;

export interface ReferencePageQuery {
  readonly feed: FeedName;
  readonly criteria: ReferenceCriteria;
  /** Code after which the page begins. */
  readonly after: string | null;
  readonly limit: number;
}

/** A name to look for in a division and all below it. */
export interface NameInRegion {
  readonly regionPrefix: string;
  readonly name: string;
}

const HIDDEN = { versionKey: 0, contentHash: 0 } as const;

/** Reads of the lists that agencies keep: grids, communities, committees, mediators. */
export interface ReferenceReads {
  /** What there is of these, in any order. */
  referencesByIds(ids: readonly string[]): Promise<readonly ReferenceView[]>;
  /** Several pages in the order of the codes, in one read, at most `MOST_PAGES`. */
  referencePages(queries: readonly ReferencePageQuery[]): Promise<readonly (readonly ReferenceView[])[]>;
  countReferencesEach(
    feed: FeedName,
    criteria: readonly ReferenceCriteria[],
    upTo: number,
  ): Promise<readonly number[]>;
  /** Mediation committees in use that have any of these names in its division. */
  committeesNamed(feed: FeedName, names: readonly NameInRegion[]): Promise<readonly ReferenceView[]>;
}

export function referenceReads(reader: Reader): ReferenceReads {
  return {
    referencesByIds: (ids) => reader.find('references', { _id: { $in: ids } }, { projection: HIDDEN }),
    referencePages: (queries) =>
      reader.findEach(
        'references',
        queries.map(({ feed, criteria, after, limit }) => ({
          filter: allOf([
            referenceFilter(feed, criteria),
            ...(after === null ? [] : [{ code: { $gt: after } }]),
          ]),
          sort: { code: 1 },
          limit,
        })),
        HIDDEN,
      ),
    countReferencesEach: (feed, criteria, upTo) =>
      reader.countEach(
        'references',
        criteria.map((one) => referenceFilter(feed, one)),
        upTo,
      ),
    committeesNamed: async (feed, names) =>
      names.length === 0
        ? []
        : reader.find(
            'references',
            {
              feed,
              kind: 'MEDIATION_COMMITTEE',
              state: 'ACTIVE',
              $or: names.map(({ regionPrefix, name }) =>
                allOf([...prefixFilter('regionCode', regionPrefix), { name }]),
              ),
            },
            { projection: HIDDEN },
          ),
  };
}
