import { open, type FileHandle } from 'node:fs/promises';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { digest } from '../../schema/canonical/ids.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { DeadLetter } from '../../schema/topics/dead-letter.ts';
import type { SourceRecord } from '../../schema/topics/envelope.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { CSV_CONTENT_TYPE, csvMessage, readHeader, rowProblem } from './csv-message.ts';
import { recogniseProfile, type CsvProfile } from './csv-profile.ts';
import { ROW_MAX_BYTES, scanRow } from './csv-rows.ts';
import { deadLetterFrom, faultOfRecord } from './dead-letters.ts';
import type { MappingContext } from './mapping-context.ts';

/** What a feed that takes CSV files says about them. */
export interface CsvFeed {
  readonly feed: FeedName;
  readonly eventType: string;
  /** Layouts under a configured name. @throws HubError HUB_CONFIG_INVALID */
  profilesNamed(name: string): readonly CsvProfile[];
  toDraft(message: Uint8Array, context: MappingContext): RecordDraft;
}

/** Place in a file: where the next row begins and how many rows (header not counted) lie before it. */
export interface CsvPosition {
  readonly offset: number;
  readonly row: number;
}

/** Some rows of a file, mapped, in order. `position` may be saved once all of them are acknowledged. */
export interface CsvBatch {
  readonly records: readonly SourceRecord[];
  readonly letters: readonly DeadLetter[];
  /** For each dead letter a short reason to count by: code and column. */
  readonly reasons: readonly string[];
  readonly position: CsvPosition;
  readonly sizeBytes: number;
  /** Layout that the header showed. */
  readonly layout: string;
}

export interface CsvFileOptions {
  readonly csv: CsvFeed;
  readonly path: string;
  /** Identity of this file in dead letters: unique per file taken in, the same when it is resumed. */
  readonly origin: string;
  readonly profile: string;
  readonly connector: string;
  now(): Date;
}

const CHUNK_BYTES = 256 * 1024;
const BATCH_ROWS = 500;
const BATCH_BYTES = 1024 * 1024;

/**
 * Reads a CSV file from a position on, batch by batch.
 * @throws HubError HUB_RECORD_UNPARSABLE or HUB_RECORD_INVALID when the file as a whole cannot be read (no header, another encoding, unknown
 * layout); HUB_SOURCE_UNAVAILABLE when the disk fails.
 */
export async function* readCsvFile(
  options: CsvFileOptions,
  from: CsvPosition | null,
): AsyncGenerator<CsvBatch, void, void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(options.path, 'r');
    yield* batchesOf(handle, options, from);
  } catch (error) {
    if (error instanceof HubError) throw error;
    if (error instanceof Error && 'syscall' in error) {
      throw new HubError('HUB_SOURCE_UNAVAILABLE', `cannot read ${options.path}: ${error.message}`, {
        cause: error,
      });
    }
    throw error;
  } finally {
    await handle?.close();
  }
}

async function* batchesOf(
  handle: FileHandle,
  options: CsvFileOptions,
  from: CsvPosition | null,
): AsyncGenerator<CsvBatch, void, void> {
  const { header, profile, next } = await readLayout(handle, options);
  const { size } = await handle.stat();
  let offset = from?.offset ?? next;
  let row = from?.row ?? 0;
  let read = offset;
  let buffer: Uint8Array = new Uint8Array(0);
  let batch = new BatchBuilder(options, header, profile, size);
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, read);
    read += bytesRead;
    const atEnd = bytesRead === 0;
    buffer = Buffer.concat([buffer, chunk.subarray(0, bytesRead)]);
    let at = 0;
    while (at < buffer.length) {
      const span = scanRow(buffer, at, atEnd, profile.delimiter);
      if (span === null) break;
      if (span.end > at) {
        row += 1;
        batch.add(buffer.subarray(at, span.end), row, span.problem);
      }
      at = span.next;
      if (batch.isFull()) {
        yield batch.done({ offset: offset + at, row });
        batch = new BatchBuilder(options, header, profile, size);
      }
    }
    offset += at;
    buffer = buffer.subarray(at);
    if (atEnd) break;
  }
  yield batch.done({ offset, row });
}

