const STORAGE_KEY = 'tributary.token';

/** The token lives as long as the browser tab: never in the address, never in a cookie, gone when the tab closes. */
export function readToken(): string {
  return sessionStorage.getItem(STORAGE_KEY) ?? '';
}

export function keepToken(token: string): void {
  if (token === '') sessionStorage.removeItem(STORAGE_KEY);
  else sessionStorage.setItem(STORAGE_KEY, token);
}

/** What people paste: the token, the whole header, or a line of a shell. */
export function tokenWithin(pasted: string): string {
  const found = /[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/.exec(pasted);
  return found?.[0] ?? '';
}

export interface TokenFacts {
  readonly partner: string;
  readonly scopes: readonly string[];
  /** For what it asks; null where it says nothing of it and each request may state a purpose. */
  readonly purpose: string | null;
  readonly expiresAt: Date | null;
}

/** Reads, for display only, what a token says of itself; the gateway alone decides whether it holds. Null when it is no token. */
export function factsOf(token: string): TokenFacts | null {
  try {
    const payload = token.split('.')[1] ?? '';
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    );
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof claims !== 'object' || claims === null) return null;
    const named = claims as Readonly<Record<'partner' | 'client_id' | 'scope' | 'purpose', unknown>>;
    const partner = [named.partner, named.client_id].find((one) => typeof one === 'string') ?? '?';
    const exp = 'exp' in claims && typeof claims.exp === 'number' ? claims.exp : null;
    const scopes = typeof named.scope === 'string' ? named.scope.split(' ') : [];
    const purpose = typeof named.purpose === 'string' ? named.purpose : null;
    return { partner, scopes, purpose, expiresAt: exp === null ? null : new Date(exp * 1_000) };
  } catch {
    return null;
  }
}
