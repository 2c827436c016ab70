/** Tells moments by the clock of one place, and again and again fast. */
export class Clock {
  readonly #format: Intl.DateTimeFormat;

  /** @param timeZone a name of the IANA database */
  constructor(timeZone: string) {
    // Swedish writes `2026-11-28 18:55:03`.
    this.#format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  }

  /** `YYYY-MM-DD hh:mm:ss`; the text itself when it is no moment. */
  textOf(instant: string): string {
    const ms = Date.parse(instant);
    return Number.isNaN(ms) ? instant : this.#format.format(ms);
  }

  /** Days since the end of 1899, as spreadsheets count them; null when it is no moment. */
  serialOf(instant: string): number | null {
    const ms = Date.parse(`${this.textOf(instant).replace(' ', 'T')}Z`);
    return Number.isNaN(ms) ? null : ms / 86_400_000 + EPOCH_DAYS;
  }
}

/** Days from spreadsheets' beginning to 1970. */
const EPOCH_DAYS = 25_569;

/** Whether there is such a time zone. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
