/** One thing that `doctor` looked at. */
export interface Finding {
  readonly what: string;
  /** MISSING stops `up`; HINT stops only a part of the tests, or nothing. */
  readonly verdict: 'OK' | 'HINT' | 'MISSING';
  readonly found: string;
  /** What to do about it; a command where there is one. */
  readonly mend?: string;
}
