import type { DailyExports, DailyExport } from '../agencies/hotline12345/daily-exports.ts';
import type { HotlineTicket } from '../agencies/hotline12345/shape.ts';
import { spoiltTicket } from '../agencies/hotline12345/spoil.ts';
import type { HotlineSystem } from '../agencies/hotline12345/system.ts';
import type { FaultEntry } from '../faults/fault-ledger.ts';
import type { FaultPlan } from '../faults/fault-plan.ts';

const CHANNEL = 'hotline12345.items';

/** Takes the hotline's tickets in, into its database and for its nightly exports. Pure but for the database. */
export class HotlineDesk {
  readonly #system: HotlineSystem;
  readonly #exports: DailyExports;
  readonly #plan: FaultPlan;
  readonly #waiting: DailyExport[] = [];
  #taken = 0;

  constructor(system: HotlineSystem, exports: DailyExports, plan: FaultPlan) {
    this.#system = system;
    this.#exports = exports;
    this.#plan = plan;
  }

  /** To be told before anything that arrives at `nowMs`. */
  clockReached(nowMs: number): void {
    this.#waiting.push(...this.#exports.due(nowMs));
  }

  /** The next export that was made and not yet handed out. */
  takeExport(): DailyExport | null {
    return this.#waiting.shift() ?? null;
  }

  /** @returns what to write into the ledger */
  take(ticket: HotlineTicket): FaultEntry | null {
    const position = this.#taken;
    this.#taken += 1;
    if (this.#exports.isDeleted(ticket.ticketNo)) return null;
    this.#exports.take(ticket);
    const kind = this.#plan.at(CHANNEL, position);
    const spoilt = kind === null ? null : spoiltTicket(kind.fault, ticket);
    const transaction = this.#system.begin();
    // A member too many is the ticket itself; what cannot be read stands beside the sound one.
    transaction.put(kind?.expect === 'FLAGGED' && spoilt !== null ? spoilt : ticket);
    transaction.commit();
    if (kind === null || spoilt === null) return null;
    if (kind.expect === 'DEAD_LETTER') this.#system.putSpoilt(spoilt);
    const { ticketNo: sourceId, updatedAt } = ticket;
    return {
      id: `${CHANNEL}/${sourceId}/${updatedAt}`,
      agency: 'hotline12345',
      channel: CHANNEL,
      ...kind,
      count: 1,
      sourceId,
    };
  }
}
