/** `enum CourtLevel`. */
export type CourtLevel = 'SUPREME' | 'HIGH' | 'INTERMEDIATE' | 'BASIC';

const SUPREME_COURT = '最高法';
const COURT_CODE = /^\p{Script=Han}{1,2}(\d*)$/u;
const BY_DIGITS: Readonly<Record<number, CourtLevel>> = { 0: 'HIGH', 2: 'INTERMEDIATE', 4: 'BASIC' };

/**
 * The level of a court by its code in case numbers (法〔2015〕137号): the province's character alone is its high court, two digits behind it
 * a city's intermediate court, four a county's basic court. Null for a code that is none.
 */
export function courtLevelOf(code: string): CourtLevel | null {
  if (code === SUPREME_COURT) return 'SUPREME';
  const digits = COURT_CODE.exec(code)?.[1];
  return digits === undefined ? null : (BY_DIGITS[digits.length] ?? null);
}
