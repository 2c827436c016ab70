import { createReadStream, existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { AGENCY_NAMES } from '../agencies/agency.ts';

/** One fault that happened, and what the hub must make of it. */
export const FaultEntrySchema = z.strictObject({
  /** The same when the same fault is told again after a restart. */
  id: z.string(),
  agency: z.enum(AGENCY_NAMES),
  channel: z.string(),
  fault: z.string(),
  expect: z.enum(['DEAD_LETTER', 'FILE_REFUSED', 'RETRIED', 'FLAGGED', 'NO_OP', 'WITHDRAWN']),
  /** How many of what is expected. */
  count: z.int().positive(),
  /** Name of the file, where it is one. */
  file: z.string().optional(),
  /** The record that it is about, where there is one; it arrives soundly too. */
  sourceId: z.string().optional(),
});
export type FaultEntry = z.infer<typeof FaultEntrySchema>;

/** `faults.jsonl`: a line a fault, only ever added to. Several processes may add; each fault is there once. */
export class FaultLedger {
  readonly #path: string;
  readonly #known: Set<string>;

  private constructor(path: string, known: Set<string>) {
    this.#path = path;
    this.#known = known;
  }

  static async open(path: string): Promise<FaultLedger> {
    const known = new Set<string>();
    if (existsSync(path)) for await (const { id } of readFaults(path)) known.add(id);
    return new FaultLedger(path, known);
  }

  /** On disk when it resolves; an entry that is there already is not written again. */
  async add(entry: FaultEntry): Promise<void> {
    if (this.#known.has(entry.id)) return;
    // The line end in front ends what a crash may have left of another line.
    await appendFile(this.#path, `\n${JSON.stringify(entry)}\n`);
    this.#known.add(entry.id);
  }
}

/** Every fault of a ledger, line by line; half a line that a crash left behind is passed over. */
export async function* readFaults(path: string): AsyncGenerator<FaultEntry> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) {
    if (line === '') continue;
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch {
      continue;
    }
    yield FaultEntrySchema.parse(json);
  }
}
