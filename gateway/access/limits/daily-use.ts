import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { UseToAdd } from '../../../schema/store/partner-use.ts';
import type { LookedAt } from '../audit/look.ts';
import type { LimitBook } from './limits.ts';
import { PeopleSketch, type StoredRegisters } from './people-sketch.ts';
import type { Budget } from './request-rate.ts';

/** Adds to what all gateways have counted of a partner's day, and answers what there is now. */
export type AddUse = (
  partner: string,
  day: string,
  use: UseToAdd,
) => Promise<{ readonly rows: number; readonly people?: StoredRegisters }>;

export interface DailyUseOptions {
  readonly limits: LimitBook;
  readonly addUse: AddUse;
  readonly log: { warn(fields: object, message: string): void };
  readonly now?: () => Date;
  readonly flushMs?: number;
}

/** One partner's day as this gateway knows it. */
interface Day {
  readonly partner: string;
  readonly day: string;
  /** What all gateways had told by the last time that this one asked. */
  rows: number;
  /** That, and what was seen here. */
  readonly people: PeopleSketch;
  /** Seen here and not told yet. */
  newRows: number;
  newRegisters: Map<number, number>;
  /** Being told. */
  toldRows: number;
}

const FLUSH_MS = 1_000;
const DAY_MS = 86_400_000;
const CITY_OFFSET_MS = 8 * 3_600_000;
const NOTHING: UseToAdd = { rows: 0, registers: new Map() };

/**
 * Rows and distinct people that each partner reads in a day, over all gateways: each tells once a second what it has counted and learns what others have. An
 * answer that would go beyond a limit is not given.
 */
export class DailyUse {
  readonly #options: DailyUseOptions;
  readonly #days = new Map<string, Promise<Day>>();
  readonly #known = new Map<string, Day>();
  readonly #timer: NodeJS.Timeout;
  #flushing: Promise<void> = Promise.resolve();

