import { open, type FileHandle } from 'node:fs/promises';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { digest } from '../../schema/canonical/ids.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { DeadLetter } from '../../schema/topics/dead-letter.ts';
import type { SourceRecord } from '../../schema/topics/envelope.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { CSV_CONTENT_TYPE, csvMessage, readHeader, rowProblem } from './csv-message.ts';
import { layoutName, recogniseLayout, type CsvLayout } from './csv-layout.ts';
import { ROW_MAX_BYTES, scanRow } from './csv-rows.ts';
import { deadLetterFrom, faultOfRecord } from './dead-letters.ts';
import type { FileBatch, FileFormat, FilePosition, FileReading } from './file-format.ts';
import type { MappingContext } from './mapping-context.ts';
import { contentTypeIn, type TextEncoding } from './text-encoding.ts';

/** What a feed that takes CSV files says about them. */
export interface CsvFeed {
  readonly feed: FeedName;
  readonly eventType: string;
  /** Layouts under a configured name; null when none is configured. @throws HubError HUB_CONFIG_INVALID naming those there are. */
  layoutsNamed(profile: string | null): readonly CsvLayout[];
  toDraft(message: Uint8Array, context: MappingContext): RecordDraft;
}

/** The files of such a feed. */
export function csvFormat(csv: CsvFeed): FileFormat {
  return {
    feed: csv.feed,
    endings: ['.csv'],
    checkProfile(profile) {
      csv.layoutsNamed(profile);
    },
    read: (reading, from) => readCsvFile(csv, reading, from),
  };
}

const CHUNK_BYTES = 256 * 1024;
const BATCH_ROWS = 500;
const BATCH_BYTES = 1024 * 1024;

/**
 * Reads a CSV file from a position on, batch by batch.
 * @throws HubError HUB_RECORD_UNPARSABLE or HUB_RECORD_INVALID when the file as a whole cannot be read (no header, another encoding, unknown
 * layout); HUB_SOURCE_UNAVAILABLE when the disk fails.
 */
async function* readCsvFile(
  csv: CsvFeed,
  reading: FileReading,
  from: FilePosition | null,
): AsyncGenerator<FileBatch, void, void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(reading.path, 'r');
    yield* batchesOf(handle, csv, reading, from);
  } catch (error) {
    if (error instanceof HubError) throw error;
    if (error instanceof Error && 'syscall' in error) {
      throw new HubError('HUB_SOURCE_UNAVAILABLE', `cannot read ${reading.path}: ${error.message}`, {
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
  csv: CsvFeed,
  reading: FileReading,
  from: FilePosition | null,
): AsyncGenerator<FileBatch, void, void> {
  const { next, ...table } = await readTable(handle, csv.layoutsNamed(reading.profile));
  const { size } = await handle.stat();
  const newBatch = (): BatchBuilder => new BatchBuilder(csv, reading, table, size);
  let offset = from?.offset ?? next;
  let row = from?.row ?? 0;
  let read = offset;
  let buffer: Uint8Array = new Uint8Array(0);
  let batch = newBatch();
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, read);
    read += bytesRead;
    const atEnd = bytesRead === 0;
    buffer = Buffer.concat([buffer, chunk.subarray(0, bytesRead)]);
    let at = 0;
    while (at < buffer.length) {
      const span = scanRow(buffer, at, atEnd, table.layout.delimiter);
      if (span === null) break;
      if (span.end > at) {
        row += 1;
        batch.add(buffer.subarray(at, span.end), row, span.problem);
      }
      at = span.next;
      if (batch.isFull()) {
        yield batch.done({ offset: offset + at, row });
        batch = newBatch();
      }
    }
    offset += at;
    buffer = buffer.subarray(at);
    if (atEnd) break;
  }
  yield batch.done({ offset, row });
}

/** What all rows of a file share. */
interface Table {
  readonly header: Uint8Array;
  readonly layout: CsvLayout;
  readonly encoding: TextEncoding;
}

/** Maps rows and keeps them until there are enough for one request to the broker. */
class BatchBuilder {
  readonly #csv: CsvFeed;
  readonly #reading: FileReading;
  readonly #table: Table;
  readonly #contentType: string;
  readonly #sizeBytes: number;
  readonly #records: SourceRecord[] = [];
  readonly #letters: DeadLetter[] = [];
  readonly #reasons: string[] = [];
  #bytes = 0;

  constructor(csv: CsvFeed, reading: FileReading, table: Table, sizeBytes: number) {
    this.#csv = csv;
    this.#reading = reading;
    this.#table = table;
    this.#contentType = contentTypeIn(CSV_CONTENT_TYPE, table.encoding);
    this.#sizeBytes = sizeBytes;
  }

  add(row: Uint8Array, number: number, problem: Parameters<typeof rowProblem>[0] | null): void {
    const { feed, eventType } = this.#csv;
    const { connector, origin } = this.#reading;
    const { header, layout } = this.#table;
    const contentType = this.#contentType;
    const bytes = csvMessage(header, row);
    this.#bytes += bytes.length;
    try {
      if (problem !== null) throw rowProblem(problem);
      const draft = this.#csv.toDraft(bytes, { profile: layout.profile, contentType });
      this.#records.push({
        feed,
        sourceId: draft.sourceId,
        sourceTime: draft.sourceTime,
        receivedAt: this.#reading.now().toISOString(),
        contentType,
        bytes,
        eventId: digest(bytes).slice(0, 32),
        eventSource: `urn:${feed}:${layout.family}`,
        eventType,
        connector,
        profile: layout.profile,
      });
    } catch (error) {
      const fault = faultOfRecord(error);
      const told = new HubError(fault.code, `row ${number}: ${fault.message}`, { cause: fault });
      this.#reasons.push(fault.field === undefined ? fault.code : `${fault.code} ${fault.field}`);
      this.#letters.push(
        deadLetterFrom(told, {
          feed,
          connector,
          at: this.#reading.now(),
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

  done(position: FilePosition): FileBatch {
    return {
      records: this.#records,
      letters: this.#letters,
      reasons: this.#reasons,
      position,
      sizeBytes: this.#sizeBytes,
      layout: layoutName(this.#table.layout),
    };
  }
}

async function readTable(
  handle: FileHandle,
  layouts: readonly CsvLayout[],
): Promise<Table & { readonly next: number }> {
  const [{ delimiter, encoding } = { delimiter: ',', encoding: 'utf-8' } as const] = layouts;
  const head = Buffer.alloc(ROW_MAX_BYTES);
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  const bytes = head.subarray(0, bytesRead);
  if (bytesRead === 0) throw refusedFile('is empty; export it again');
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw refusedFile('is UTF-16; export it as UTF-8');
  }
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const span = scanRow(bytes, start, true, delimiter);
  if (span === null || span.problem !== null)
    throw refusedFile('has no readable header line; export it with one');
  const header = bytes.subarray(start, span.end);
  if (header.includes(0))
    throw refusedFile('has NUL bytes in its header: it is no UTF-8 text; export it again');
  const layout = recogniseLayout(readHeader(header, encoding, delimiter), layouts);
  return { header, layout, encoding, next: span.next };
}

function refusedFile(why: string): HubError {
  return new HubError('HUB_RECORD_UNPARSABLE', `the file ${why}`, { field: 'file' });
}
