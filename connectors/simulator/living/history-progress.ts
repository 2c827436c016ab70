import type { AgencyName } from '../agencies/agency.ts';

/** Agencies whose interfaces are there; the others are in the ground truth only. */
export const SHOWN_AGENCIES = ['police110', 'hotline12345', 'open311'] as const satisfies AgencyName[];
export type ShownAgency = (typeof SHOWN_AGENCIES)[number];

/** What was due when the process started, and how much of that its interfaces have handed over. */
export class HistoryProgress {
  readonly #due = new Map<ShownAgency, number>(SHOWN_AGENCIES.map((agency) => [agency, 0]));
  readonly #handed = new Map<ShownAgency, number>(SHOWN_AGENCIES.map((agency) => [agency, 0]));
  #counted = false;

  addDue(agency: ShownAgency): void {
    this.#due.set(agency, (this.#due.get(agency) ?? 0) + 1);
  }

  /** All that was due has been added. */
  countingDone(): void {
    this.#counted = true;
  }

  handOver(agency: ShownAgency, count: number): void {
    this.#handed.set(agency, (this.#handed.get(agency) ?? 0) + count);
  }

  /** Null when everything is out. */
  waitingFor(): string | null {
    if (!this.#counted) return 'history: being told';
    let due = 0;
    let handed = 0;
    for (const agency of SHOWN_AGENCIES) {
      const ofAgency = this.#due.get(agency) ?? 0;
      due += ofAgency;
      handed += Math.min(ofAgency, this.#handed.get(agency) ?? 0);
    }
    return handed === due ? null : `history: ${handed} of ${due} records handed over`;
  }
}
