import { ENUM_NAMES, type Purpose } from '../vocabulary/enums.ts';

const STORAGE_KEY = 'tributary.purpose';

/** For what this tab asks where its token does not say; null until somebody chose. */
export function readPurpose(): Purpose | null {
  const kept = sessionStorage.getItem(STORAGE_KEY);
  return purposesAmong([kept])[0] ?? null;
}

export function keepPurpose(purpose: Purpose | null): void {
  if (purpose === null) sessionStorage.removeItem(STORAGE_KEY);
  else sessionStorage.setItem(STORAGE_KEY, purpose);
}

/** What of this is a purpose of the hub's list. */
export function purposesAmong(named: unknown): readonly Purpose[] {
  return Array.isArray(named)
    ? named.filter((one): one is Purpose => typeof one === 'string' && Object.hasOwn(ENUM_NAMES.Purpose, one))
    : [];
}
