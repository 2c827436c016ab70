import { FEED_NAMES, type FeedName } from '../../../schema/vocabulary/feeds.ts';
import { feedEnumName } from '../../../schema/subgraphs/vocabulary-sdl.ts';
import { buildSubgraph } from '../kit/build-subgraph.ts';
import { CONNECTION_FIELDS } from '../kit/connection.ts';
import type { Subgraph } from '../kit/subgraph.ts';
import { COLUMN_FIELDS } from './columns.ts';
import { DEAD_LETTER_FIELDS, REFUSAL_FIELDS } from './dead-letters.ts';
import { FEED_FIELDS, feedList, feedNamed } from './feed-fields.ts';
import { FLOW_FIELDS } from './flow.ts';
import { feedLoaders, type FeedLoaders, type FeedsContext } from './loaders.ts';
import { CONNECTOR_FIELDS, SILENCE_FIELDS } from './silence.ts';

/** Feeds with their freshness and quality. */
export function buildFeeds(): Subgraph {
  return buildSubgraph<FeedLoaders>({
    name: 'feeds',
    loadersFor: feedLoaders,
    references: {
      // A key carries the enum's own name.
      Feed: ({ name }: { name: string }, context) => {
        const feed = FEED_NAMES.find((one) => feedEnumName(one) === name);
        return feed === undefined ? null : feedNamed(feed, context);
      },
    },
    resolvers: {
      Query: {
        feeds: (_: unknown, __: unknown, context: FeedsContext) => feedList(context),
        feed: (_: unknown, { name }: { name: FeedName }, context: FeedsContext) => feedNamed(name, context),
      },
      Feed: { ...FEED_FIELDS, ...FLOW_FIELDS, ...REFUSAL_FIELDS, ...COLUMN_FIELDS, ...SILENCE_FIELDS },
      FeedConnector: CONNECTOR_FIELDS,
      DeadLetter: DEAD_LETTER_FIELDS,
      DeadLetterConnection: CONNECTION_FIELDS,
    },
  });
}
