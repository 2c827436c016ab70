import type { HotSpotCriteria, HotSpotView } from '../../access/hot-spot-reads.ts';
import { FEED_NAMES, type FeedName } from '../../../schema/vocabulary/feeds.ts';
import { loadPresent } from '../kit/batch.ts';
import { dayOf, regionPrefixOf } from '../kit/arguments.ts';
import {
  connectionOf,
  pageOfSorted,
  pageSizeOf,
  momentAfter,
  type Connection,
  type PageArguments,
} from '../kit/connection.ts';
import { ifThere, type PresentDisputes, type PresentHotSpots } from '../kit/present.ts';
import { regionView } from '../kit/region.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';
import { categoryTerm, knownCategory } from '../kit/vocabulary.ts';

export type AlertLoaders = PresentDisputes & PresentHotSpots;

export type AlertContext = SubgraphContext<AlertLoaders>;

/** `input HotSpotFilter`. */
interface HotSpotFilter {
  readonly state?: readonly string[] | null;
  readonly level?: readonly string[] | null;
  readonly regionCode?: string | null;
  readonly category?: readonly string[] | null;
  readonly openedFrom?: string | null;
  readonly openedTo?: string | null;
}

export interface HotSpotListArguments extends PageArguments {
  readonly filter?: HotSpotFilter | null;
}

const COUNT_UP_TO = 10_000;

/** `Query.hotSpots`. */
export async function hotSpotList(
  args: HotSpotListArguments,
  { store }: AlertContext,
): Promise<Connection<HotSpotView>> {
  const size = pageSizeOf(args);
  const listing = store.listing('hotSpots');
  const after = momentAfter(listing, args);
  const criteria = criteriaOf(args.filter ?? {});
  return connectionOf({
    listing,
    found: await store.hotSpotPage({ criteria, after, limit: size + 1 }),
    size,
    isFirst: after === null,
    position: ({ openedOn, _id }) => [openedOn, _id],
    count: () => store.countHotSpots(criteria, COUNT_UP_TO),
  });
}

/** @throws HubError HUB_BAD_REQUEST for a code or a day that is none. */
function criteriaOf(filter: HotSpotFilter): HotSpotCriteria {
  const { state, level, regionCode, category, openedFrom, openedTo } = filter;
  return {
    ...(state == null ? {} : { states: state }),
    ...(level == null ? {} : { levels: level }),
    ...(regionCode == null ? {} : { regionPrefix: regionPrefixOf(regionCode) }),
    ...(category == null ? {} : { categories: category }),
    ...(openedFrom == null ? {} : { openedFrom: dayOf(openedFrom, 'openedFrom') }),
    ...(openedTo == null ? {} : { openedTo: dayOf(openedTo, 'openedTo') }),
  };
}

/** `type Dispute` as this subgraph knows it. */
interface DisputeReference {
  readonly __typename: 'Dispute';
  readonly id: string;
}

function disputesInside(
  { _id, disputeIds }: HotSpotView,
  args: PageArguments,
  { store }: AlertContext,
): Connection<DisputeReference> {
  const references = disputeIds.toSorted().map((id): DisputeReference => ({ __typename: 'Dispute', id }));
  return pageOfSorted(references, ({ id }) => [id, ''], store.listing(`${_id}:disputes`), args);
}

/** `HotSpotDisputeConnection.nodes`: hot spots stay longer than disputes do. */
export function disputesIfThere(
  { nodes }: Connection<DisputeReference>,
  _: unknown,
  context: AlertContext,
): Promise<DisputeReference | null>[] {
  return nodes.map((node) => disputeIfThere({ node }, _, context));
}

/** `HotSpotDisputeEdge.node`. */
export function disputeIfThere(
  { node }: { readonly node: DisputeReference },
  _: unknown,
  { loaders }: AlertContext,
): Promise<DisputeReference | null> {
  return ifThere(loaders.disputeFeedsById, node.id, () => node);
}

/** Feeds that know any of its disputes, in the hub's order. */
async function feedsInside({ disputeIds }: HotSpotView, { loaders }: AlertContext): Promise<FeedName[]> {
  const inside = await loadPresent(loaders.disputeFeedsById, disputeIds);
  const known = new Set(inside.flatMap(({ feeds }) => feeds));
  return FEED_NAMES.filter((feed) => known.has(feed));
}

/** Fields of `type HotSpot` that are not stored under their own name. */
export const HOT_SPOT_FIELDS = {
  id: ({ _id }: HotSpotView) => _id,
  region: ({ regionCode }: HotSpotView) => regionView(regionCode),
  category: ({ category }: HotSpotView) => knownCategory(category),
  categoryTerm: ({ category }: HotSpotView) => categoryTerm(category),
  feeds: (hotSpot: HotSpotView, _: unknown, context: AlertContext) => feedsInside(hotSpot, context),
  disputes: (hotSpot: HotSpotView, args: PageArguments, context: AlertContext) =>
    disputesInside(hotSpot, args, context),
};
