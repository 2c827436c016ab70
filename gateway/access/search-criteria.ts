import type { FeedName } from '../../schema/vocabulary/feeds.ts';

/** A fragment to look for: an entry has all the bigrams and its folded text contains the fragment. */
export interface TextFragment {
  readonly folded: string;
  readonly grams: readonly string[];
}

/** What a query could mean (`schema/matching/search-terms.ts`): any of the keys, or any of the fragments. */
export interface SearchCriteria {
  readonly keys: readonly string[];
  readonly fragments: readonly TextFragment[];
  readonly feeds: readonly FeedName[] | null;
}

/** Hits on an exact key come before hits on text. */
export type SearchTier = 'KEY' | 'TEXT';
