import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { claimsOf, type Caller } from './caller.ts';
import { TOKEN_ALGORITHM, type SigningKey } from './key-files.ts';
import type { TokenProfile } from './token-check.ts';

/** Signs a token (RFC 9068) that says who the caller is, valid from `atMs` (ms since 1970) for so many seconds. */
export function signCaller(
  caller: Caller,
  { kid, key }: SigningKey,
  profile: Pick<TokenProfile, 'issuer' | 'audience' | 'type'>,
  atMs: number,
  lifetimeSeconds: number,
): Promise<string> {
  const issuedAt = Math.floor(atMs / 1_000);
  return new SignJWT({ ...claimsOf(caller) })
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: profile.type, kid })
    .setIssuer(profile.issuer)
    .setAudience(profile.audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .setJti(randomUUID())
    .sign(key);
}
