import { feedCodes } from '../../schema/vocabulary/tables.ts';
import { COURT_CHARACTERS } from './provinces.ts';

/** What a case number says, by 法〔2015〕137号: year, court, type, serial. */
export interface CaseNumber {
  /** As the rules write it: `（2026）苏0612诉前调1234号`. */
  readonly text: string;
  readonly year: number;
  /** 苏0612 */
  readonly courtCode: string;
  /** 诉前调 */
  readonly type: string;
  /** Term for the type, e.g. `PRE_SUIT_MEDIATION`; null for one that is in no table. */
  readonly typeCode: string | null;
  readonly serial: number;
}

// Full-width brackets and digits become half-width (NFKC) before this is asked.
const BRACKETS = ['[(\\[{〔【〈]', '[)\\]}〕】〉]'] as const;
const YEAR = `${BRACKETS[0]}((?:19|20)\\d{2})${BRACKETS[1]}`;
// The Supreme People's Court and its tribunals, or a province's character with the digits of its city and county.
const COURT = `(最高法(?:知|商)?|[${COURT_CHARACTERS}](?:\\d{2}){0,2})`;
const TYPE_AND_SERIAL = '(\\p{Script=Han}{1,8}?)(\\d{1,7})号';
const WHOLE = new RegExp(`^${YEAR}${COURT}${TYPE_AND_SERIAL}$`, 'u');

/** The feed's numbers in other agencies' texts, brackets and digits of either width; those of documents of a case too (…号之一). */
export const CASE_NUMBER_IN_TEXT =
  /(?<![0-9A-Za-z])[([{〔【（［]\s*(?:19|20)\d{2}\s*[)\]}〕】）］]\s*\p{Script=Han}{1,2}\d{0,4}\p{Script=Han}{1,6}\d{1,6}号(?:之[一二三四五六七八九十]{1,3})?(?![\p{N}])/gu;

// Some labels explain themselves behind the term: CIVIL_SPECIAL(includes …).
const TYPE_CODES = new Map(
  feedCodes('court.case_type_token').map(({ label, enumName }) => [
    label,
    /^[A-Z_]*/.exec(enumName)?.[0] ?? '',
  ]),
);

/** Reads a whole case number, brackets and digits of either width; null when it is not made by the rules. */
export function readCaseNumber(written: string): CaseNumber | null {
  const plain = written.normalize('NFKC').replace(/\s+/gu, '');
  const [, year = '', courtCode = '', type = '', serial = ''] = WHOLE.exec(plain) ?? [];
  if (year === '') return null;
  return {
    text: `（${year}）${courtCode}${type}${serial}号`,
    year: Number(year),
    courtCode,
    type,
    typeCode: TYPE_CODES.get(type) ?? null,
    serial: Number(serial),
  };
}
