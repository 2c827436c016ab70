import { HubError } from '../../schema/canonical/hub-error.ts';
import { readDateTime } from '../../schema/canonical/date-time.ts';
import { ZoneOffsets, type ZoneDoubt } from './zone-offsets.ts';

/** A wall-clock time with the offset that its zone had then. */
export interface ZonedTime {
  /** RFC 3339 with offset. */
  readonly dateTime: string;
  readonly doubt: ZoneDoubt | null;
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

/** Stands for every time that ISO 8601 writes with a day: `2026-11-24`, `2026-11-24T09:05`, `2026-11-24 09:05:00.250+01:00`. */
export const ISO_FORMAT = 'ISO';
/** Fractions finer than milliseconds are cut off. */
const ISO_PATTERN =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?<fraction>[.,]\d{1,3})?\d*)?(?<offset> ?(?:Z|[+-]\d{2}(?::?\d{2})?))?)?$/;

/** True when every letter of the format is one of the tokens YYYY MM DD HH hh mm ss A, or when it is ISO. */
export function isTimeFormat(format: string): boolean {
  if (format === ISO_FORMAT) return true;
  return format.includes('YYYY') && !/[A-Za-z]/.test(format.replace(TOKEN, '').replace('T', ''));
}

interface Form {
  readonly pattern: RegExp;
  readonly twelveHours: boolean;
}

/** Reads times of one or several formats (`MM/DD/YYYY hh:mm:ss A`, `ISO`) in one time zone (`America/New_York`). Build once, use for every row. */
export class ZonedTimeReader {
  readonly #formats: readonly string[];
  readonly #forms: readonly Form[];
  readonly #offsets: ZoneOffsets;

  /** @param formats tried in this order: the first that a text has the form of counts */
  constructor(formats: string | readonly string[], timeZone: string) {
    this.#formats = typeof formats === 'string' ? [formats] : formats;
    this.#forms = this.#formats.map(formOf);
    this.#offsets = new ZoneOffsets(timeZone);
  }

  /** @throws HubError HUB_RECORD_INVALID when the text has none of the formats or the day or hour does not exist. */
  read(text: string, field: string): ZonedTime {
    const trimmed = text.trim();
    for (const { pattern, twelveHours } of this.#forms) {
      const parts = pattern.exec(trimmed)?.groups;
      if (parts !== undefined) return this.#timeOf(parts, twelveHours, text, field);
    }
    throw new HubError(
      'HUB_RECORD_INVALID',
      `${field}: "${text.slice(0, 40)}" is not a time in the form ${this.#formats.join(' or ')}; correct it`,
      { field },
    );
  }

  #timeOf(parts: Parts, twelveHours: boolean, text: string, field: string): ZonedTime {
    const hour = twelveHours ? hourOf(parts, text, field) : Number(parts['hour'] ?? '0');
    const day = `${parts['year'] ?? ''}-${parts['month'] ?? '01'}-${parts['day'] ?? '01'}`;
    const clock = `${hour}:${parts['minute'] ?? '00'}:${parts['second'] ?? '00'}`;
    // Checks the calendar; the offset is replaced below.
    const utc = readDateTime(`${day} ${clock}`, '+00:00', field);
    const wall = `${utc.slice(0, 19)}${(parts['fraction'] ?? '').replace(',', '.')}`;
    const given = parts['offset']?.trim();
    if (given !== undefined) return { dateTime: `${wall}${offsetWritten(given)}`, doubt: null };
    const { offset, doubt } = this.#offsets.of(Date.parse(utc));
    return { dateTime: `${wall}${offset}`, doubt };
  }
}

type Parts = Readonly<Record<string, string | undefined>>;

function formOf(format: string): Form {
  if (format === ISO_FORMAT) return { pattern: ISO_PATTERN, twelveHours: false };
  const escaped = format.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return {
    pattern: new RegExp(`^${escaped.replace(TOKEN, (token) => TOKENS[token] ?? token)}$`),
    twelveHours: format.includes('A'),
  };
}

function hourOf(parts: Parts, text: string, field: string): number {
  const hour = Number(parts['hour'] ?? '0');
  if (hour < 1 || hour > 12) {
    throw new HubError(
      'HUB_RECORD_INVALID',
      `${field}: "${text.slice(0, 40)}" has hour ${hour}, but with AM or PM hours go from 1 to 12; correct it`,
      { field },
    );
  }
  return (hour % 12) + (/^p/i.test(parts['half'] ?? '') ? 12 : 0);
}

/** `Z`, `+0100` and `+01` as RFC 3339 has them. */
function offsetWritten(offset: string): string {
  if (offset === 'Z') return '+00:00';
  return `${offset.slice(0, 3)}:${offset.slice(3).replace(':', '').padEnd(2, '0')}`;
}