/** Maps rows and keeps them until there are enough for one request to the broker. */
class BatchBuilder {
  readonly #options: CsvFileOptions;
  readonly #header: Uint8Array;
  readonly #profile: CsvProfile;
  readonly #sizeBytes: number;
  readonly #records: SourceRecord[] = [];
  readonly #letters: DeadLetter[] = [];
  readonly #reasons: string[] = [];
  #bytes = 0;

  constructor(options: CsvFileOptions, header: Uint8Array, profile: CsvProfile, sizeBytes: number) {
    this.#options = options;
    this.#header = header;
    this.#profile = profile;
    this.#sizeBytes = sizeBytes;
  }

  add(row: Uint8Array, number: number, problem: Parameters<typeof rowProblem>[0] | null): void {
    const { csv, connector, origin } = this.#options;
    const layout = this.#profile.profile;
    const bytes = csvMessage(this.#header, row);
    this.#bytes += bytes.length;
    try {
      if (problem !== null) throw rowProblem(problem);
      const draft = csv.toDraft(bytes, { profile: layout, contentType: CSV_CONTENT_TYPE });
      this.#records.push({
        feed: csv.feed,
        sourceId: draft.sourceId,
        sourceTime: draft.sourceTime,
        receivedAt: this.#options.now().toISOString(),
        contentType: CSV_CONTENT_TYPE,
        bytes,
        eventId: digest(bytes).slice(0, 32),
        eventSource: `urn:${csv.feed}:${this.#profile.family}`,
        eventType: csv.eventType,
        connector,
        profile: layout,
      });
    } catch (error) {
      const fault = faultOfRecord(error);
      const told = new HubError(fault.code, `row ${number}: ${fault.message}`, { cause: fault });
      this.#reasons.push(fault.field === undefined ? fault.code : `${fault.code} ${fault.field}`);
      this.#letters.push(
        deadLetterFrom(told, {
          feed: csv.feed,
          connector,
          at: this.#options.now(),
          bytes,
          sourceId: null,
          origin: { name: origin, place: String(number) },
        }),
      );
    }
  }

  isFull(): boolean {
    return this.#records.length + this.#letters.length >= BATCH_ROWS || this.#bytes >= BATCH_BYTES;
  }

  done(position: CsvPosition): CsvBatch {
    return {
      records: this.#records,
      letters: this.#letters,
      reasons: this.#reasons,
      position,
      sizeBytes: this.#sizeBytes,
      layout: this.#profile.profile,
    };
  }
}

async function readLayout(
  handle: FileHandle,
  options: CsvFileOptions,
): Promise<{ header: Uint8Array; profile: CsvProfile; next: number }> {
  const family = options.csv.profilesNamed(options.profile);
  const head = Buffer.alloc(ROW_MAX_BYTES);
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  const bytes = head.subarray(0, bytesRead);
  if (bytesRead === 0) throw refusedFile('is empty; export it again');
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw refusedFile('is UTF-16; export it as UTF-8');
  }
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const delimiter = family[0]?.delimiter ?? ',';
  const span = scanRow(bytes, start, true, delimiter);
  if (span === null || span.problem !== null)
    throw refusedFile('has no readable header line; export it with one');
  const header = bytes.subarray(start, span.end);
  if (header.includes(0))
    throw refusedFile('has NUL bytes in its header: it is no UTF-8 text; export it again');
  const profile = recogniseProfile(readHeader(header, family[0]?.encoding ?? 'utf-8', delimiter), family);
  return { header, profile, next: span.next };
}

function refusedFile(why: string): HubError {
  return new HubError('HUB_RECORD_UNPARSABLE', `the file ${why}`, { field: 'file' });
}
