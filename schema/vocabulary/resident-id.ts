const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_DIGITS = '10X98765432';

/** Check digit of a resident identity number's first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2): `0`–`9` or `X`. */
export function residentIdCheckDigit(first17: string): string {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * Number(first17[index]);
  return CHECK_DIGITS.charAt(sum % 11);
}

/** True for 17 digits followed by their check digit (`X` upper-case), e.g. `11010519491231002X`. */
export function isResidentId(text: string): boolean {
  return /^\d{17}[\dX]$/.test(text) && residentIdCheckDigit(text.slice(0, 17)) === text.charAt(17);
}

/**
 * The birth date (`YYYY-MM-DD`) that a resident identity number of 18 or 15 digits (GB 11643-1989, born in 19xx) carries, also when its
 * check digit is wrong and whatever its width and separators; null when the text is none or the date does not exist.
 */
export function birthDateOfId(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s\-‐‑–—―_.·•]+/gu, '');
  const [, long, short] = /^\d{6}(?:((?:18|19|20)\d{6})\d{3}[\dXx]|(\d{6})\d{3})$/.exec(digits) ?? [];
  const written = long ?? (short === undefined ? '' : `19${short}`);
  if (written === '') return null;
  const date = `${written.slice(0, 4)}-${written.slice(4, 6)}-${written.slice(6)}`;
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(date) ? null : date;
}
