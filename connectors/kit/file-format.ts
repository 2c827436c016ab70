import type { DeadLetter } from '../../schema/topics/dead-letter.ts';
import type { SourceRecord } from '../../schema/topics/envelope.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';

/** Place in a file: where the next item begins and how many items (rows, elements) lie before it. */
export interface FilePosition {
  /** Bytes from the beginning of the file. */
  readonly offset: number;
  readonly row: number;
}

/** Some items of a file, mapped, in order. `position` may be saved once all of them are acknowledged. */
export interface FileBatch {
  readonly records: readonly SourceRecord[];
  readonly letters: readonly DeadLetter[];
  /** For each dead letter a short reason to count by: code and column. */
  readonly reasons: readonly string[];
  readonly position: FilePosition;
  /** Size of the whole file. */
  readonly sizeBytes: number;
  /** What the file showed itself to be: the name of a CSV layout, `xml` … */
  readonly layout: string;
  /** Counts by name, added up over the batches in the file's report. */
  readonly counts?: Readonly<Record<string, number>>;
  /** What else the file's report says; what a later batch says of the same name replaces it. */
  readonly remarks?: Readonly<Record<string, unknown>>;
  /** Replaces what the format remembers from file to file; saved with the position. */
  readonly memory?: unknown;
}

export interface FileReading {
  readonly path: string;
  /** The file's name as its writer gave it; `path` may end otherwise. */
  readonly name: string;
  /** Identity of this file in dead letters: unique per file taken in, the same when it is resumed. */
  readonly origin: string;
  /** Profile or family named by the configuration, null for formats that have none. */
  readonly profile: string | null;
  readonly connector: string;
  /** `memory` of the latest batch that had one, of this file or one before it. */
  readonly memory?: unknown;
  now(): Date;
}

/** A form of file that a feed takes, by its drop folder and by `tributary ingest` alike. */
export interface FileFormat {
  readonly feed: FeedName;
  /** Endings of the files' names, lower case, e.g. `.csv`. */
  readonly endings: readonly string[];
  /** True where a file that was taken before may have more to say: it is read again then, and gives the same dead letters. */
  readonly readsAgain?: boolean;
  /** @throws HubError HUB_CONFIG_INVALID when the profile is missing, unknown or not wanted, naming those there are. */
  checkProfile(profile: string | null): void;
  /**
   * Reads a file from a position on, batch by batch, in bounded memory whatever its size.
   * @throws HubError HUB_RECORD_UNPARSABLE or HUB_RECORD_INVALID when the file as a whole cannot be read (another encoding, unknown layout, cut off);
   * HUB_SOURCE_UNAVAILABLE when the disk fails.
   */
  read(reading: FileReading, from: FilePosition | null): AsyncGenerator<FileBatch, void, void>;
}

/** The format whose ending the name has, capital letters or small. */
export function formatOf(name: string, formats: readonly FileFormat[]): FileFormat | undefined {
  const lower = name.toLowerCase();
  return formats.find(({ endings }) => endings.some((ending) => lower.endsWith(ending)));
}

/** All endings that are taken, for messages: `.csv or .xml`. */
export function endingsOf(formats: readonly FileFormat[]): string {
  return formats.flatMap(({ endings }) => endings).join(' or ');
}
