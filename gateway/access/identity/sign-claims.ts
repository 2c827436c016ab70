import { randomUUID } from 'node:crypto';
import { SignJWT, type JWTPayload } from 'jose';
import { TOKEN_ALGORITHM, type SigningKey } from '../key-files.ts';
import type { TokenProfile } from './token-check.ts';

/** Signs a token with these claims, valid from `atMs` (ms since 1970) for so many seconds. */
export function signClaims(
  claims: JWTPayload,
  { kid, key }: SigningKey,
  profile: Pick<TokenProfile, 'issuer' | 'audience' | 'type'>,
  atMs: number,
  lifetimeSeconds: number,
): Promise<string> {
  const issuedAt = Math.floor(atMs / 1_000);
  return new SignJWT({
    iss: profile.issuer,
    aud: profile.audience,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
    jti: randomUUID(),
    ...claims,
  })
    .setProtectedHeader({ alg: TOKEN_ALGORITHM, typ: profile.type, kid })
    .sign(key);
}
