import type { KeysetPosition } from '../../access/criteria.ts';
import type { SearchCriteria, SearchTier } from '../../access/search-criteria.ts';
import type { SearchHitDoc } from '../../access/search-reads.ts';
import type { FeedName } from '../../../schema/vocabulary/feeds.ts';
import { queryTextOf } from '../kit/arguments.ts';
import {
  connectionOf,
  pageSizeOf,
  positionOf,
  type Connection,
  type PageArguments,
} from '../kit/connection.ts';
import { disputeOfRecord, type DisputesContext } from './loaders.ts';
import { recordIfThere } from '../kit/present.ts';
import { matchesOf, searchCriteriaOf } from './search-criteria.ts';

export interface SearchArguments extends PageArguments {
  readonly query: string;
  readonly filter?: { readonly feeds?: readonly FeedName[] | null } | null;
}

/** `type SearchHit`. */
export interface SearchHitView {
  readonly hit: SearchHitDoc;
  readonly tier: SearchTier;
  readonly criteria: SearchCriteria;
}

const COUNT_UP_TO = 1_000;

/** A page of hits: those on an exact key first, then those on text. */
export async function search(
  args: SearchArguments,
  { store }: DisputesContext,
): Promise<Connection<SearchHitView>> {
  const criteria = searchCriteriaOf(queryTextOf(args.query, 'query'), args.filter?.feeds ?? null);
  const size = pageSizeOf(args);
  const listing = store.listing('search');
  const position = positionOf(listing, args, 3);
  const after: KeysetPosition | null =
    position === null ? null : { at: position[1] ?? '', id: position[2] ?? '' };
  const beganInText = position?.[0] === 'TEXT';
  const found: SearchHitView[] = [];
  const read = async (tier: SearchTier, from: KeysetPosition | null): Promise<void> => {
    const hits = await store.searchPage({ criteria, tier, after: from, limit: size + 1 - found.length });
    found.push(...hits.map((hit) => ({ hit, tier, criteria })));
  };
  if (!beganInText) await read('KEY', after);
  if (found.length <= size) await read('TEXT', beganInText ? after : null);
  return connectionOf({
    listing,
    found,
    size,
    isFirst: after === null,
    position: ({ tier, hit }) => [tier, hit.reportedAt, hit._id],
    count: () => store.countSearch(criteria, COUNT_UP_TO),
  });
}

export const SEARCH_HIT_FIELDS = {
  record: ({ hit }: SearchHitView, _: unknown, context: DisputesContext) => recordIfThere(hit._id, context),
  recordId: ({ hit }: SearchHitView) => hit._id,
  feed: ({ hit }: SearchHitView) => hit.feed,
  dispute: ({ hit }: SearchHitView, _: unknown, context: DisputesContext) =>
    disputeOfRecord(hit._id, context),
  matched: async ({ hit, criteria, tier }: SearchHitView, _: unknown, { loaders }: DisputesContext) => {
    const record = tier === 'KEY' ? null : await loaders.recordPlaceById.load(hit._id);
    return matchesOf(hit, criteria, record?.place ?? null);
  },
};
