import type { AuditDraft } from '../../../schema/canonical/audit.ts';
import type { Caller } from '../caller.ts';

/** Names of actors come from issuers: however many there are, a second has no more entries than that. */
const MOST_KINDS = 200;

interface Counted {
  readonly code: string;
  readonly caller: Caller | null;
  count: number;
}

/** Refusals since the last look, counted by reason and caller: a flood of bad tokens is one entry a second. */
export class DenialCounts {
  #counted = new Map<string, Counted>();

  add(code: string, caller: Caller | null): void {
    const key = JSON.stringify([code, caller?.partner, caller?.actor, caller?.purpose]);
    const known =
      this.#counted.get(key) ??
      (this.#counted.size < MOST_KINDS
        ? undefined
        : this.#counted.get(JSON.stringify([code, null, null, null])));
    if (known !== undefined) {
      known.count += 1;
      return;
    }
    const isFull = this.#counted.size >= MOST_KINDS;
    const at = isFull ? JSON.stringify([code, null, null, null]) : key;
    this.#counted.set(at, { code, caller: isFull ? null : caller, count: 1 });
  }

  /** What was counted, and begins anew. */
  take(): readonly AuditDraft[] {
    const taken = [...this.#counted.values()];
    this.#counted = new Map();
    return taken.map(({ code, caller, count }) => ({
      partner: caller?.partner ?? null,
      actor: caller?.actor ?? null,
      purpose: caller?.purpose ?? null,
      kind: 'DENIED',
      operation: null,
      fields: [],
      rowIds: [],
      rowCount: 0,
      codes: [code],
      durationMs: 0,
      count,
      requestId: null,
      range: null,
    }));
  }
}
