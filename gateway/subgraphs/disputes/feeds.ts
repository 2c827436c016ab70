import { servedFeeds } from '../../../schema/subgraphs/subgraph-sdl.ts';
import type { FeedStatusDoc } from '../../../schema/store/models.ts';
import { FEED_TERMS, type FeedName } from '../../../schema/vocabulary/feeds.ts';
import type { DisputesContext } from './loaders.ts';

/** `type Feed`: what is known of its flow; null before its connector first ran. */
interface FeedView {
  readonly name: FeedName;
  readonly status: FeedStatusDoc | null;
}

/** Every feed that has a subgraph, in the hub's order. */
export async function feedList({ store }: DisputesContext): Promise<readonly FeedView[]> {
  const statuses = new Map((await store.feedStatuses()).map((status) => [status._id, status]));
  return servedFeeds().map((name) => ({ name, status: statuses.get(name) ?? null }));
}

export const FEED_FIELDS = {
  titleEn: ({ name }: FeedView) => FEED_TERMS[name].titleEn,
  titleZh: ({ name }: FeedView) => FEED_TERMS[name].titleZh,
  recordType: ({ name }: FeedView) => FEED_TERMS[name].typename,
  lastContactAt: ({ status }: FeedView) => status?.lastContactAt ?? null,
  lastSourceTime: ({ status }: FeedView) => status?.lastSourceTime ?? null,
  lastStoredAt: ({ status }: FeedView) => status?.lastStoredAt ?? null,
  secondsBehind: ({ status }: FeedView, _: unknown, { now }: DisputesContext) => {
    const lastContactAt = status?.lastContactAt ?? null;
    if (lastContactAt === null) return null;
    return Math.max(0, Math.floor((now.getTime() - Date.parse(lastContactAt)) / 1_000));
  },
  connectorState: ({ status }: FeedView) => status?.connectorState ?? null,
  recordCount: ({ name }: FeedView, _: unknown, { store }: DisputesContext) => store.countRecordsOfFeed(name),
  deadLetterCount: ({ name }: FeedView, _: unknown, { store }: DisputesContext) =>
    store.countDeadLettersOfFeed(name),
};
