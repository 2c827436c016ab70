import { z } from 'zod';
import type { DropReport } from './drop-reports.ts';
import type { FileBatch } from './file-format.ts';

/** Pairs of name and count: names hold dots and spaces, which make poor field names in a store. */
const CountsSchema = z.array(z.tuple([z.string(), z.int()]));

/** Progress in the file that is being read: enough to go on in its middle after a crash. */
const ProgressSchema = z.object({
  file: z.string(),
  sha256: z.string(),
  sizeBytes: z.int().nonnegative(),
  modifiedMs: z.number(),
  offset: z.int().nonnegative(),
  row: z.int().nonnegative(),
  layout: z.string(),
  records: z.int().nonnegative(),
  deadLetters: z.int().nonnegative(),
  byReason: CountsSchema,
  /** What the format counts and remarks beside. */
  counts: CountsSchema,
  remarks: z.array(z.tuple([z.string(), z.unknown()])),
  /** What the format remembers from file to file. */
  memory: z.unknown().default(null),
});
export type Progress = z.infer<typeof ProgressSchema>;
/** What outlives a file, of whichever the saved progress is. */
const MemorySchema = ProgressSchema.pick({ memory: true });

/** Saved progress, when it is of this file. */
export function progressOf(file: string, saved: unknown): Progress | null {
  const parsed = ProgressSchema.safeParse(saved);
  return parsed.success && parsed.data.file === file ? parsed.data : null;
}

/** @param saved progress in an earlier file, or null */
export function beginningOf(
  print: Pick<Progress, 'file' | 'sha256' | 'sizeBytes' | 'modifiedMs'>,
  saved: unknown,
): Progress {
  const { memory } = MemorySchema.parse(saved ?? {});
  return {
    ...print,
    offset: 0,
    row: 0,
    layout: '',
    records: 0,
    deadLetters: 0,
    byReason: [],
    counts: [],
    remarks: [],
    memory,
  };
}

/** What is to be saved once the batch is acknowledged. */
export function progressAfter(batch: FileBatch, before: Progress): Progress {
  const { records, letters, reasons, position, layout, counts = {}, remarks = {} } = batch;
  return {
    ...before,
    ...position,
    layout,
    records: before.records + records.length,
    deadLetters: before.deadLetters + letters.length,
    byReason: addUp(
      before.byReason,
      reasons.map((reason) => [reason, 1]),
    ),
    counts: addUp(before.counts, Object.entries(counts)),
    remarks: [...new Map([...before.remarks, ...Object.entries(remarks)])],
    memory: batch.memory ?? before.memory,
  };
}

export function reportOf({
  sha256,
  sizeBytes,
  layout,
  records,
  deadLetters,
  ...lists
}: Progress): DropReport {
  return {
    sha256,
    sizeBytes,
    layout,
    records,
    deadLetters,
    byReason: Object.fromEntries(lists.byReason),
    ...Object.fromEntries(lists.counts),
    ...Object.fromEntries(lists.remarks),
  };
}

function addUp(
  counts: Progress['byReason'],
  more: readonly (readonly [string, number])[],
): Progress['byReason'] {
  const sums = new Map(counts);
  for (const [name, count] of more) sums.set(name, (sums.get(name) ?? 0) + count);
  return [...sums];
}