  constructor(options: DailyUseOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.flush(), options.flushMs ?? FLUSH_MS);
    this.#timer.unref();
  }

  /** Before anything is read. @throws HubError HUB_RATE_LIMITED when nothing is left of the day; HUB_STORE_UNAVAILABLE. */
  async check(partner: string): Promise<void> {
    const { rowsPerDay, peoplePerDay } = this.#options.limits.of(partner);
    if (rowsPerDay === null && peoplePerDay === null) return;
    const day = await this.#dayOf(partner);
    if (rowsPerDay !== null && rowsOf(day) >= rowsPerDay)
      throw this.#spent(partner, 'rowsPerDay', rowsPerDay);
    // One more person may be the one who was seen already: the answer tells.
  }

  /**
   * Counts what was read for an answer. What goes beyond a limit is not counted: it must not leave.
   * @param isDone a change was made, so the answer leaves whatever it shows
   * @throws HubError HUB_RATE_LIMITED.
   */
  take(partner: string, seen: LookedAt, isDone = false): void {
    const { people = [] } = seen;
    const count = rowsIn(seen);
    if (count === 0 && people.length === 0) return;
    const { rowsPerDay, peoplePerDay } = this.#options.limits.of(partner);
    if (rowsPerDay === null && peoplePerDay === null) return;
    const day = this.#known.get(keyOf(partner, this.#today()));
    if (day === undefined) {
      this.#takeLater(partner, seen);
      return;
    }
    if (!isDone) {
      if (rowsPerDay !== null && rowsOf(day) + count > rowsPerDay)
        throw this.#spent(partner, 'rowsPerDay', rowsPerDay);
      if (peoplePerDay !== null && people.length > 0) {
        const after = day.people.countWith(people);
        if (after > peoplePerDay && after > day.people.count)
          throw this.#spent(partner, 'peoplePerDay', peoplePerDay);
      }
    }
    day.newRows += count;
    for (const hash of people) {
      const raised = day.people.add(hash);
      if (raised !== null) day.newRegisters.set(...raised);
    }
  }

  /** What is left of a partner's day, as far as this gateway knows. */
  budgetsOf(partner: string): readonly Budget[] {
    const day = this.#known.get(keyOf(partner, this.#today()));
    if (day === undefined) return [];
    const { rowsPerDay, peoplePerDay } = this.#options.limits.of(partner);
    const resetSeconds = Math.ceil(this.#leftOfDayMs() / 1_000);
    const budget = (name: string, limit: number, used: number): Budget => ({
      name,
      limit,
      windowSeconds: DAY_MS / 1_000,
      remaining: Math.max(0, limit - used),
      resetSeconds,
    });
    return [
      ...(rowsPerDay === null ? [] : [budget('rows', rowsPerDay, rowsOf(day))]),
      ...(peoplePerDay === null ? [] : [budget('people', peoplePerDay, day.people.count)]),
    ];
  }

  /** Tells what was counted since the last time: one write for each partner that has read anything. */
  async flush(): Promise<void> {
    this.#flushing = this.#flushing.then(async () => {
      const today = this.#today();
      for (const [key, day] of this.#known) {
        await this.#tell(day);
        if (day.day !== today && day.newRows === 0) {
          this.#known.delete(key);
          this.#days.delete(key);
        }
      }
    });
    await this.#flushing;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  async #tell(day: Day): Promise<void> {
    if (day.newRows === 0 && day.newRegisters.size === 0) return;
    const [rows, registers] = [day.newRows, day.newRegisters];
    day.newRows = 0;
    day.newRegisters = new Map();
    day.toldRows = rows;
    try {
      const all = await this.#options.addUse(day.partner, day.day, { rows, registers });
      day.rows = all.rows;
      day.people.merge(all.people ?? {});
    } catch (error) {
      day.newRows += rows;
      for (const [index, rank] of registers) {
        day.newRegisters.set(index, Math.max(rank, day.newRegisters.get(index) ?? 0));
      }
      this.#options.log.warn(
        { err: error, partner: day.partner },
        'what was read today could not be counted in the store; it is told again in a second',
      );
    } finally {
      day.toldRows = 0;
    }
  }

  /** A stream that has lasted past midnight: its partner's new day is not read yet. */
  #takeLater(partner: string, seen: LookedAt): void {
    this.#dayOf(partner).then(
      () => {
        this.take(partner, seen, true);
      },
      () => undefined,
    );
  }

  #dayOf(partner: string): Promise<Day> {
    const today = this.#today();
    const key = keyOf(partner, today);
    let known = this.#days.get(key);
    if (known === undefined) {
      known = this.#read(partner, today, key);
      this.#days.set(key, known);
      known.catch(() => this.#days.delete(key));
    }
    return known;
  }

  async #read(partner: string, today: string, key: string): Promise<Day> {
    const all = await this.#options.addUse(partner, today, NOTHING);
    const people = new PeopleSketch();
    people.merge(all.people ?? {});
    const day: Day = {
      partner,
      day: today,
      rows: all.rows,
      people,
      newRows: 0,
      newRegisters: new Map(),
      toldRows: 0,
    };
    this.#known.set(key, day);
    return day;
  }

  #spent(partner: string, limit: 'rowsPerDay' | 'peoplePerDay', most: number): HubError {
    const what = limit === 'rowsPerDay' ? 'disputes and records' : 'different people';
    return new HubError(
      'HUB_RATE_LIMITED',
      `${partner} may read ${most} ${what} in a day, and this would be more (${limit}); ask for less, wait until midnight in the city, or ask the hub's keepers for a higher limit`,
      { field: limit, details: { retryAfterMs: this.#leftOfDayMs() } },
    );
  }

  #nowMs(): number {
    return (this.#options.now?.() ?? new Date()).getTime();
  }

  /** The day in the city: +08:00 all year. */
  #today(): string {
    return new Date(this.#nowMs() + CITY_OFFSET_MS).toISOString().slice(0, 10);
  }

  #leftOfDayMs(): number {
    return DAY_MS - ((this.#nowMs() + CITY_OFFSET_MS) % DAY_MS);
  }
}

function rowsOf({ rows, toldRows, newRows }: Day): number {
  return rows + toldRows + newRows;
}

/** Disputes and records: parties are counted as people. What stands behind the first thousand is taken for rows. */
function rowsIn({ ids, count }: LookedAt): number {
  return count - ids.filter((id) => id.startsWith('party-')).length;
}

function keyOf(partner: string, day: string): string {
  return `${partner}:${day}`;
}
