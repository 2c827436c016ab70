import type { HotlineTicket } from './shape.ts';

interface Row {
  readonly ticket: HotlineTicket;
  readonly updatedMs: number;
  /** The ticket's number; another for a row that is spoilt. */
  readonly key: string;
}

/** Where a page ended: the next one begins after it. */
export interface PagePosition {
  readonly updatedMs: number;
  readonly ticketNo: string;
}

/** Rows of one transaction: nobody sees them before its commit, though their `updatedAt` is already set. */
export interface Transaction {
  put(ticket: HotlineTicket): void;
  commit(): void;
  rollback(): void;
}

/**
 * The hotline's ticket database, as far as its interface shows it: the last committed state of every ticket, in order of `updatedAt`
 * and number. Kept in memory; the simulated city fills it again from its seed after a restart.
 */
export class HotlineSystem {
  readonly #rows = new Map<string, Row>();
  /** By (updatedMs, ticketNo). */
  readonly #ordered: Row[] = [];
  #readToEndTimes = 0;

  get size(): number {
    return this.#rows.size;
  }

  /** How often somebody has been given the last page. */
  get readToEndTimes(): number {
    return this.#readToEndTimes;
  }

  /** Shows a row that cannot be read beside the sound one of the same ticket. */
  putSpoilt(ticket: HotlineTicket): void {
    this.#apply(ticket, `${ticket.ticketNo}~spoilt`);
  }

  begin(): Transaction {
    let open = true;
    const rows: HotlineTicket[] = [];
    const end = (): void => {
      if (!open) throw new Error('this transaction has ended; begin another');
      open = false;
    };
    return {
      put: (ticket) => {
        if (!open) throw new Error('this transaction has ended; begin another');
        rows.push(ticket);
      },
      commit: () => {
        end();
        for (const ticket of rows) this.#apply(ticket, ticket.ticketNo);
      },
      rollback: end,
    };
  }

  /** At most `limit` tickets with `updatedAt` ≥ `sinceMs`, after `position` if given. */
  page(
    sinceMs: number,
    position: PagePosition | null,
    limit: number,
  ): { tickets: readonly HotlineTicket[]; next: PagePosition | null } {
    const from =
      position === null
        ? this.#indexOf({ updatedMs: sinceMs, ticketNo: '' })
        : this.#indexOf({ updatedMs: position.updatedMs, ticketNo: `${position.ticketNo}\0` });
    const rows = this.#ordered.slice(from, from + limit);
    const last = rows.at(-1);
    const more = from + limit < this.#ordered.length;
    if (!more) this.#readToEndTimes += 1;
    return {
      tickets: rows.map(({ ticket }) => ticket),
      next: more && last !== undefined ? positionOf(last) : null,
    };
  }

  /** An older state never overwrites a newer one. */
  #apply(ticket: HotlineTicket, key: string): void {
    const row: Row = { ticket, updatedMs: Date.parse(ticket.updatedAt), key };
    const known = this.#rows.get(key);
    if (known !== undefined) {
      if (known.updatedMs > row.updatedMs) return;
      this.#ordered.splice(this.#indexOf(positionOf(known)), 1);
    }
    this.#rows.set(key, row);
    this.#ordered.splice(this.#indexOf(positionOf(row)), 0, row);
  }

  /** Index of the first row that is not before the position. */
  #indexOf(position: PagePosition): number {
    let low = 0;
    let high = this.#ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = this.#ordered[middle];
      if (row !== undefined && isBefore(positionOf(row), position)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function positionOf({ updatedMs, key }: Row): PagePosition {
  return { updatedMs, ticketNo: key };
}

function isBefore(left: PagePosition, right: PagePosition): boolean {
  return (
    left.updatedMs < right.updatedMs || (left.updatedMs === right.updatedMs && left.ticketNo < right.ticketNo)
  );
}
