import type { FileHandle } from 'node:fs/promises';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { CSV_CONTENT_TYPE, csvMessage, readHeader, rowProblem } from './csv-message.ts';
import { layoutName, recogniseLayout, type CsvLayout } from './csv-layout.ts';
import { ROW_MAX_BYTES, scanRow } from './csv-rows.ts';
import { chunksOf, FileBatchBuilder, withFile } from './file-batch.ts';
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
    read: (reading, from) => withFile(reading.path, (handle) => batchesOf(handle, csv, reading, from)),
  };
}

/**
 * Reads a CSV file from a position on, batch by batch.
 * @throws HubError HUB_RECORD_UNPARSABLE or HUB_RECORD_INVALID when the file as a whole cannot be read (no header, another encoding, unknown
 * layout); HUB_SOURCE_UNAVAILABLE when the disk fails.
 */
async function* batchesOf(
  handle: FileHandle,
  csv: CsvFeed,
  reading: FileReading,
  from: FilePosition | null,
): AsyncGenerator<FileBatch, void, void> {
  const { header, layout, encoding, next } = await readTable(handle, csv.layoutsNamed(reading.profile));
  const { feed, eventType } = csv;
  const { profile, family, delimiter } = layout;
  const contentType = contentTypeIn(CSV_CONTENT_TYPE, encoding);
  const kind = { feed, eventType, eventSource: `urn:${feed}:${family}`, contentType, profile };
  const { size } = await handle.stat();
  const batch = new FileBatchBuilder(reading, { ...kind, layout: layoutName(layout) }, size);
  let { offset, row } = from ?? { offset: next, row: 0 };
  let buffer: Uint8Array = new Uint8Array(0);
  function* take(atEnd: boolean): Generator<FileBatch, void, void> {
    let at = 0;
    while (at < buffer.length) {
      const span = scanRow(buffer, at, atEnd, delimiter);
      if (span === null) break;
      if (span.end > at) {
        row += 1;
        const bytes = csvMessage(header, buffer.subarray(at, span.end));
        batch.add({ bytes, name: `row ${row}`, place: String(row) }, () => {
          if (span.problem !== null) throw rowProblem(span.problem);
          return csv.toDraft(bytes, { profile, contentType });
        });
      }
      at = span.next;
      if (batch.isFull) yield batch.take({ offset: offset + at, row });
    }
    offset += at;
    buffer = buffer.subarray(at);
  }
  for await (const chunk of chunksOf(handle, offset)) {
    buffer = Buffer.concat([buffer, chunk]);
    yield* take(false);
  }
  yield* take(true);
  yield batch.take({ offset, row });
}

/** What all rows of a file share. */
interface Table {
  readonly header: Uint8Array;
  readonly layout: CsvLayout;
  readonly encoding: TextEncoding;
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
