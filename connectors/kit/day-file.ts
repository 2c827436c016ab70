import { z } from 'zod';

/** A file with all records that were registered on one day, as they stood at one time. */
export interface DayFile {
  /** `2026-11-24`. */
  readonly day: string;
  /** The day's first instant and the one after its last, ms since 1970. */
  readonly fromMs: number;
  readonly toMs: number;
  /** When the file's content was so: RFC 3339 with offset. */
  readonly asOf: string;
  /** Somebody has looked, and says that what is missing is really gone. */
  readonly confirmed: boolean;
}

/** Of older days nobody sends exports any more. */
const MOST_DAYS = 1_000;
const DecidedSchema = z.array(z.tuple([z.string(), z.string()]));

/** Until when each day was decided: what an older file says of a day must not undo what a newer one said. */
export class DecidedDays {
  readonly #asOfs: ReadonlyMap<string, string>;

  /** @param saved what `with` gave, or anything else for none */
  constructor(saved: unknown) {
    const parsed = DecidedSchema.safeParse(saved);
    this.#asOfs = new Map(parsed.success ? parsed.data : []);
  }

  /** Whether no file of the same day with a later time was decided before. False also for days so old that nobody remembers. */
  isNewest({ day, asOf }: DayFile): boolean {
    const decided = this.#asOfs.get(day);
    if (decided !== undefined) return Date.parse(asOf) >= Date.parse(decided);
    const oldest = [...this.#asOfs.keys()].sort()[0];
    return this.#asOfs.size < MOST_DAYS || oldest === undefined || day > oldest;
  }

  with(file: DayFile): readonly (readonly [string, string])[] {
    const asOfs = new Map(this.#asOfs);
    if (this.isNewest(file)) asOfs.set(file.day, file.asOf);
    return [...asOfs].sort(([left], [right]) => (left < right ? -1 : 1)).slice(-MOST_DAYS);
  }
}
