import { HubError } from '../../schema/canonical/hub-error.ts';
import { readDateTime } from '../../schema/canonical/date-time.ts';

/** A wall-clock time with the offset that its zone had then. */
export interface ZonedTime {
  /** RFC 3339 with offset. */
  readonly dateTime: string;
  /** AMBIGUOUS: the hour came twice (clocks went back), the first is taken. SKIPPED: the hour did not exist, the offset before it is taken. */
  readonly doubt: 'AMBIGUOUS' | 'SKIPPED' | null;
}

const TOKENS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{1,2})',
  hh: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  A: '(?<half>[AaPp][Mm])',
};
const TOKEN = /YYYY|MM|DD|HH|hh|mm|ss|A/g;

/** True when every letter of the format is one of the tokens YYYY MM DD HH hh mm ss A. */
export function isTimeFormat(format: string): boolean {
  return format.includes('YYYY') && !/[A-Za-z]/.test(format.replace(TOKEN, '').replace('T', ''));
}

/** Reads times of one format (`MM/DD/YYYY hh:mm:ss A`) in one time zone (`America/New_York`). Build once, use for every row. */
export class ZonedTimeReader {
  readonly #format: string;
  readonly #pattern: RegExp;
  readonly #twelveHours: boolean;
  readonly #offsets: ZoneOffsets;

  constructor(format: string, timeZone: string) {
    this.#format = format;
    const escaped = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    this.#pattern = new RegExp(`^${escaped.replace(TOKEN, (token) => TOKENS[token] ?? token)}$`);
    this.#twelveHours = format.includes('A');
    this.#offsets = new ZoneOffsets(timeZone);
  }

  /** @throws HubError HUB_RECORD_INVALID when the text is not in the format or the day or hour does not exist. */
  read(text: string, field: string): ZonedTime {
    const parts = this.#pattern.exec(text.trim())?.groups;
    if (parts === undefined) {
      throw new HubError(
        'HUB_RECORD_INVALID',
        `${field}: "${text.slice(0, 40)}" is not a time in the form ${this.#format}; correct it`,
        { field },
      );
    }
    const hour = this.#hourOf(parts, text, field);
    const day = `${parts['year'] ?? ''}-${parts['month'] ?? '01'}-${parts['day'] ?? '01'}`;
    // Checks the calendar; the offset is replaced below.
    const utc = readDateTime(
      `${day} ${hour}:${parts['minute'] ?? '00'}:${parts['second'] ?? '00'}`,
      '+00:00',
      field,
    );
    const wall = utc.slice(0, 19);
    const { offset, doubt } = this.#offsets.of(Date.parse(utc));
    return { dateTime: `${wall}${offset}`, doubt };
  }

  #hourOf(parts: Readonly<Record<string, string | undefined>>, text: string, field: string): number {
    const hour = Number(parts['hour'] ?? '0');
    if (!this.#twelveHours) return hour;
    if (hour < 1 || hour > 12) {
      throw new HubError(
        'HUB_RECORD_INVALID',
        `${field}: "${text.slice(0, 40)}" has hour ${hour}, but with AM or PM hours go from 1 to 12; correct it`,
        { field },
      );
    }
    return (hour % 12) + (/^p/i.test(parts['half'] ?? '') ? 12 : 0);
  }
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CACHED_HOURS = 20_000;

/** Offsets of one IANA time zone, from the runtime's own zone data. */
class ZoneOffsets {
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
  of(wallMs: number): { offset: string; doubt: ZonedTime['doubt'] } {
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
