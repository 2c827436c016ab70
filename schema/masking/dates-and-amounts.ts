const DATE = /^(\d{4})-(\d{2})-(\d{2})(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/;

/** The beginning of a day's or month's date-time or date, in its own offset; null for what is none. */
export function cutDate(text: string, to: 'DAY' | 'MONTH'): string | null {
  const [, year = '', month = '', day = '', time, offset = ''] = DATE.exec(text) ?? [];
  if (year === '') return null;
  const date = `${year}-${month}-${to === 'DAY' ? day : '01'}`;
  return time === undefined ? date : `${date}T00:00:00${offset}`;
}

/** `1949-**-**`; `****` for what has no year. */
export function maskBirthDate(text: string): string {
  const [year = '****'] = /(?:18|19|20)\d{2}/.exec(text.normalize('NFKC')) ?? [];
  return `${year}-**-**`;
}

/** A birth date in any of the usual forms as `YYYY-MM-DD`, or null. */
export function birthDateIn(text: string): string | null {
  const shown = text.normalize('NFKC');
  const [, year = '', month = '', day = ''] =
    /^((?:18|19|20)\d{2})\D?(\d{1,2})\D?(\d{1,2})(?:日|号|號)?$/u.exec(shown.trim()) ?? [];
  return year === '' ? null : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Integer fen, the leading digits kept and the rest zero: always down, so that nothing is claimed that is not there. */
export function roundDown(fen: number, leadingDigits: number): number {
  const unit = 10 ** Math.max(0, String(Math.trunc(fen)).length - leadingDigits);
  return Math.floor(fen / unit) * unit;
}

/** The power of ten that an amount reaches, in fen; 0 stays 0. */
export function magnitude(fen: number): number {
  return fen < 1 ? 0 : 10 ** (String(Math.trunc(fen)).length - 1);
}
