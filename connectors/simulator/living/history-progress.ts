import { AGENCY_NAMES, type AgencyName } from '../agencies/agency.ts';

/** What was due when the process started, and how much of that its interfaces have handed over. */
export class HistoryProgress {
  readonly #agencies: readonly AgencyName[];
  readonly #due = new Map<AgencyName, number>();
  readonly #handed = new Map<AgencyName, number>();
  #counted = false;

  /** @param without agencies that have no interface in this city */
  constructor(without: readonly AgencyName[] = []) {
    this.#agencies = AGENCY_NAMES.filter((agency) => !without.includes(agency));
  }

  addDue(agency: AgencyName): void {
    this.#due.set(agency, (this.#due.get(agency) ?? 0) + 1);
  }

  /** All that was due has been added. */
  countingDone(): void {
    this.#counted = true;
  }

  handOver(agency: AgencyName, count: number): void {
    this.#handed.set(agency, (this.#handed.get(agency) ?? 0) + count);
  }

  /** Null when everything is out. */
  waitingFor(): string | null {
    if (!this.#counted) return 'history: being told';
    let due = 0;
    let handed = 0;
    for (const agency of this.#agencies) {
      const ofAgency = this.#due.get(agency) ?? 0;
      due += ofAgency;
      handed += Math.min(ofAgency, this.#handed.get(agency) ?? 0);
    }
    return handed === due ? null : `history: ${handed} of ${due} records handed over`;
  }
}
