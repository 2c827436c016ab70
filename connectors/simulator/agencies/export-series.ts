import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The drop folder, and where its reader puts what it has taken from there. */
const PLACES = ['.', 'working', 'done', 'failed'] as const;

/** Exports of one agency in order: each name says which of its rows are inside, so that after a crash a name tells what was exported. */
export class ExportSeries {
  readonly #folder: string;
  readonly #prefix: string;

  /** @param prefix of every name; sets exports of another city apart in the same folder */
  constructor(folder: string, prefix: string) {
    this.#folder = folder;
    this.#prefix = prefix;
  }

  /** Name of the file with rows `from` up to, not including, `to`. @param extension without the dot */
  nameOf(from: number, to: number, extension: string): string {
    return `${this.#prefix}-${padded(from)}-${padded(to)}.${extension}`;
  }

  /** Name of a file that goes out beside the series. */
  besideOf(row: number, what: string, extension: string): string {
    return `${this.#prefix}-${what}-${padded(row)}.${extension}`;
  }

  /**
   * Where exporting goes on. A crash between the rename and the saving of the position leaves a file that goes further than `position`.
   * Removes what a crash left half-written.
   */
  async resume(position: number): Promise<number> {
    const names = (await Promise.all(PLACES.map((place) => namesIn(join(this.#folder, place))))).flat();
    for (const name of names) {
      if (name.startsWith(this.#prefix) && name.endsWith('.part')) {
        await rm(join(this.#folder, name), { force: true });
      }
    }
    const start = `${this.#prefix}-${padded(position)}-`;
    for (const name of names) {
      const at = name.indexOf(start);
      const to = at < 0 ? undefined : /^(\d+)\.[a-z]+$/.exec(name.slice(at + start.length))?.[1];
      if (to !== undefined) return Number(to);
    }
    return position;
  }
}

function padded(position: number): string {
  return String(position).padStart(9, '0');
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
