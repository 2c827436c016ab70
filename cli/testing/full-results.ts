import { z } from 'zod';
import type { Tally } from './tally.ts';

/** How a suite ended that was run at full size, when, and of which commit. */
export interface FullResult extends Tally {
  readonly name: string;
  /** When it began, UTC. */
  readonly date: string;
  readonly commit: string;
  readonly seconds: number;
}

const FullResultsSchema = z.object({
  suites: z.array(
    z.object({
      name: z.string(),
      date: z.iso.datetime(),
      commit: z.string(),
      passed: z.int(),
      failed: z.int(),
      skipped: z.int(),
      seconds: z.number(),
    }),
  ),
});

/** The last result of every suite: those of this run beside those of earlier runs, in the order of `order`. A file of another form counts as none. */
export function lastResults(
  earlier: unknown,
  run: readonly FullResult[],
  order: readonly string[],
): readonly FullResult[] {
  const parsed = FullResultsSchema.safeParse(earlier);
  const last = new Map(
    [...(parsed.data?.suites ?? []), ...run].map((result): [string, FullResult] => [result.name, result]),
  );
  return order.flatMap((name) => last.get(name) ?? []);
}
