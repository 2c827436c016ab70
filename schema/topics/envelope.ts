import type { FeedName } from '../vocabulary/feeds.ts';

/**
 * One version of one record on its way into a feed topic: original bytes and what the connector knows about them.
 * On the wire: CloudEvents 1.0 Kafka binding, binary mode (`ce_*` headers, `content-type`), key = `sourceId`.
 */
export interface SourceRecord {
  readonly feed: FeedName;
  readonly sourceId: string;
  /** RFC 3339 with offset: when the source last changed it. */
  readonly sourceTime: string;
  /** RFC 3339 with offset: when the connector took it in. */
  readonly receivedAt: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** CloudEvents `id`, `source`, `type` as sent by the agency or made by the connector. */
  readonly eventId: string;
  readonly eventSource: string;
  readonly eventType: string;
  /** Configured name of the connector. */
  readonly connector: string;
  /** Name of the mapping profile for feeds that have several layouts (`nyc`), else null. */
  readonly profile: string | null;
}

const HEADERS = {
  specVersion: 'ce_specversion',
  id: 'ce_id',
  source: 'ce_source',
  type: 'ce_type',
  time: 'ce_time',
  subject: 'ce_subject',
  receivedAt: 'ce_receivedat',
  connector: 'ce_connector',
  profile: 'ce_profile',
  contentType: 'content-type',
} as const;

/** Of a row of a list that the hub has written over: hash of the agency's own bytes, by which the version is known. */
const ORIGINAL_HASH = 'ce_originalhash';

export function originalHashHeader(contentHash: string): Readonly<Record<string, string>> {
  return { [ORIGINAL_HASH]: contentHash };
}

/** Null of what a connector sent. */
export function originalHashOf(headers: Readonly<Record<string, string | undefined>>): string | null {
  return headers[ORIGINAL_HASH] ?? null;
}

/** Headers of the CloudEvents Kafka binding for a source record (binary mode). */
export function headersOf(record: SourceRecord): Record<string, string> {
  return {
    [HEADERS.specVersion]: '1.0',
    [HEADERS.id]: record.eventId,
    [HEADERS.source]: record.eventSource,
    [HEADERS.type]: record.eventType,
    [HEADERS.time]: record.sourceTime,
    [HEADERS.subject]: record.sourceId,
    [HEADERS.receivedAt]: record.receivedAt,
    [HEADERS.connector]: record.connector,
    ...(record.profile === null ? {} : { [HEADERS.profile]: record.profile }),
    [HEADERS.contentType]: record.contentType,
  };
}

/** Reads a message of a feed topic back; undefined when a mandatory attribute is missing. */
export function sourceRecordOf(
  feed: FeedName,
  headers: Readonly<Record<string, string | undefined>>,
  bytes: Uint8Array,
): SourceRecord | undefined {
  const sourceId = headers[HEADERS.subject];
  const sourceTime = headers[HEADERS.time];
  const receivedAt = headers[HEADERS.receivedAt];
  if (sourceId === undefined || sourceTime === undefined || receivedAt === undefined) return undefined;
  return {
    feed,
    sourceId,
    sourceTime,
    receivedAt,
    contentType: headers[HEADERS.contentType] ?? 'application/octet-stream',
    bytes,
    eventId: headers[HEADERS.id] ?? '',
    eventSource: headers[HEADERS.source] ?? '',
    eventType: headers[HEADERS.type] ?? '',
    connector: headers[HEADERS.connector] ?? '',
    profile: headers[HEADERS.profile] ?? null,
  };
}
