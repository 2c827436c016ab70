import type { CanonicalRecord } from '../../schema/canonical/record.ts';
import type { Original } from './restatement.ts';

/** Current version of a record of the feed, as the hub has stored it. */
export interface KnownRecord extends Pick<
  CanonicalRecord,
  'sourceId' | 'sourceTime' | 'reportedAt' | 'contentHash' | 'state'
> {
  readonly flags: readonly string[];
  /** UTC instant by which its versions are ordered: the source time, or the time of receipt when the source's clock ran ahead. */
  readonly versionAt: string;
}

/**
 * What the hub has stored of a connector's own feed, for sources that compare before they emit. Only what is stored counts: what is still
 * on its way in Kafka is not seen, so ask for `settled` first.
 */
export interface KnownRecords {
  /**
   * Resolves once everything that the feed's topic held when this was called is stored, or is a dead letter.
   * @throws HubError HUB_STORE_UNAVAILABLE when that takes longer than some seconds, or when the signal aborts; HUB_BROKER_UNAVAILABLE.
   */
  settled(signal: AbortSignal): Promise<void>;
  /** Those of these records that are known, by their source id. @throws HubError HUB_STORE_UNAVAILABLE. */
  of(sourceIds: readonly string[]): Promise<ReadonlyMap<string, KnownRecord>>;
  /**
   * Records whose `reportedAt` is in [fromMs, toMs), one by one in bounded memory, withdrawn ones too. In no order that can be relied on.
   * @throws HubError HUB_STORE_UNAVAILABLE.
   */
  reportedBetween(fromMs: number, toMs: number): AsyncIterable<KnownRecord>;
  /**
   * The messages that brought these versions, by source id; one that is just being stored may be missing yet.
   * @throws HubError HUB_STORE_UNAVAILABLE.
   */
  originals(records: readonly KnownRecord[]): Promise<ReadonlyMap<string, Original>>;
}
