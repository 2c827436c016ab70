import { constants } from 'node:fs';
import { lstat, open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { endingsOf, formatOf, type FileFormat } from './file-format.ts';
import type { SourceLog } from './source.ts';

/** A file that nobody is writing any more. */
export interface SettledFile {
  readonly name: string;
  readonly inode: number;
}

/** Under this ending a writer may write into the folder itself. */
const BEING_WRITTEN = '.part';
/** Of UTF-8. A picked-up file and its report have longer names, and file systems take 255 bytes. */
const NAME_MAX_BYTES = 180;

/** What lies in a watched folder: which files can be taken, and, told once in the log, why others stay. */
export class DropInbox {
  readonly #folder: string;
  readonly #formats: readonly FileFormat[];
  readonly #own: ReadonlySet<string>;
  readonly #log: SourceLog;
  /** Size, time and inode of each file at the last look. */
  #seen = new Map<string, string>();
  #told = new Map<string, string>();

  /** @param own names in the folder that are the reader's */
  constructor(folder: string, formats: readonly FileFormat[], own: readonly string[], log: SourceLog) {
    this.#folder = folder;
    this.#formats = formats;
    this.#own = new Set(own);
    this.#log = log;
  }

  /** In order of their names: what has not changed since the last look, since a writer that does not rename may still be at work. */
  async look(): Promise<readonly SettledFile[]> {
    const settled: SettledFile[] = [];
    const seen = new Map<string, string>();
    const told = new Map<string, string>();
    const entries = await readdir(this.#folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const { name } = entry;
      if (name.startsWith('.') || name.endsWith(BEING_WRITTEN) || this.#own.has(name)) continue;
      const why = entry.isFile() ? this.#nameProblem(name) : kindProblem(entry.isSymbolicLink());
      const found = why === null ? await this.#inspect(name, seen) : { why };
      if ('inode' in found) settled.push({ name, inode: found.inode });
      else if (found.why !== null) this.#tell(name, found.why, told);
    }
    this.#seen = seen;
    this.#told = told;
    return settled;
  }

  /** The inode of a settled file that can be taken; else why it stays for good, null when it only has to be looked at again. */
  async #inspect(
    name: string,
    seen: Map<string, string>,
  ): Promise<{ readonly inode: number } | { readonly why: string | null }> {
    const path = join(this.#folder, name);
    try {
      const { size, mtimeMs, ino } = await lstat(path);
      const mark = `${size}|${mtimeMs}|${ino}`;
      seen.set(name, mark);
      if (this.#seen.get(name) !== mark) return { why: null };
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      // Taken away between listing and looking; or its name is bytes that are no UTF-8, and cannot be said again.
      return { why: name.includes('\ufffd') ? 'its name is not UTF-8; give it another' : null };
    }
    const why = await whyUnreadable(path);
    return why === null ? { inode: Number(seen.get(name)?.split('|')[2]) } : { why };
  }

  #nameProblem(name: string): string | null {
    if (formatOf(name, this.#formats) === undefined) {
      return `files end in ${endingsOf(this.#formats)} here; give it the ending of what it is`;
    }
    const bytes = Buffer.byteLength(name);
    return bytes > NAME_MAX_BYTES
      ? `its name has ${bytes} bytes, at most ${NAME_MAX_BYTES} are allowed; shorten it`
      : null;
  }

  #tell(name: string, why: string, told: Map<string, string>): void {
    told.set(name, why);
    if (this.#told.get(name) !== why) {
      this.#log.warn({ folder: this.#folder, file: name, why }, 'a file is not taken and stays');
    }
  }
}

/** Why a path is not read, null for a regular file with one name that may be read. Never follows a link. */
async function whyUnreadable(path: string): Promise<string | null> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const found = await handle.stat();
    if (!found.isFile()) return kindProblem(false);
    return found.nlink > 1 ? 'it has another name too (a hard link); put a copy here' : null;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ELOOP') return kindProblem(true);
    if (code === 'EACCES' || code === 'EPERM') {
      return 'it may not be read; give the hub’s user the right to read it';
    }
    throw error;
  } finally {
    await handle?.close();
  }
}

function kindProblem(isLink: boolean): string {
  return isLink
    ? 'it is a link, and links are not followed; put the file itself here'
    : 'it is no regular file';
}

export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
