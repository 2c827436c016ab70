import { lstat, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { maskReason } from '../../schema/masking/mask-reason.ts';
import { isAborted, pause } from './abort.ts';
import { deadLetterFrom, faultOfRecord } from './dead-letters.ts';
import { codeOf, DropInbox } from './drop-inbox.ts';
import { beginningOf, progressAfter, progressOf, reportOf, type Progress } from './drop-progress.ts';
import { DropReports, type DropReport } from './drop-reports.ts';
import { fingerprintOf, firstBytes, isUnchanged } from './file-fingerprint.ts';
import { formatOf, type FileFormat } from './file-format.ts';
import type { Source, SourceContext } from './source.ts';

export interface DropFolderOptions {
  /** Absolute path. */
  readonly folder: string;
  /** Forms of files that are taken, told apart by ending. */
  readonly formats: readonly FileFormat[];
  /** Profile or family for formats that have them, else null. */
  readonly profile: string | null;
  readonly intervalMs: number;
}

const FOLDERS = ['working', 'done', 'failed'] as const;
type FolderName = (typeof FOLDERS)[number];

const STAMP_END = '~';
const SHA_CHARACTERS = 16;
const SEQUENCE_DIGITS = 6;
const REFUSED_HEADER_BYTES = 64 * 1024;

/**
 * Watches a folder. A settled file of one of the formats is picked up by renaming it into `working/` under a name of its own, so that no writer changes it and
 * a later file of the same name cannot be mistaken for it; then it is read, and goes to `done/` or, when it cannot be read at all, to
 * `failed/`, with a report beside it. Rows that cannot be mapped become dead letters and do not fail their file. A file with the very bytes
 * of an earlier one is not read again: its report names that one.
 * @throws HubError HUB_CONFIG_INVALID when a format does not take the profile.
 */
export function openDropFolder(options: DropFolderOptions, context: SourceContext): Source {
  for (const format of options.formats) format.checkProfile(options.profile);
  return new DropFolder(options, context);
}

class DropFolder implements Source {
  readonly #options: DropFolderOptions;
  readonly #context: SourceContext;
  readonly #folders: Readonly<Record<FolderName, string>>;
  readonly #inbox: DropInbox;
  readonly #reports: DropReports;
  #pickedUp = 0;

  constructor(options: DropFolderOptions, context: SourceContext) {
    const { folder, formats } = options;
    this.#options = options;
    this.#context = context;
    this.#folders = {
      working: join(folder, 'working'),
      done: join(folder, 'done'),
      failed: join(folder, 'failed'),
    };
    this.#inbox = new DropInbox(folder, formats, FOLDERS, context.log);
    this.#reports = new DropReports(this.#folders);
  }

  async run(signal: AbortSignal): Promise<void> {
    await withDisk(this.#options.folder, async () => {
      for (const folder of Object.values(this.#folders)) await mkdir(folder, { recursive: true });
      await this.#reports.load();
      while (!signal.aborted) {
        await this.#pickUp();
        // Names begin with the time of picking up: in order of arrival, what a crash left behind first.
        for (const file of (await readdir(this.#folders.working)).sort()) {
          if (!isAborted(signal)) await this.#take(file, signal);
        }
        this.#context.contact();
        await pause(this.#options.intervalMs, signal);
      }
    });
  }

  async #pickUp(): Promise<void> {
    for (const { name, inode } of await this.#inbox.look()) {
      const stamp = this.#context.now().toISOString().replace(/[-:.]/g, '');
      const sequence = String(this.#pickedUp).padStart(SEQUENCE_DIGITS, '0');
      this.#pickedUp += 1;
      const file = `${stamp}-${sequence}-${inode}${STAMP_END}${name}`;
      try {
        await rename(join(this.#options.folder, name), join(this.#folders.working, file));
      } catch (error) {
        // Its writer took it away again.
        if (codeOf(error) !== 'ENOENT') throw error;
      }
    }
  }

  async #take(file: string, signal: AbortSignal): Promise<void> {
    const format = formatOf(file, this.#options.formats);
    if (format === undefined) return;
    const path = join(this.#folders.working, file);
    // Looked at again here, where no writer can put a link in its place any more.
    if (!(await lstat(path)).isFile()) {
      await this.#fail(file, {
        code: 'HUB_RECORD_UNPARSABLE',
        refused: 'is a link or no regular file; put the file itself here',
      });
      return;
    }
    const begun = await this.#progressIn(file);
    const progress = begun ?? (await this.#beginning(file, signal));
    if (progress === null) return;
    if (begun === null && format.readsAgain !== true) {
      const sameAs = await this.#reports.earlier(progress.sha256, file);
      if (sameAs !== null) {
        await this.#finishAgain(file, progress.sha256, sameAs);
        return;
      }
    }
    await this.#read(format, progress, signal);
  }

  async #read(format: FileFormat, from: Progress, signal: AbortSignal): Promise<void> {
    const { connector, file, path } = this.#of(from);
    const reading = {
      path,
      name: nameOf(file),
      origin: originOf(format, from),
      profile: this.#options.profile,
      connector,
      memory: from.memory,
      now: () => this.#context.now(),
    };
    let progress = from;
    try {
      for await (const batch of format.read(reading, from.offset === 0 ? null : from)) {
        if (!(await isUnchanged(path, from))) {
          await this.#startAgain(from);
          return;
        }
        await this.#context.emit(batch.records);
        await this.#context.deadLetter(batch.letters);
        progress = progressAfter(batch, progress);
        await this.#context.cursor.save(progress);
        this.#context.contact();
        if (isAborted(signal)) return;
      }
    } catch (error) {
      const fault = faultOfRecord(error);
      if (await isUnchanged(path, from)) await this.#refuse(format, progress, fault);
      else await this.#startAgain(from);
      return;
    }
    await this.#finish(file, 'done', reportOf(progress));
  }

  /** Somebody still writes into the file: what was read of it is read again, and rows that were sound are repeats. */
  async #startAgain({ file, memory }: Progress): Promise<void> {
    await this.#context.cursor.save({ memory });
    this.#context.log.warn(
      { file: nameOf(file) },
      'the file was written while it was read and is read again; write it under another name and rename it',
    );
  }

  async #refuse(format: FileFormat, progress: Progress, error: HubError): Promise<void> {
    const { connector, file, path } = this.#of(progress);
    const letter = deadLetterFrom(error, {
      feed: format.feed,
      connector,
      at: this.#context.now(),
      bytes: await firstBytes(path, REFUSED_HEADER_BYTES),
      sourceId: null,
      origin: { name: originOf(format, progress), place: '0' },
    });
    await this.#context.deadLetter([letter]);
    await this.#fail(file, { code: error.code, refused: maskReason(error.message), ...reportOf(progress) });
  }

  async #fail(file: string, report: DropReport): Promise<void> {
    await this.#finish(file, 'failed', report);
  }

  async #finishAgain(file: string, sha256: string, sameAs: string): Promise<void> {
    const said =
      `has the very bytes of ${sameAs}, which was taken before: nothing was read again. ` +
      'To read it again all the same, use tributary ingest';
    await this.#finish(file, 'done', { sha256, sameAs, said });
  }

  async #finish(file: string, to: 'done' | 'failed', report: DropReport): Promise<void> {
    const whole = { finishedAt: this.#context.now().toISOString(), ...report };
    const target = await this.#reports.finish(file, nameOf(file), to, whole);
    this.#context.log.info({ ...whole, file: target }, `file is ${to}`);
  }

  #of({ file }: Progress): { readonly connector: string; readonly file: string; readonly path: string } {
    return { connector: this.#context.name, file, path: join(this.#folders.working, file) };
  }

  /** Saved progress in this file, as long as it is still what it was. */
  async #progressIn(file: string): Promise<Progress | null> {
    const saved = progressOf(file, await this.#context.cursor.load());
    return saved !== null && (await isUnchanged(join(this.#folders.working, file), saved)) ? saved : null;
  }

  async #beginning(file: string, signal: AbortSignal): Promise<Progress | null> {
    const print = await fingerprintOf(join(this.#folders.working, file), signal);
    if (print === null) return null;
    return beginningOf({ file, ...print }, await this.#context.cursor.load());
  }
}

/** Identity of a file in its dead letters: each file taken in is one of its own, except where reading it again is to be a repeat. */
function originOf({ readsAgain }: FileFormat, { file, sha256 }: Progress): string {
  return readsAgain === true ? `file:${nameOf(file)}@${sha256.slice(0, SHA_CHARACTERS)}` : `file:${file}`;
}

function nameOf(file: string): string {
  return file.slice(file.indexOf(STAMP_END) + 1);
}

async function withDisk(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof HubError || !(error instanceof Error && 'syscall' in error)) throw error;
    if (codeOf(error) === 'EXDEV') {
      throw new HubError(
        'HUB_CONFIG_INVALID',
        `the drop folder ${folder} and its folders ${FOLDERS.join(', ')} lie on different file systems, so files cannot be moved ` +
          'between them in one step; make them plain folders of it (no mounts, no links)',
        { cause: error, field: 'folder' },
      );
    }
    throw new HubError(
      'HUB_SOURCE_UNAVAILABLE',
      `cannot work in the drop folder ${folder}: ${error.message}; check the folder, its rights and the disk`,
      { cause: error },
    );
  }
}
