import { HubError } from '../../../schema/canonical/hub-error.ts';
import { KEY_FIELDS } from '../../../schema/canonical/key-fields.ts';
import { keyFieldEnumName } from '../../../schema/subgraphs/vocabulary-sdl.ts';
import type { FeedMinuteDoc } from '../../../schema/store/feed-quality.ts';
import { secondsSince, type FeedView } from './feed-fields.ts';
import { DAY_MINUTES, MINUTE_MS, type FeedsContext } from './loaders.ts';

const HOUR_MINUTES = 60;

/** Minutes of one feed, added up. */
interface Sum {
  readonly stored: number;
  readonly repeats: number;
  readonly refused: number;
  readonly sourceToReceivedMs: number;
  readonly receivedToStoredMs: number;
}

function sumOf(minutes: readonly FeedMinuteDoc[]): Sum {
  const sum = (of: (minute: FeedMinuteDoc) => number | undefined): number =>
    minutes.reduce((all, minute) => all + (of(minute) ?? 0), 0);
  return {
    stored: sum(({ stored }) => stored),
    repeats: sum(({ repeats }) => repeats),
    refused: sum(refusedOf),
    sourceToReceivedMs: sum(({ sourceToReceivedMs }) => sourceToReceivedMs),
    receivedToStoredMs: sum(({ receivedToStoredMs }) => receivedToStoredMs),
  };
}

function refusedOf({ refused = {} }: FeedMinuteDoc): number {
  return Object.values(refused).reduce<number>((all, count) => all + (count ?? 0), 0);
}

function minuteOf(now: Date): number {
  return now.getTime() - (now.getTime() % MINUTE_MS);
}

/** The last complete minutes of a feed. */
async function lastMinutes(
  { name }: FeedView,
  count: number,
  { loaders, now }: FeedsContext,
): Promise<readonly FeedMinuteDoc[]> {
  const endMs = minuteOf(now);
  const fromMs = endMs - count * MINUTE_MS;
  const all = await loaders.minutes.load({ feed: name, now });
  return all.filter(({ minute }) => minute.getTime() >= fromMs && minute.getTime() < endMs);
}

function minuteCountOf(count: number | null | undefined, field: string): number {
  const minutes = count ?? HOUR_MINUTES;
  if (minutes >= 1 && minutes <= DAY_MINUTES) return minutes;
  throw new HubError(
    'HUB_BAD_REQUEST',
    `${field}: ${minutes} minutes are not kept for this; ask for 1 to ${DAY_MINUTES}`,
    { field },
  );
}

async function rate(feed: FeedView, minutes: number, context: FeedsContext): Promise<object> {
  const { stored, repeats, refused } = sumOf(await lastMinutes(feed, minutes, context));
  return { minutes, stored, repeats, refused, perMinute: (stored + repeats + refused) / minutes };
}

function meanSeconds(sumMs: number, count: number): number | null {
  return count === 0 ? null : sumMs / count / 1_000;
}

export const FLOW_FIELDS = {
  rates: async (feed: FeedView, _: unknown, context: FeedsContext) => {
    const [lastMinute, last15Minutes, lastHour, last24Hours] = await Promise.all(
      [1, 15, HOUR_MINUTES, DAY_MINUTES].map((minutes) => rate(feed, minutes, context)),
    );
    return { lastMinute, last15Minutes, lastHour, last24Hours };
  },
  errorRate: async (feed: FeedView, args: { minutes?: number | null }, context: FeedsContext) => {
    const minutes = minuteCountOf(args.minutes, 'minutes');
    const { stored, repeats, refused } = sumOf(await lastMinutes(feed, minutes, context));
    const all = stored + repeats + refused;
    return all === 0 ? null : refused / all;
  },
  freshness: async (feed: FeedView, _: unknown, context: FeedsContext) => {
    const { status } = feed;
    const { now } = context;
    const sum = sumOf(await lastMinutes(feed, HOUR_MINUTES, context));
    return {
      lastReceivedAt: status?.lastReceivedAt ?? null,
      lastArrivalAt: status?.lastArrivalAt ?? null,
      secondsSinceSourceTime: secondsSince(status?.lastSourceTime, now),
      secondsSinceStored: secondsSince(status?.lastStoredAt, now),
      sourceToReceivedSeconds: meanSeconds(sum.sourceToReceivedMs, sum.stored),
      receivedToStoredSeconds: meanSeconds(sum.receivedToStoredMs, sum.stored),
    };
  },
  completeness: async (feed: FeedView, _: unknown, context: FeedsContext) => {
    const minutes = await lastMinutes(feed, DAY_MINUTES, context);
    const { stored } = sumOf(minutes);
    return {
      from: new Date(minuteOf(context.now) - DAY_MINUTES * MINUTE_MS).toISOString(),
      records: stored,
      fields: KEY_FIELDS.map((field) => {
        const filled = minutes.reduce((all, minute) => all + (minute.filled?.[field] ?? 0), 0);
        return { field: keyFieldEnumName(field), filled, share: stored === 0 ? null : filled / stored };
      }),
    };
  },
  minutes: async (feed: FeedView, args: { count?: number | null }, { loaders, now }: FeedsContext) => {
    const count = minuteCountOf(args.count, 'count');
    const found = new Map(
      (await loaders.minutes.load({ feed: feed.name, now })).map((minute) => [
        minute.minute.getTime(),
        minute,
      ]),
    );
    const lastMs = minuteOf(now);
    return Array.from({ length: count }, (_, index) => {
      const atMs = lastMs - (count - 1 - index) * MINUTE_MS;
      return chartMinute(new Date(atMs), found.get(atMs));
    });
  },
};

/** `type FeedMinute`; a minute in which nothing came is there with zeros. */
function chartMinute(at: Date, minute: FeedMinuteDoc | undefined): object {
  const sum = sumOf(minute === undefined ? [] : [minute]);
  return {
    at: at.toISOString(),
    stored: sum.stored,
    repeats: sum.repeats,
    refused: sum.refused,
    refusedByCode: Object.entries(minute?.refused ?? {}).map(([code, count]) => ({
      code,
      count: count ?? 0,
    })),
    sourceToReceivedSeconds: meanSeconds(sum.sourceToReceivedMs, sum.stored),
    receivedToStoredSeconds: meanSeconds(sum.receivedToStoredMs, sum.stored),
  };
}
