import { FEEDS } from '../connectors/registry.ts';
import { cityOf, type CityOptions, type CityVersion } from '../connectors/simulator/timeline/city-of.ts';
import { wireMessageOf, wireServiceRow } from '../connectors/simulator/wire/wire-message.ts';
import { headersOf } from '../schema/topics/envelope.ts';
import type { FeedName } from '../schema/vocabulary/feeds.ts';
import type { OutgoingMessage } from '../streams/kafka/producer.ts';

/** A version of the simulated city as its feed's bytes, with what is really behind it. */
export interface CityMessage {
  readonly feed: FeedName;
  readonly version: CityVersion;
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly profile: string | null;
}

const REGISTERED: ReadonlySet<FeedName> = new Set(FEEDS.map(({ name }) => name));

/**
 * The simulated city's versions for the feeds that this hub has, as their connectors would put them into the feed topics. 311 requests all come
 * as rows of the export, so that figures stay comparable with earlier ones.
 */
export function* cityMessages(options: CityOptions): Generator<CityMessage> {
  for (const version of cityOf(options)) {
    if (!REGISTERED.has(version.agency)) continue;
    const message = version.agency === 'open311' ? wireServiceRow(version) : wireMessageOf(version);
    yield { feed: version.agency, version, ...message };
  }
}

/** What its connector would put into the feed's topic. */
export function outgoingOf({ feed, version, bytes, contentType, profile }: CityMessage): OutgoingMessage {
  const headers = headersOf({
    feed,
    sourceId: version.sourceId,
    sourceTime: version.sourceTime,
    receivedAt: new Date(version.visibleMs).toISOString(),
    contentType,
    bytes,
    eventId: `${version.sourceId}-${version.sourceTime}`,
    eventSource: `urn:bench:${feed}`,
    eventType: 'bench.v1',
    connector: 'bench',
    profile,
  });
  return { key: version.sourceId, value: bytes, headers };
}
