import type { CryptoKey } from 'jose';

/** Public keys of one issuer. */
export interface KeySource {
  /**
   * The key that a token's header names, or undefined when the issuer has none of that name.
   * @throws HubError HUB_ISSUER_UNAVAILABLE when that cannot be told now.
   */
  keyFor(kid: string, algorithm: string): Promise<CryptoKey | undefined>;
  /** Goes up when the keys change: what earlier keys proved must be proved again. */
  readonly generation: number;
}

/** Keys that never change while the process runs. */
export function fixedKeys(keys: ReadonlyMap<string, CryptoKey>): KeySource {
  return { keyFor: (kid) => Promise.resolve(keys.get(kid)), generation: 0 };
}
