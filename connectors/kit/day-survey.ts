import { open } from 'node:fs/promises';
import type { RecordDraft } from '../../schema/canonical/record.ts';
import type { SourceRecord } from '../../schema/topics/envelope.ts';
import type { DayFile } from './day-file.ts';
import type { FileBatch } from './file-format.ts';

export interface SurveyOptions {
  readonly toDraft: (record: SourceRecord) => RecordDraft;
  /** Source id in the bytes of a refused row, null when it cannot be told for certain. */
  readonly idOfRefused: (bytes: Uint8Array) => string | null;
}

const LF = 0x0a;
const CR = 0x0d;

/** What a file of a day shows of itself, row by row: which records are in it, and whether it can be trusted that the others are gone. */
export class DaySurvey {
  readonly #options: SurveyOptions;
  readonly #file: DayFile;
  readonly #ids = new Set<string>();
  #last = '';
  #lastRow = '';
  #rows = 0;
  #unreadable = 0;
  #otherDay = 0;
  #inOrder = true;

  constructor(file: DayFile, options: SurveyOptions) {
    this.#file = file;
    this.#options = options;
  }

  see({ records, letters }: FileBatch): void {
    this.#rows += records.length + letters.length;
    for (const record of records) {
      const { sourceId } = record;
      this.#add(sourceId);
      if (sourceId < this.#lastRow) this.#inOrder = false;
      this.#lastRow = sourceId;
      const reportedMs = Date.parse(this.#options.toDraft(record).reportedAt);
      if (reportedMs < this.#file.fromMs || reportedMs >= this.#file.toMs) this.#otherDay += 1;
    }
    for (const { value } of letters) {
      const id = this.#options.idOfRefused(value);
      if (id === null) this.#unreadable += 1;
      else this.#add(id);
    }
  }

  has(sourceId: string): boolean {
    return this.#ids.has(sourceId);
  }

  /** Whether the id would stand behind the file's last row; never when its rows are in no order. */
  isBehindLast(sourceId: string): boolean {
    return this.#inOrder && sourceId > this.#last;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Refused rows of which not even the id is certain. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** Rows that were registered on another day than the file's. */
  get otherDay(): number {
    return this.#otherDay;
  }

  #add(sourceId: string): void {
    this.#ids.add(sourceId);
    if (sourceId > this.#last) this.#last = sourceId;
  }
}

/** Whether the file's last row has its line end: one that was cut off in the midst of a row has not. */
export async function endsWithLineEnd(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    return bytesRead === 1 && (buffer[0] === LF || buffer[0] === CR);
  } finally {
    await handle.close();
  }
}
