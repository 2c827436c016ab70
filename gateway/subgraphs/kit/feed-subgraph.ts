import type { ScopedStore } from '../../access/door.ts';
import { FEED_TERMS, type FeedName } from '../../../schema/vocabulary/feeds.ts';
import { buildSubgraph } from './build-subgraph.ts';
import { CONNECTION_FIELDS, type PageArguments } from './connection.ts';
import { RECORD_FIELDS } from './record-fields.ts';
import { recordLoaders, type RecordLoaders } from './record-loaders.ts';
import { recordList, recordsOfDispute, recordWithNumber, type RecordListArguments } from './record-roots.ts';
import type { ReferenceResolver, Subgraph, SubgraphContext, SubgraphResolvers } from './subgraph.ts';

type Context = SubgraphContext<RecordLoaders>;

/** What a feed's subgraph has beside its records. */
interface MoreOfFeed<Loaders extends object> {
  /** DataLoaders of one request; none when left out. */
  readonly loadersFor?: (store: ScopedStore) => Loaders;
  /** Fields of other types, and further root fields. */
  readonly resolvers: SubgraphResolvers<RecordLoaders & Loaders>;
  readonly references?: Readonly<Record<string, ReferenceResolver<RecordLoaders & Loaders>>>;
}

interface FeedSubgraphSpec<Loaders extends object> {
  readonly feed: FeedName;
  /** Root field that finds one record by its number, e.g. `policeIncident`. */
  readonly one: string;
  /** Root field that lists records, and the field on Dispute, e.g. `policeIncidents`. */
  readonly many: string;
  /** The feed's own columns. */
  readonly fields: SubgraphResolvers<RecordLoaders & Loaders>[string];
  readonly more?: MoreOfFeed<Loaders>;
}

/**
 * The subgraph of one feed: its record type with the common fields and its own columns, two root fields, and its field on Dispute, which
 * requires `recordIds` (docs/decisions/0004).
 */
export function buildFeedSubgraph<Loaders extends object = object>({
  feed,
  one,
  many,
  fields,
  more,
}: FeedSubgraphSpec<Loaders>): Subgraph {
  const { typename } = FEED_TERMS[feed];
  const { Query: moreRoots = {}, ...moreTypes } = more?.resolvers ?? {};
  return buildSubgraph<RecordLoaders & Loaders>({
    name: feed,
    loadersFor: (store) => ({ ...recordLoaders(feed, store), ...(more?.loadersFor?.(store) as Loaders) }),
    references: {
      [typename]: ({ id }: { id: string }, { loaders }) => loaders.recordById.load(id),
      // A dispute that its own subgraph could not give comes without what is required of it: the error told there is the one to tell.
      Dispute: (reference: { recordIds?: readonly string[] | null }) =>
        reference.recordIds == null ? null : reference,
      ...more?.references,
    },
    resolvers: {
      Query: {
        [one]: (_: unknown, { number }: { number: string }, context: Context) =>
          recordWithNumber(feed, number, context),
        [many]: (_: unknown, args: RecordListArguments, context: Context) => recordList(feed, args, context),
        ...moreRoots,
      },
      Dispute: {
        [many]: (
          dispute: { id: string; recordIds: readonly string[] },
          args: PageArguments,
          context: Context,
        ) => recordsOfDispute(feed, dispute, args, context),
      },
      [typename]: { ...RECORD_FIELDS, ...fields },
      [`${typename}Connection`]: CONNECTION_FIELDS,
      ...moreTypes,
    },
  });
}
