import { toUtcInstant } from '../../../schema/canonical/date-time.ts';
import { digest, versionKeyOf } from '../../../schema/canonical/ids.ts';
import type { RecordDraft } from '../../../schema/canonical/record.ts';
import type { SourceRecord } from '../../../schema/topics/envelope.ts';
import type { KnownRecord, KnownRecords } from '../known-records.ts';
import type { MappingContext } from '../mapping-context.ts';

interface Stored {
  readonly message: SourceRecord;
  readonly known: KnownRecord;
  readonly versionKey: string;
}

/**
 * What a hub stores of the messages of one feed, in memory: of each record the version with the larger key. Messages are on their way until
 * somebody asks that they be settled.
 */
export class TestStore implements KnownRecords {
  readonly #toDraft: (bytes: Uint8Array, context: MappingContext) => RecordDraft;
  readonly #messages: readonly SourceRecord[];
  readonly #stored = new Map<string, Stored>();
  #taken = 0;

  /** @param messages those that were emitted; the list may grow */
  constructor(
    messages: readonly SourceRecord[],
    toDraft: (bytes: Uint8Array, context: MappingContext) => RecordDraft,
  ) {
    this.#messages = messages;
    this.#toDraft = toDraft;
  }

  settled(): Promise<void> {
    for (const message of this.#messages.slice(this.#taken)) this.#take(message);
    this.#taken = this.#messages.length;
    return Promise.resolve();
  }

  of(sourceIds: readonly string[]): Promise<ReadonlyMap<string, KnownRecord>> {
    return Promise.resolve(
      new Map(
        sourceIds.flatMap((sourceId) => {
          const stored = this.#stored.get(sourceId);
          return stored === undefined ? [] : [[sourceId, stored.known]];
        }),
      ),
    );
  }

  async *reportedBetween(fromMs: number, toMs: number): AsyncIterable<KnownRecord> {
    for (const { known } of [...this.#stored.values()]) {
      const reportedMs = Date.parse(known.reportedAt);
      if (reportedMs >= fromMs && reportedMs < toMs) yield await Promise.resolve(known);
    }
  }

  originals(records: readonly KnownRecord[]): Promise<ReadonlyMap<string, SourceRecord>> {
    return Promise.resolve(
      new Map(
        records.flatMap(({ sourceId, contentHash }) => {
          const message = this.#messages.find(
            (one) => one.sourceId === sourceId && digest(one.bytes) === contentHash,
          );
          return message === undefined ? [] : [[sourceId, message]];
        }),
      ),
    );
  }

  /** Current version of a record, once settled. */
  current(sourceId: string): KnownRecord | undefined {
    return this.#stored.get(sourceId)?.known;
  }

  /** Source ids of current versions that carry the flag, in order. */
  flagged(flag: string): readonly string[] {
    return [...this.#stored.values()]
      .filter(({ known }) => known.flags.includes(flag))
      .map(({ known }) => known.sourceId)
      .sort();
  }

  #take(message: SourceRecord): void {
    const { sourceId, sourceTime, reportedAt, state, flags } = this.#toDraft(message.bytes, message);
    const contentHash = digest(message.bytes);
    const versionAt = toUtcInstant(sourceTime);
    const versionKey = versionKeyOf(versionAt, contentHash);
    const before = this.#stored.get(sourceId);
    if (before !== undefined && before.versionKey >= versionKey) return;
    const known = { sourceId, sourceTime, versionAt, reportedAt, contentHash, state, flags };
    this.#stored.set(sourceId, { message, known, versionKey });
  }
}
