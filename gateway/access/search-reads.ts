import type { SearchEntryDoc } from '../../schema/store/documents.ts';
import { afterFilter, keysetSort, type KeysetPosition } from './criteria.ts';
import type { Reader } from './reader.ts';
import type { SearchCriteria, SearchTier } from './search-criteria.ts';
import { searchWays } from './search-ways.ts';

export interface SearchPageQuery {
  readonly criteria: SearchCriteria;
  readonly tier: SearchTier;
  readonly after: KeysetPosition | null;
  readonly limit: number;
}

/** A hit as stored: the keys tell what matched, the text whether a fragment did. */
export type SearchHitDoc = Pick<SearchEntryDoc, '_id' | 'feed' | 'keys' | 'text' | 'reportedAt'>;

export interface SearchReads {
  /** One tier, latest report first; the TEXT tier leaves out what the KEY tier has. */
  searchPage(query: SearchPageQuery): Promise<readonly SearchHitDoc[]>;
  /** Hits of both tiers. */
  countSearch(criteria: SearchCriteria, upTo: number): Promise<number>;
  /** Ids of the records of both tiers, at most `limit`. */
  searchRecordIds(criteria: SearchCriteria, limit: number): Promise<readonly string[]>;
}

export function searchReads(reader: Reader): SearchReads {
  return {
    searchPage: async ({ criteria, tier, after, limit }) =>
      (await searchWays(reader)).find(criteria, tier, {
        behind: afterFilter('reportedAt', 'DESC', after),
        projection: { feed: 1, keys: 1, text: 1, reportedAt: 1 },
        sort: keysetSort('reportedAt', 'DESC'),
        limit,
      }),
    countSearch: async (criteria, upTo) => (await searchWays(reader)).count(criteria, upTo),
    searchRecordIds: async (criteria, limit) => {
      const entries = await (
        await searchWays(reader)
      ).find(criteria, null, { projection: { _id: 1 }, limit });
      return entries.map(({ _id }) => _id);
    },
  };
}
