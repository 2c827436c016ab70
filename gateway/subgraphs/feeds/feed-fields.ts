import { servedFeeds } from '../../../schema/subgraphs/subgraph-sdl.ts';
import type { FeedStatusDoc } from '../../../schema/store/documents.ts';
import { FEED_TERMS, type FeedName } from '../../../schema/vocabulary/feeds.ts';
import type { FeedsContext } from './loaders.ts';

/** `type Feed`: what is known of its flow; null before anything was told of it. */
export interface FeedView {
  readonly name: FeedName;
  readonly status: FeedStatusDoc | null;
}

/** Every feed that has a subgraph, in the hub's order. */
export async function feedList(context: FeedsContext): Promise<readonly FeedView[]> {
  return Promise.all(servedFeeds().map((name) => viewOf(name, context)));
}

/** One of them, or null. */
export async function feedNamed(name: FeedName, context: FeedsContext): Promise<FeedView | null> {
  return servedFeeds().includes(name) ? viewOf(name, context) : null;
}

async function viewOf(name: FeedName, { loaders }: FeedsContext): Promise<FeedView> {
  return { name, status: await loaders.status.load(name) };
}

/** Whole seconds from a stored time to now, never below 0; null when there is no such time. */
export function secondsSince(time: string | null | undefined, now: Date): number | null {
  if (time === null || time === undefined) return null;
  return Math.max(0, Math.floor((now.getTime() - Date.parse(time)) / 1_000));
}

export const FEED_FIELDS = {
  titleEn: ({ name }: FeedView) => FEED_TERMS[name].titleEn,
  titleZh: ({ name }: FeedView) => FEED_TERMS[name].titleZh,
  recordType: ({ name }: FeedView) => FEED_TERMS[name].typename,
  lastContactAt: ({ status }: FeedView) => status?.lastContactAt ?? null,
  lastSourceTime: ({ status }: FeedView) => status?.lastSourceTime ?? null,
  lastStoredAt: ({ status }: FeedView) => status?.lastStoredAt ?? null,
  secondsBehind: ({ status }: FeedView, _: unknown, { now }: FeedsContext) =>
    secondsSince(status?.lastContactAt, now),
  connectorState: ({ status }: FeedView) => status?.connectorState ?? null,
  recordCount: ({ name }: FeedView, _: unknown, { store }: FeedsContext) => store.countRecordsOfFeed(name),
  repeatCount: ({ name }: FeedView, _: unknown, { store }: FeedsContext) => store.countRepeatsOfFeed(name),
  deadLetterCount: ({ name }: FeedView, _: unknown, { store }: FeedsContext) =>
    store.countDeadLettersOfFeed(name),
  lag: ({ status }: FeedView, _: unknown, { now }: FeedsContext) => {
    const lag = status?.lag ?? null;
    if (lag === null) return null;
    const seconds = lag.messages === 0 ? 0 : secondsSince(status?.lastReceivedAt, now);
    return { ...lag, seconds };
  },
};
