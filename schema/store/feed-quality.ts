import type { FormShape } from '../canonical/form-shape.ts';
import type { KeyField } from '../canonical/key-fields.ts';
import type { FeedName } from '../vocabulary/feeds.ts';

/** A message whose version was there already from another message, kept so that every message is accounted for. Insert-only; `_id` = its `originOf`. */
export interface RepeatDoc {
  _id: string;
  feed: FeedName;
  /** `_id` of the raw record that it repeats. */
  rawRecordId: string;
  at: string;
}

/** How one connector of a feed is doing. */
export interface ConnectorStatus {
  name: string;
  /** `connector.class`. */
  class: string;
  /** Kafka Connect's words. */
  state: string;
  /** Why it failed or tries again, null while all is well. */
  trace: string | null;
  /** Last time that it reached the agency's system. */
  lastContactAt: string | null;
  /** Last time that it brought something: records or dead letters. */
  lastRecordAt: string | null;
  /** When it was started. */
  startedAt: string;
  /** Configured `silence.alarm.ms`, null when the limit is learned. */
  silenceAlarmMs: number | null;
}

/**
 * What the pipeline did with one feed's messages in one minute (UTC) of its clock. `_id` = `<feed>|<minute>`. Added up in memory and written
 * about once a second, so a process that is killed forgets up to a second: for charts and alarms, not for the accounting.
 */
export interface FeedMinuteDoc {
  _id: string;
  feed: FeedName;
  /** Beginning of the minute; the document goes after 35 days. */
  minute: Date;
  /** Versions stored, and messages that repeated one. */
  stored?: number;
  repeats?: number;
  /** Dead letters by code, those of connectors included. */
  refused?: Partial<Record<string, number>>;
  /** Of the versions stored: those in which the field has a value. */
  filled?: Partial<Record<KeyField, number>>;
  /** Sums over the versions stored, ms: from the agency's change to the connector, from the connector to the store. */
  sourceToReceivedMs?: number;
  receivedToStoredMs?: number;
}

/** The shape of one form of one feed: its columns as seen, and what changed. `_id` = `<feed>|<form>`; `rev` guards read-change-write. */
export interface FeedColumnsDoc extends FormShape {
  _id: string;
  feed: FeedName;
  /** Media type, with the profile in front when there is one: `nyc text/csv`. */
  form: string;
  rev: number;
}
