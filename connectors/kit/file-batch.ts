import { open, type FileHandle } from 'node:fs/promises';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { digest } from '../../schema/canonical/ids.ts';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { DeadLetter } from '../../schema/topics/dead-letter.ts';
import type { SourceRecord } from '../../schema/topics/envelope.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import { deadLetterFrom, faultOfRecord } from './dead-letters.ts';
import type { FileBatch, FilePosition, FileReading } from './file-format.ts';

/** What all items of a file share. */
export interface FileKind {
  readonly feed: FeedName;
  readonly eventType: string;
  readonly eventSource: string;
  readonly contentType: string;
  readonly profile: string | null;
  /** What the file showed itself to be. */
  readonly layout: string;
}

/** One row or element as its message. */
export interface FileItem {
  readonly bytes: Uint8Array;
  /** How a refusal names it: `row 17`. */
  readonly name: string;
  /** Its place in the file, the same when the file is read again: dead letters are de-duplicated by it. */
  readonly place: string;
}

const BATCH_ITEMS = 500;
const BATCH_BYTES = 1024 * 1024;

/** Maps items and keeps them until there are enough for one request to the broker. */
export class FileBatchBuilder {
  readonly #reading: FileReading;
  readonly #kind: FileKind;
  readonly #sizeBytes: number;
  #records: SourceRecord[] = [];
  #letters: DeadLetter[] = [];
  #reasons: string[] = [];
  #bytes = 0;

  constructor(reading: FileReading, kind: FileKind, sizeBytes: number) {
    this.#reading = reading;
    this.#kind = kind;
    this.#sizeBytes = sizeBytes;
  }

  /** @param draftOf maps it, or throws what is wrong with it: then it is a dead letter. */
  add(item: FileItem, draftOf: () => RecordDraft): void {
    const { feed, eventType, eventSource, contentType, profile } = this.#kind;
    const { connector, origin } = this.#reading;
    const at = this.#reading.now();
    const { bytes, place } = item;
    this.#bytes += bytes.length;
    try {
      const { sourceId, sourceTime } = draftOf();
      this.#records.push({
        feed,
        sourceId,
        sourceTime,
        receivedAt: at.toISOString(),
        contentType,
        bytes,
        eventId: digest(bytes).slice(0, 32),
        eventSource,
        eventType,
        connector,
        profile,
      });
    } catch (error) {
      const fault = faultOfRecord(error);
      const told = new HubError(fault.code, `${item.name}: ${fault.message}`, { cause: fault });
      this.#reasons.push(fault.field === undefined ? fault.code : `${fault.code} ${fault.field}`);
      this.#letters.push(
        deadLetterFrom(told, {
          feed,
          connector,
          at,
          bytes,
          sourceId: null,
          origin: { name: origin, place },
        }),
      );
    }
  }

  get isFull(): boolean {
    return this.#records.length + this.#letters.length >= BATCH_ITEMS || this.#bytes >= BATCH_BYTES;
  }

  /** What was added since the last time. */
  take(position: FilePosition): FileBatch {
    const batch = {
      records: this.#records,
      letters: this.#letters,
      reasons: this.#reasons,
      position,
      sizeBytes: this.#sizeBytes,
      layout: this.#kind.layout,
    };
    this.#records = [];
    this.#letters = [];
    this.#reasons = [];
    this.#bytes = 0;
    return batch;
  }
}

/** Opens a file, reads it batch by batch and closes it. @throws HubError HUB_SOURCE_UNAVAILABLE when the disk fails. */
export async function* withFile(
  path: string,
  read: (handle: FileHandle) => AsyncGenerator<FileBatch, void, void>,
): AsyncGenerator<FileBatch, void, void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    yield* read(handle);
  } catch (error) {
    if (error instanceof HubError || !(error instanceof Error && 'syscall' in error)) throw error;
    throw new HubError('HUB_SOURCE_UNAVAILABLE', `cannot read ${path}: ${error.message}`, { cause: error });
  } finally {
    await handle?.close();
  }
}

const CHUNK_BYTES = 256 * 1024;

/** A file's bytes from an offset on, chunk by chunk, each in memory of its own. */
export async function* chunksOf(handle: FileHandle, offset: number): AsyncGenerator<Buffer, void, void> {
  for (let at = offset; ;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const { bytesRead } = await handle.read(chunk, 0, CHUNK_BYTES, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}
