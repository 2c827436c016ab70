import { HubError } from '../../schema/canonical/hub-error.ts';
import { digest } from '../../schema/canonical/ids.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { SourceRecord } from '../../schema/topics/envelope.ts';
import { DecidedDays, type DayFile } from './day-file.ts';
import { DaySurvey, endsWithLineEnd } from './day-survey.ts';
import type { FileBatch, FileFormat, FilePosition, FileReading } from './file-format.ts';
import type { KnownRecord, KnownRecords } from './known-records.ts';
import { BACK_IN_EXPORT, GONE_FROM_EXPORT, isGone, newsOf, type RowNews } from './known-rows.ts';
import type { MappingContext } from './mapping-context.ts';
import { originalOf, RESTATEMENT_CONTENT_TYPE, restatementBytes, type Original } from './restatement.ts';
import type { SourceLog } from './source.ts';
import { guardOf, type Guard } from './withdrawal-guard.ts';

export interface Reconciliation {
  /** How the file's rows are read. */
  readonly format: FileFormat;
  /** What a file's name says of it. @throws HubError HUB_RECORD_INVALID when it says nothing that can be used. */
  dayOf(name: string): DayFile;
  readonly toDraft: (bytes: Uint8Array, context: MappingContext) => RecordDraft;
  /** Source id in the bytes of a refused row, null when it cannot be told for certain. */
  readonly idOfRefused: (bytes: Uint8Array) => string | null;
  readonly known: KnownRecords;
  /** Of a day's known records at most so many percent are withdrawn by one file. */
  readonly mostPercent: number;
  /** Records that were registered so shortly before the file's time may not have been committed then. */
  readonly overlapMs: number;
  readonly log: SourceLog;
  readonly signal: AbortSignal;
}

/** Clocks that differ by less are the same. */
const AHEAD_TOLERANCE_MS = 5 * 60_000;
const BATCH_RECORDS = 200;

/**
 * A file with all records of one day as the whole truth about that day. Of its rows only those become messages that say something new; known
 * records that it lacks are withdrawn by restatements as of the file's time, unless the file is doubtful (`guardOf`); those that an earlier
 * file withdrew and that it has are brought back. Whatever is repeated, interrupted or resumed ends in the same records: see
 * docs/decisions/0010.
 */
export function reconciledFormat(options: Reconciliation): FileFormat {
  return {
    ...options.format,
    readsAgain: true,
    read: (reading, from) => new DayReading(options, reading).read(from),
  };
}

class DayReading {
  readonly #options: Reconciliation;
  readonly #reading: FileReading;
  readonly #file: DayFile;
  readonly #days: DecidedDays;
  readonly #isNewest: boolean;
  readonly #isAhead: boolean;

  constructor(options: Reconciliation, reading: FileReading) {
    this.#options = options;
    this.#reading = reading;
    this.#file = options.dayOf(reading.name);
    this.#days = new DecidedDays(reading.memory);
    this.#isNewest = this.#days.isNewest(this.#file);
    this.#isAhead = Date.parse(this.#file.asOf) > reading.now().getTime() + AHEAD_TOLERANCE_MS;
  }

