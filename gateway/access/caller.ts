/**
 * Who asks, made from a verified token and nothing else; frozen and passed to every store read (rule 9 of the rules of correctness).
 * No token, no caller; no caller, no data.
 */
export interface Caller {
  /** Partner agency, e.g. `police`, `hotline`, `court`, `grid`, `analyst`, `admin`. */
  readonly partner: string;
  /** The person or service within the partner: the token's `sub`. */
  readonly actor: string;
  /** Purpose of use, or null when the token states none. */
  readonly purpose: string | null;
  /** What the caller's grants cover. `all` until grants exist. */
  readonly scope: 'all';
}
