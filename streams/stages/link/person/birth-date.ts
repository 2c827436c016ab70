const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A date as eight digits, `YYYYMMDD`, zeros for a month or day that it does not say; null when it is none. Reads 1951-03-04 (with or without
 * a time), 19510304, 1951/3/4, 4.3.1951, 4 March 1951, March 4 1951, 1951年3月4日, 1951-03 and 1951. Where day and month could be either,
 * the day is taken to come first: one file mostly writes one way, and the comparison knows dates with both swapped. Digits that are no date
 * (month 13) are kept: the same slip in two records still agrees.
 */
export function foldBirthDate(text: string): string | null {
  const cleaned = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/\.0+$/, '')
    .replace(/[t ]\d{1,2}:.*$/, '');
  if (/^\d{8}$/.test(cleaned)) return eightDigits(cleaned);
  if (/^\d{4}$/.test(cleaned)) return dateOf(cleaned, '', '');
  const word = /[a-z]{3,}/.exec(cleaned)?.[0];
  const numbers = cleaned.match(/\d+/g) ?? [];
  if (word !== undefined) return namedMonth(word, numbers);
  const [first = '', second = '', third = ''] = numbers;
  if (first.length === 4) return dateOf(first, second, third);
  if (third.length === 4 || third.length === 2) return dayFirst(first, second, third);
  // 03/1951
  return second.length === 4 && third === '' ? dateOf(second, first, '') : null;
}

/** `YYYYMMDD`, or `DDMMYYYY` when only that can be read as one of this age. */
function eightDigits(digits: string): string {
  const year = Number(digits.slice(0, 4));
  const lastYear = Number(digits.slice(4));
  const reads = year >= 1200 && year < 2100;
  return reads || lastYear < 1800 || lastYear >= 2100
    ? digits
    : dateOf(digits.slice(4), digits.slice(2, 4), digits.slice(0, 2));
}

function namedMonth(word: string, numbers: readonly string[]): string | null {
  const month = MONTHS.indexOf(word.slice(0, 3)) + 1;
  const year = numbers.find((number) => number.length === 4);
  if (month === 0 || year === undefined) return null;
  return dateOf(year, String(month), numbers.find((number) => number.length <= 2) ?? '');
}

function dayFirst(first: string, second: string, year: string): string {
  const [day, month] = Number(second) > 12 && Number(first) <= 12 ? [second, first] : [first, second];
  return dateOf(year.length === 2 ? `19${year}` : year, month, day);
}

function dateOf(year: string, month: string, day: string): string {
  return `${year}${month.slice(0, 2).padStart(2, '0')}${day.slice(0, 2).padStart(2, '0')}`;
}
