import { birthDateOfId, isResidentId, residentIdCheckDigit } from '../vocabulary/resident-id.ts';

/** A document number without separators, half-width, upper-case. */
export function compactDocument(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\-‐‑–—―_.·•/()]+/gu, '')
    .toUpperCase();
}

/** Shorter numbers would tell too much with two of their characters. */
const SHORTEST = 6;

/**
 * First and last character: `3****************X`. The customary 6 + 4 gives away the region and the year of birth. The same for 18 and 15
 * digits, passports and the permits of Hong Kong, Macau and Taiwan residents.
 */
export function maskDocument(text: string): string {
  const characters = Array.from(compactDocument(text));
  const [first = ''] = characters;
  if (characters.length < SHORTEST || !/[A-Z\d]/.test(first))
    return '*'.repeat(Math.max(3, characters.length));
  return `${first}${'*'.repeat(characters.length - 2)}${characters.at(-1) ?? ''}`;
}

/** One text for one document: a resident number of 15 digits becomes its 18 digits (GB 11643-1999). */
export function foldDocument(text: string): string {
  const compact = compactDocument(text);
  if (!/^\d{15}$/.test(compact) || birthDateOfId(compact) === null) return compact;
  const first17 = `${compact.slice(0, 6)}19${compact.slice(6)}`;
  return `${first17}${residentIdCheckDigit(first17)}`;
}

/** The 15 digits by which an older paper names the holder of a resident number of 18, if born in 19xx. */
export function olderDocument(text: string): string | null {
  return isResidentId(text) && text.slice(6, 8) === '19' ? `${text.slice(0, 6)}${text.slice(8, 17)}` : null;
}

/** `30–39岁` on a day; minors are one band, and so are people of 90 and more. Both dates `YYYY-MM-DD`. */
export function ageBand(birthDate: string, asOf: string): string | null {
  const years = Number(asOf.slice(0, 4)) - Number(birthDate.slice(0, 4));
  const age = asOf.slice(5, 10) < birthDate.slice(5, 10) ? years - 1 : years;
  if (!Number.isInteger(age) || age < 0 || age > 150) return null;
  if (age < 18) return '18岁以下';
  if (age < 20) return '18–19岁';
  if (age >= 90) return '90岁以上';
  const from = Math.floor(age / 10) * 10;
  return `${from}–${from + 9}岁`;
}
