import { FEED_TERMS, type FeedName } from '../../../schema/vocabulary/feeds.ts';
import type { RecordDoc } from '../../../schema/store/models.ts';
import { buildSubgraph } from './build-subgraph.ts';
import { CONNECTION_FIELDS, type PageArguments } from './connection.ts';
import { RECORD_FIELDS } from './record-fields.ts';
import { recordLoaders, type RecordLoaders } from './record-loaders.ts';
import { recordList, recordsOfDispute, recordWithNumber, type RecordListArguments } from './record-roots.ts';
import type { Subgraph, SubgraphContext } from './subgraph.ts';

type Context = SubgraphContext<RecordLoaders>;

interface FeedSubgraphSpec {
  readonly feed: FeedName;
  /** Root field that finds one record by its number, e.g. `policeIncident`. */
  readonly one: string;
  /** Root field that lists records, and the field on Dispute, e.g. `policeIncidents`. */
  readonly many: string;
  /** The feed's own columns. */
  readonly fields: Readonly<Record<string, (record: RecordDoc) => unknown>>;
}

/**
 * The subgraph of one feed: its record type with the common fields and its own columns, two root fields, and its field on Dispute, which
 * requires `recordIds` (docs/decisions/0004).
 */
export function buildFeedSubgraph({ feed, one, many, fields }: FeedSubgraphSpec): Subgraph {
  const { typename } = FEED_TERMS[feed];
  return buildSubgraph<RecordLoaders>({
    name: feed,
    loadersFor: (store) => recordLoaders(feed, store),
    references: {
      [typename]: ({ id }: { id: string }, { loaders }) => loaders.recordById.load(id),
      Dispute: (reference: unknown) => reference,
    },
    resolvers: {
      Query: {
        [one]: (_: unknown, { number }: { number: string }, context: Context) =>
          recordWithNumber(feed, number, context),
        [many]: (_: unknown, args: RecordListArguments, context: Context) => recordList(feed, args, context),
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
    },
  });
}
