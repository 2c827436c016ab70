/** AMBIGUOUS: the hour came twice (clocks went back), the first is taken. SKIPPED: the hour did not exist, the offset before it is taken. */
export type ZoneDoubt = 'AMBIGUOUS' | 'SKIPPED';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CACHED_HOURS = 20_000;

/** Offsets of one IANA time zone, from the runtime's own zone data. */
export class ZoneOffsets {
  readonly #format: Intl.DateTimeFormat;
  readonly #cache = new Map<number, number>();

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  }

  /**
   * Offset of a wall-clock time, given as if it were UTC. Of the offsets a day before and a day after, the right one maps the wall time to
   * an instant that has this very offset; around a change both may (ambiguous) or neither (skipped): then the earlier offset counts, as in
   * RFC 5545 and java.time.
   */
  of(wallMs: number): { offset: string; doubt: ZoneDoubt | null } {
    const before = this.#minutesAt(wallMs - DAY_MS);
    const after = this.#minutesAt(wallMs + DAY_MS);
    if (before === after) return { offset: written(before), doubt: null };
    const fitsBefore = this.#minutesAt(wallMs - before * 60_000) === before;
    const fitsAfter = this.#minutesAt(wallMs - after * 60_000) === after;
    if (fitsBefore && fitsAfter) return { offset: written(before), doubt: 'AMBIGUOUS' };
    if (fitsBefore || fitsAfter) return { offset: written(fitsBefore ? before : after), doubt: null };
    return { offset: written(before), doubt: 'SKIPPED' };
  }

  #minutesAt(instantMs: number): number {
    const hour = Math.floor(instantMs / HOUR_MS);
    const known = this.#cache.get(hour);
    if (known !== undefined) return known;
    const name =
      this.#format.formatToParts(instantMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign = '+', hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(name) ?? [];
    const total = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
    if (this.#cache.size >= CACHED_HOURS) this.#cache.clear();
    this.#cache.set(hour, total);
    return total;
  }
}

function written(minutes: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}
