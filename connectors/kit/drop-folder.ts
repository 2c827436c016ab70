import { mkdir, open, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { isAborted, pause } from './abort.ts';
import { deadLetterFrom, faultOfRecord } from './dead-letters.ts';
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

/** Progress in the file that is being read: enough to go on in its middle after a crash. */
const CursorSchema = z.object({
  file: z.string(),
  offset: z.int().nonnegative(),
  row: z.int().nonnegative(),
  layout: z.string(),
  records: z.int().nonnegative(),
  deadLetters: z.int().nonnegative(),
  /** Pairs of reason and count: reasons hold dots and spaces, which make poor field names. */
  byReason: z.array(z.tuple([z.string(), z.int()])),
});
type Cursor = z.infer<typeof CursorSchema>;

const STAMP_END = '~';
const REFUSED_HEADER_BYTES = 64 * 1024;

/**
 * Watches a folder. A settled file of one of the formats is picked up by renaming it into `working/` under a name of its own, so that no writer changes it and
 * a later file of the same name cannot be mistaken for it; then it is read, and goes to `done/` or, when it cannot be read at all, to
 * `failed/`, with a report beside it. Rows that cannot be mapped become dead letters and do not fail their file.
 * @throws HubError HUB_CONFIG_INVALID when a format does not take the profile.
 */
export function openDropFolder(options: DropFolderOptions, context: SourceContext): Source {
  for (const format of options.formats) format.checkProfile(options.profile);
  const folderOf = (name: 'working' | 'done' | 'failed'): string => join(options.folder, name);
  const seen = new Map<string, string>();

  const finish = async (file: string, to: 'done' | 'failed', report: object): Promise<void> => {
    const name = nameOf(file);
    const target = (await exists(join(folderOf(to), name))) ? file : name;
    await writeFile(join(folderOf(to), `${target}.report.json`), `${JSON.stringify(report, null, 2)}\n`);
    await rename(join(folderOf('working'), file), join(folderOf(to), target));
    context.log.info({ ...report, file: target }, `file is ${to}`);
  };

  const refuse = async (file: string, { feed }: FileFormat, error: HubError): Promise<void> => {
    const head = await firstBytes(join(folderOf('working'), file));
    const letter = deadLetterFrom(error, {
      feed,
      connector: context.name,
      at: context.now(),
      bytes: head,
      sourceId: null,
      origin: { name: `file:${file}`, place: '0' },
    });
    await context.deadLetter([letter]);
    const report = {
      file: basename(file),
      finishedAt: context.now().toISOString(),
      code: error.code,
      refused: error.message,
    };
    await finish(file, 'failed', report);
  };

  const take = async (file: string, signal: AbortSignal): Promise<void> => {
    if (isAborted(signal)) return;
    const format = formatOf(file, options.formats);
    if (format === undefined) return;
    let cursor = await cursorFor(file, context);
    const reading = {
      path: join(folderOf('working'), file),
      name: nameOf(file),
      origin: `file:${file}`,
      profile: options.profile,
      connector: context.name,
      now: () => context.now(),
    };
    try {
      for await (const batch of format.read(reading, cursor.offset === 0 ? null : cursor)) {
        await context.emit(batch.records);
        await context.deadLetter(batch.letters);
        cursor = {
          ...cursor,
          ...batch.position,
          layout: batch.layout,
          records: cursor.records + batch.records.length,
          deadLetters: cursor.deadLetters + batch.letters.length,
          byReason: addReasons(cursor.byReason, batch.reasons),
        };
        await context.cursor.save(cursor);
        context.contact();
        if (isAborted(signal)) return;
      }
    } catch (error) {
      const fault = faultOfRecord(error);
      await refuse(file, format, fault);
      return;
    }
    const { layout, records, deadLetters, byReason } = cursor;
    const counts = { layout, records, deadLetters, byReason: Object.fromEntries(byReason) };
    await finish(file, 'done', { file, finishedAt: context.now().toISOString(), ...counts });
  };

  const pickUp = async (): Promise<void> => {
    for (const { name, inode } of await settledFiles(options, seen)) {
      const stamp = context.now().toISOString().replace(/[-:.]/g, '');
      await rename(
        join(options.folder, name),
        join(folderOf('working'), `${stamp}-${inode}${STAMP_END}${name}`),
      );
    }
  };

  return {
    async run(signal) {
      await withDisk(options.folder, async () => {
        for (const name of ['working', 'done', 'failed'] as const) {
          await mkdir(folderOf(name), { recursive: true });
        }
        while (!signal.aborted) {
          await pickUp();
          // Names begin with the time of picking up: in order of arrival, what a crash left behind first.
          for (const file of (await readdir(folderOf('working'))).sort()) await take(file, signal);
          context.contact();
          await pause(options.intervalMs, signal);
        }
      });
    },
  };
}

/** Files whose size and time have not changed since the last look: a writer that does not rename may still be at work. */
async function settledFiles(
  { folder, formats }: DropFolderOptions,
  seen: Map<string, string>,
): Promise<readonly { name: string; inode: number }[]> {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter(
      (entry) => entry.isFile() && !entry.name.startsWith('.') && formatOf(entry.name, formats) !== undefined,
    )
    .map(({ name }) => name)
    .sort();
  const settled: { name: string; inode: number }[] = [];
  const now = new Map<string, string>();
  for (const name of names) {
    const { size, mtimeMs, ino } = await stat(join(folder, name));
    const mark = `${size}|${mtimeMs}`;
    if (seen.get(name) === mark) settled.push({ name, inode: ino });
    else now.set(name, mark);
  }
  seen.clear();
  for (const [name, mark] of now) seen.set(name, mark);
  return settled;
}

function nameOf(file: string): string {
  return file.slice(file.indexOf(STAMP_END) + 1);
}

async function cursorFor(file: string, context: SourceContext): Promise<Cursor> {
  const saved = CursorSchema.safeParse(await context.cursor.load());
  if (saved.success && saved.data.file === file) return saved.data;
  return { file, offset: 0, row: 0, layout: '', records: 0, deadLetters: 0, byReason: [] };
}

function addReasons(counts: Cursor['byReason'], reasons: readonly string[]): Cursor['byReason'] {
  const sums = new Map(counts);
  for (const reason of reasons) sums.set(reason, (sums.get(reason) ?? 0) + 1);
  return [...sums];
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(REFUSED_HEADER_BYTES),
      0,
      REFUSED_HEADER_BYTES,
      0,
    );
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function withDisk(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof HubError || !(error instanceof Error && 'syscall' in error)) throw error;
    throw new HubError(
      'HUB_SOURCE_UNAVAILABLE',
      `cannot work in the drop folder ${folder}: ${error.message}`,
      {
        cause: error,
      },
    );
  }
}
