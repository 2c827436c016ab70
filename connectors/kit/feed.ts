import type { z } from 'zod';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { ReferenceDraft } from '../../schema/canonical/reference.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { FileFormat } from './file-format.ts';
import type { MappingContext, ReferenceContext } from './mapping-context.ts';
import type { SourceContext, Source } from './source.ts';

/** How a feed's own categories meet the hub's: first matching entry wins; patterns match the joined source category `a/b/c`. */
export interface CrosswalkEntry {
  readonly pattern: RegExp;
  /** GB/T 31000 table 91 code, or null when the class says nothing about the category. */
  readonly category: string | null;
  /** DISPUTE and OTHER decide; POSSIBLE leaves it to the narrative rules. */
  readonly nature: 'DISPUTE' | 'POSSIBLE' | 'OTHER';
}

/** A connector class of a feed, as in Kafka Connect's `connector.class`: `police110.push`, `hotline12345.rest`, `open311.drop`. */
export interface ConnectorClass {
  readonly name: string;
  /** Configuration beside `connector.class`; strict: unknown keys are refused at start with their name. */
  readonly configSchema: z.ZodType;
  /** Opens the source with a configuration that `configSchema` accepted. */
  open(config: unknown, context: SourceContext): Source;
}

/**
 * One agency's feed: how its bytes are read and what its columns mean. Pure but for the sources. A new feed is one folder that exports
 * one of these and one line in `connectors/registry.ts`.
 */
export interface Feed {
  readonly name: FeedName;
  readonly connectors: readonly ConnectorClass[];
  /** Name and version of the crosswalk, written to `categoryRule` and `natureRule`. */
  readonly crosswalkVersion: string;
  readonly crosswalk: readonly CrosswalkEntry[];
  /** The crosswalk for records of one mapping profile, null where it adds nothing to the feed's. Must be quick: asked for every record. */
  crosswalkOf?(profile: string | null): Pick<Feed, 'crosswalkVersion' | 'crosswalk'> | null;
  /**
   * The feed with the operator's own mapping profiles beside those that come with it, from a folder that may be missing.
   * @throws HubError HUB_CONFIG_INVALID naming the file, the key and what it may hold.
   */
  withProfiles?(folder: string): Feed;
  /** Patterns of this feed's own business numbers as other agencies quote them in their text (global flag set, no anchors). */
  readonly numberPatterns: readonly RegExp[];
  /** For feeds that take files: the forms that they may have, told apart by the ending of the file's name. */
  readonly files?: readonly FileFormat[];
  /**
   * Reads the bytes of one feed-topic message and maps its columns.
   * @throws HubError HUB_RECORD_UNPARSABLE (bytes, encoding, JSON) or HUB_RECORD_INVALID (a column, named in `field`) in words for a clerk.
   */
  toDraft(bytes: Uint8Array, context: MappingContext): RecordDraft;
  /**
   * For feeds whose agency also keeps lists (grids, committees): reads one entry as its connector took it.
   * @throws HubError as `toDraft`.
   */
  toReference?(bytes: Uint8Array, context: ReferenceContext): ReferenceDraft;
}
