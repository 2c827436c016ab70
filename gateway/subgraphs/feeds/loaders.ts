import DataLoader from 'dataloader';
import type { ScopedStore } from '../../access/door.ts';
import type { FeedColumnsDoc, FeedMinuteDoc } from '../../../schema/store/feed-quality.ts';
import type { FeedStatusDoc } from '../../../schema/store/documents.ts';
import type { DeadLetterBytes } from '../../access/feed-reads.ts';
import type { FeedName } from '../../../schema/vocabulary/feeds.ts';
import { byKey, groupedByKey } from '../kit/batch.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';

/** More than a page can carry for each of a hundred letters. */
export const MOST_LETTER_BYTES = 262_144;
export const DAY_MINUTES = 1_440;
export const MINUTE_MS = 60_000;

/** A feed, and the moment of the request. */
interface MinutesKey {
  readonly feed: FeedName;
  readonly now: Date;
}

/** DataLoaders of the feeds subgraph, by feed name or dead letter. */
export interface FeedLoaders {
  readonly status: DataLoader<string, FeedStatusDoc | null>;
  /** The minutes of somewhat more than the last 24 hours, oldest first. */
  readonly minutes: DataLoader<MinutesKey, readonly FeedMinuteDoc[], string>;
  readonly columns: DataLoader<string, readonly FeedColumnsDoc[]>;
  readonly letterBytes: DataLoader<string, DeadLetterBytes | null>;
}

export type FeedsContext = SubgraphContext<FeedLoaders>;

export function feedLoaders(store: ScopedStore): FeedLoaders {
  return {
    status: byKey(
      () => store.feedStatuses(),
      ({ _id }) => _id,
    ),
    minutes: new DataLoader((keys) => minutesOf(store, keys), { cacheKeyFn: ({ feed }) => feed }),
    columns: groupedByKey(
      (feeds) => store.feedColumns(feeds),
      ({ feed }) => [feed],
    ),
    letterBytes: byKey(
      (ids) => store.deadLetterBytes(ids, MOST_LETTER_BYTES),
      ({ _id }) => _id,
    ),
  };
}

/** All keys of a request have the same moment. */
async function minutesOf(
  store: ScopedStore,
  keys: readonly MinutesKey[],
): Promise<readonly (readonly FeedMinuteDoc[])[]> {
  const nowMs = Math.min(...keys.map(({ now }) => now.getTime()));
  const from = new Date(nowMs - (DAY_MINUTES + 1) * MINUTE_MS);
  const found = await store.feedMinutes(
    keys.map(({ feed }) => feed),
    from,
  );
  const byFeed = Map.groupBy(found, ({ feed }) => feed);
  return keys.map(({ feed }) => byFeed.get(feed) ?? []);
}
