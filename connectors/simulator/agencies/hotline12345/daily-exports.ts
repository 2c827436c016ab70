import { Random } from '../../noise/random.ts';
import { CHINA_OFFSET_MS, DAY_MS, HOUR_MS } from '../../writing/time.ts';
import type { HotlineTicket } from './shape.ts';

/** The night's export of one day. */
export interface DailyExport {
  /** Days since 1970 in China. */
  readonly day: number;
  readonly dayMs: number;
  readonly asOfMs: number;
  /** All tickets taken on the day as they were at `asOfMs`, without those that were deleted. */
  readonly tickets: readonly HotlineTicket[];
  /** Numbers of tickets that somebody deleted: they are gone from the export, and a hub that has them must withdraw them. */
  readonly deleted: readonly string[];
}

/** An export is made at this time of the following night. */
const EXPORTED_AT_MS = 2 * HOUR_MS;
const DELETED_SHARE = 0.02;
/** From so many tickets on, one at least is deleted. */
const DELETED_FROM = 10;
const WITHDRAWN_STAGE = '撤回';

/**
 * Makes the hotline's exports, one each night for the day before, from the tickets as they come in. Pure: the same tickets give the same
 * exports, so that a restart makes them again as they were.
 */
export class DailyExports {
  readonly #seed: string;
  readonly #firstDay: number;
  readonly #ticketsByDay = new Map<number, Map<string, HotlineTicket>>();
  readonly #deleted = new Set<string>();
  #nextDay: number;

  /** @param fromMs exports that are due before are not made */
  constructor(seed: string, fromMs: number) {
    this.#seed = seed;
    this.#firstDay = dayOf(fromMs - EXPORTED_AT_MS);
    if (asOfOf(this.#firstDay) < fromMs) this.#firstDay += 1;
    this.#nextDay = this.#firstDay;
  }

  /** A deleted ticket stays as its interface shows it; nobody works on it any more. */
  isDeleted(ticketNo: string): boolean {
    return this.#deleted.has(ticketNo);
  }

  take(ticket: HotlineTicket): void {
    const day = dayOf(Date.parse(ticket.createdAt));
    if (day < this.#nextDay) return;
    const tickets = this.#ticketsByDay.get(day);
    if (tickets === undefined) this.#ticketsByDay.set(day, new Map([[ticket.ticketNo, ticket]]));
    else tickets.set(ticket.ticketNo, ticket);
  }

  /** Exports that are due before `nowMs`, oldest first; to be asked before what comes in at `nowMs` is taken. */
  due(nowMs: number): readonly DailyExport[] {
    const due: DailyExport[] = [];
    for (; asOfOf(this.#nextDay) <= nowMs; this.#nextDay += 1) due.push(this.#export(this.#nextDay));
    return due;
  }

  #export(day: number): DailyExport {
    const all = [...(this.#ticketsByDay.get(day)?.values() ?? [])].sort((left, right) =>
      left.ticketNo < right.ticketNo ? -1 : 1,
    );
    this.#ticketsByDay.delete(day);
    const deleted = this.#pickDeleted(all);
    for (const ticketNo of deleted) this.#deleted.add(ticketNo);
    return {
      day,
      dayMs: day * DAY_MS - CHINA_OFFSET_MS,
      asOfMs: asOfOf(day),
      tickets: all.filter(({ ticketNo }) => !deleted.includes(ticketNo)),
      deleted,
    };
  }

  #pickDeleted(tickets: readonly HotlineTicket[]): string[] {
    const candidates = tickets.filter(({ stage }) => stage !== WITHDRAWN_STAGE);
    const count = tickets.length < DELETED_FROM ? 0 : Math.max(1, Math.round(tickets.length * DELETED_SHARE));
    return candidates
      .map(({ ticketNo }) => ({ ticketNo, dice: new Random(`${this.#seed}/deleted/${ticketNo}`).next() }))
      .sort((left, right) => left.dice - right.dice)
      .slice(0, count)
      .map(({ ticketNo }) => ticketNo);
  }
}

function dayOf(ms: number): number {
  return Math.floor((ms + CHINA_OFFSET_MS) / DAY_MS);
}

function asOfOf(day: number): number {
  return (day + 1) * DAY_MS - CHINA_OFFSET_MS + EXPORTED_AT_MS;
}