  /** Always reads the whole file, since what it lacks can be told only then; batches up to `from` are looked at and not given again. */
  async *read(from: FilePosition | null): AsyncGenerator<FileBatch, void, void> {
    const { format, toDraft, idOfRefused } = this.#options;
    const survey = new DaySurvey(this.#file, {
      toDraft: (record) => toDraft(record.bytes, record),
      idOfRefused,
    });
    let last: FileBatch | undefined;
    for await (const batch of format.read(this.#reading, null)) {
      survey.see(batch);
      last = batch;
      if (from === null || batch.position.offset > from.offset) yield await this.#newsIn(batch);
    }
    if (last === undefined) return;
    const end = { ...last, records: [], letters: [], reasons: [] };
    const { missing, withdrawn, known, behindLast } = await this.#absences(survey);
    const guard = await this.#guard(survey, { known, missing: missing.length + withdrawn, behindLast });
    if (guard === null) {
      for (let at = 0; at < missing.length; at += BATCH_RECORDS) {
        yield { ...end, records: await this.#tombstones(missing.slice(at, at + BATCH_RECORDS)) };
      }
    } else if (missing.length > 0) {
      const { day, asOf } = this.#file;
      this.#options.log.warn(
        { file: this.#reading.name, day, asOf, withheld: missing.length, ...guard },
        `${missing.length} records of ${day} are missing from ${this.#reading.name} and were not withdrawn: ${guard.why}`,
      );
    }
    yield {
      ...end,
      remarks: {
        day: this.#file.day,
        asOf: this.#file.asOf,
        withdrawn: withdrawn + (guard === null ? missing.length : 0),
        withheld: guard === null ? 0 : missing.length,
        guard,
      },
      ...(this.#isAhead ? {} : { memory: this.#days.with(this.#file) }),
    };
  }

  /** The batch with messages for those of its rows that say something new. */
  async #newsIn(batch: FileBatch): Promise<FileBatch> {
    const counts = {
      rows: batch.records.length + batch.letters.length,
      new: 0,
      newer: 0,
      confirmed: 0,
      back: 0,
      outdated: 0,
    };
    if (batch.records.length === 0) return { ...batch, counts };
    const { known, signal } = this.#options;
    await known.settled(signal);
    const current = new Map(await known.of(batch.records.map(({ sourceId }) => sourceId)));
    const judged = batch.records.map((record): { record: SourceRecord; news: RowNews } => {
      const news = newsOf(record, current.get(record.sourceId), this.#file, this.#isNewest && !this.#isAhead);
      counts[news] += 1;
      if (news !== 'confirmed' && news !== 'outdated')
        current.set(record.sourceId, this.#asKnown(record, news));
      return { record, news };
    });
    const back = judged.filter(({ news }) => news === 'back').map(({ record }) => record);
    const restated = await this.#broughtBack(back);
    const records = judged.flatMap(({ record, news }) => {
      if (news === 'back') return restated.get(record) ?? [];
      return news === 'new' || news === 'newer' ? [record] : [];
    });
    return { ...batch, records, counts };
  }

  /** What the hub will know once it has stored what this row became; a file may have a record twice. */
  #asKnown({ sourceId, sourceTime, bytes }: SourceRecord, news: RowNews): KnownRecord {
    const time = news === 'back' ? this.#file.asOf : sourceTime;
    return {
      sourceId,
      sourceTime: time,
      versionAt: time,
      reportedAt: time,
      contentHash: digest(bytes),
      state: 'ACTIVE',
      flags: [],
    };
  }

  /**
   * Restatements of records that are there again: what is known of them, unless the row is of a later state than that. By the rows that
   * showed it.
   */
  async #broughtBack(rows: readonly SourceRecord[]): Promise<ReadonlyMap<SourceRecord, SourceRecord>> {
    if (rows.length === 0) return new Map();
    const { known, toDraft } = this.#options;
    const gone = await known.of(rows.map(({ sourceId }) => sourceId));
    const messages = await known.originals([...gone.values()]);
    return new Map(
      rows.map((row): [SourceRecord, SourceRecord] => {
        const before = originalIn(messages, row.sourceId);
        const isLater = Date.parse(row.sourceTime) > Date.parse(toDraft(before.bytes, before).sourceTime);
        const original: Original = isLater ? row : before;
        const { state } = toDraft(original.bytes, original);
        return [row, this.#restated(row.sourceId, state, BACK_IN_EXPORT, original)];
      }),
    );
  }

  async #tombstones(missing: readonly KnownRecord[]): Promise<readonly SourceRecord[]> {
    const messages = await this.#options.known.originals(missing);
    return missing.map(({ sourceId }) =>
      this.#restated(sourceId, 'WITHDRAWN', GONE_FROM_EXPORT, originalIn(messages, sourceId)),
    );
  }

  #restated(sourceId: string, state: RecordDraft['state'], reason: string, original: Original): SourceRecord {
    const { asOf } = this.#file;
    const bytes = restatementBytes({ asOf, state, reason, original });
    return {
      feed: this.#options.format.feed,
      sourceId,
      sourceTime: asOf,
      receivedAt: this.#reading.now().toISOString(),
      contentType: RESTATEMENT_CONTENT_TYPE,
      bytes,
      eventId: digest(bytes).slice(0, 32),
      eventSource: `urn:tributary:${this.#reading.connector}`,
      eventType: 'tributary.restatement.v1',
      connector: this.#reading.connector,
      profile: original.profile,
    };
  }

  /**
   * Known records of the day that the file should have and lacks. Those that it withdrew before it was interrupted, or when it was taken the
   * first time, count as lacking still, so that taking it again decides the same.
   */
  async #absences(survey: DaySurvey): Promise<{
    readonly missing: readonly KnownRecord[];
    readonly withdrawn: number;
    readonly known: number;
    readonly behindLast: number;
  }> {
    const { known: records, overlapMs, signal } = this.#options;
    const { fromMs, toMs, asOf } = this.#file;
    const asOfMs = Date.parse(asOf);
    await records.settled(signal);
    const missing: KnownRecord[] = [];
    let [withdrawn, known, behindLast] = [0, 0, 0];
    for await (const record of records.reportedBetween(fromMs, Math.min(toMs, asOfMs - overlapMs))) {
      const isOurs = isGone(record) && Date.parse(record.sourceTime) === asOfMs;
      // What changed at or after the file's time was there then; what was withdrawn otherwise is no matter any more.
      const isExpected = record.state === 'ACTIVE' && Date.parse(record.versionAt) < asOfMs;
      if (!isOurs && !isExpected) continue;
      known += 1;
      if (survey.has(record.sourceId)) continue;
      if (survey.isBehindLast(record.sourceId)) behindLast += 1;
      if (isOurs) withdrawn += 1;
      else missing.push(record);
    }
    return { missing, withdrawn, known, behindLast };
  }

  async #guard(
    survey: DaySurvey,
    {
      known,
      missing,
      behindLast,
    }: { readonly known: number; readonly missing: number; readonly behindLast: number },
  ): Promise<Guard | null> {
    return guardOf({
      rows: survey.rows,
      unreadableRows: survey.unreadable,
      otherDayRows: survey.otherDay,
      endsWithLineEnd: await endsWithLineEnd(this.#reading.path),
      isNewest: this.#isNewest,
      isAhead: this.#isAhead,
      confirmed: this.#file.confirmed,
      known,
      missing,
      missingBehindLast: behindLast,
      mostPercent: this.#options.mostPercent,
    });
  }
}

function originalIn(messages: ReadonlyMap<string, Original>, sourceId: string): Original {
  const message = messages.get(sourceId);
  if (message !== undefined) return originalOf(message);
  throw new HubError(
    'HUB_STORE_UNAVAILABLE',
    `the message that brought ${sourceId} is not stored yet; trying again`,
  );
}
