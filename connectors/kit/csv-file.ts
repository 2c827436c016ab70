import type { FileHandle } from 'node:fs/promises';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { CSV_CONTENT_TYPE, csvMessage, rowProblem } from './csv-message.ts';
import { layoutName, type CsvLayout } from './csv-layout.ts';
import { ROW_MAX_BYTES, scanRow } from './csv-rows.ts';
import { readCsvTable } from './csv-table.ts';
import { FileBatchBuilder, withFile } from './file-batch.ts';
import type { FileBatch, FileFormat, FilePosition, FileReading } from './file-format.ts';
import type { MappingContext } from './mapping-context.ts';
import { contentTypeIn } from './text-encoding.ts';
import { isStrangeRow } from './text-evidence.ts';

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

const CHUNK_BYTES = 256 * 1024;
/** A row that is not too long yet, a chunk that may bring no more than its line end's first byte, and one that brings the second. */
const BUFFER_BYTES = ROW_MAX_BYTES + 2 * CHUNK_BYTES;

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
  const { header, layout, encoding, next } = await readCsvTable(handle, csv.layoutsNamed(reading.profile));
  const { feed, eventType } = csv;
  const { profile, family, delimiter } = layout;
  const contentType = contentTypeIn(CSV_CONTENT_TYPE, encoding);
  const kind = { feed, eventType, eventSource: `urn:${feed}:${family}`, contentType, profile };
  const { size } = await handle.stat();
  const batch = new FileBatchBuilder(reading, { ...kind, layout: layoutName(layout) }, size);
  let { offset, row } = from ?? { offset: next, row: 0 };
  const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  let filled = 0;
  for (let atEnd = false; !atEnd;) {
    const { bytesRead } = await handle.read(buffer, filled, CHUNK_BYTES, offset + filled);
    atEnd = bytesRead === 0;
    filled += bytesRead;
    let at = 0;
    while (at < filled) {
      const span = scanRow(buffer.subarray(0, filled), at, atEnd, delimiter);
      if (span === null) break;
      if (span.end > at) {
        row += 1;
        const own = buffer.subarray(at, span.end);
        const bytes = csvMessage(header, own);
        const isStrange = isStrangeRow(own, encoding);
        batch.add({ bytes, name: `row ${row}`, place: String(row) }, () => {
          if (span.problem !== null) throw rowProblem(span.problem);
          if (isStrange) throw otherEncoding();
          return csv.toDraft(bytes, { profile, contentType });
        });
      }
      at = span.next;
      if (batch.isFull) yield batch.take({ offset: offset + at, row });
    }
    buffer.copyWithin(0, at, filled);
    filled -= at;
    offset += at;
  }
  yield batch.take({ offset, row });
}

function otherEncoding(): HubError {
  return new HubError(
    'HUB_RECORD_UNPARSABLE',
    'the row is UTF-8 in a file of GB18030; export all rows in one encoding',
    { field: 'row' },
  );
}
