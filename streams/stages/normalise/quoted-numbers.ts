import { foldNumber } from '../../../schema/matching/fold.ts';

/**
 * Case numbers after the Supreme People's Court's rules of 2015 (法〔2015〕137号): year in brackets of any width, court code, type, number.
 * Courts are quoted by everybody, whether or not this hub is fed by one.
 */
const COURT_CASE_NUMBER =
  /[([{〔【]\s*(?:19|20)\d{2}\s*[)\]}〕】]\s*\p{Script=Han}{1,2}\d{0,4}\p{Script=Han}{1,6}\d{1,6}号(?:之[一二三四五六七八九十]{1,3})?/gu;

/** Every business number has a year or a serial of four digits or more; a text without one quotes none. */
const LONG_NUMBER = /\d{4}/;

/**
 * Numbers of other records in a text, as written there (half-width): those that the feeds' patterns know, and court case numbers. Each
 * once by its folded form; `own` numbers are left out.
 */
export function quotedNumbersIn(
  text: string,
  given: readonly string[],
  own: readonly string[],
  patterns: readonly RegExp[],
): string[] {
  const seen = new Set(own.map(foldNumber));
  const quoted: string[] = [];
  const add = (number: string): void => {
    const folded = foldNumber(number);
    if (folded === '' || seen.has(folded)) return;
    seen.add(folded);
    quoted.push(number);
  };
  for (const number of given) add(number.trim());
  // Full-width digits and letters are as good as others; case and script stay as written.
  const halfWidth = text.normalize('NFKC');
  if (!LONG_NUMBER.test(halfWidth)) return quoted;
  for (const pattern of [...patterns, COURT_CASE_NUMBER]) {
    for (const [number] of halfWidth.matchAll(pattern)) add(number.trim());
  }
  return quoted;
}
