import type { ConnectorStatus } from '../../../schema/store/feed-quality.ts';
import type { FeedView } from './feed-fields.ts';
import type { FeedsContext } from './loaders.ts';

/** `type FeedSilence`. */
export interface Silence {
  readonly state: 'OK' | 'SILENT' | 'LEARNING';
  readonly since: string | null;
  readonly limitSeconds: number | null;
  readonly limitFrom: 'CONFIGURED' | 'LEARNED' | null;
}

/**
 * The silence of a feed: the worst of what its connectors' own limits say and of what the learned limit says of the feed as a whole.
 * SILENT comes before OK, and OK before LEARNING: one limit that is kept is a verdict.
 */
export function silenceOf({ status }: FeedView, now: Date): Silence {
  const limitMs = status?.learnedSilence?.limitMs ?? null;
  const since = status?.lastArrivalAt ?? status?.lastStoredAt ?? null;
  const learned: Silence =
    limitMs === null || since === null
      ? { state: 'LEARNING', since, limitSeconds: null, limitFrom: null }
      : verdict(since, limitMs, 'LEARNED', now);
  const configured = (status?.connectors ?? []).flatMap(
    (connector) => connectorSilence(connector, now) ?? [],
  );
  return [...configured, learned].find(({ state }) => state === 'SILENT') ?? configured[0] ?? learned;
}

/** The silence of a connector, null when it has no limit of its own. What it has not brought yet is missing since its start. */
export function connectorSilence(
  { silenceAlarmMs, lastRecordAt, startedAt }: ConnectorStatus,
  now: Date,
): Silence | null {
  return silenceAlarmMs === null
    ? null
    : verdict(lastRecordAt ?? startedAt, silenceAlarmMs, 'CONFIGURED', now);
}

function verdict(since: string, limitMs: number, limitFrom: 'CONFIGURED' | 'LEARNED', now: Date): Silence {
  return {
    state: now.getTime() - Date.parse(since) > limitMs ? 'SILENT' : 'OK',
    since,
    limitSeconds: Math.ceil(limitMs / 1_000),
    limitFrom,
  };
}

/** Fields of Feed that tell of its connectors and their silence. */
export const SILENCE_FIELDS = {
  silence: (feed: FeedView, _: unknown, { now }: FeedsContext) => silenceOf(feed, now),
  connectors: ({ status }: FeedView) => status?.connectors ?? [],
};

export const CONNECTOR_FIELDS = {
  silence: (connector: ConnectorStatus, _: unknown, { now }: FeedsContext) =>
    connectorSilence(connector, now),
};
