import { createHash } from 'node:crypto';
import {
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type JWTPayload,
  type ProtectedHeaderParameters,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { KeySource } from './key-source.ts';

/** What a kind of token must say; everything here is compared, nothing is taken from the token. */
export interface TokenProfile {
  readonly issuer: string;
  readonly audience: string;
  /** JWT header `typ`. */
  readonly type: string;
  readonly algorithms: readonly string[];
  /** From `iat` to `exp`. Revocations are kept for as long. */
  readonly maxLifetimeSeconds: number;
  /** Sentence that tells the bearer how to get a good one. */
  readonly remedy: string;
}

/** Clocks of two hosts may differ by so much. */
export const LEEWAY_SECONDS = 30;
export const MAX_TOKEN_CHARACTERS = 4_096;
const REMEMBERED_TOKENS = 1_000;
/** Header parameters by which a token would bring its own key (RFC 7515 §4.1) or its own rules. */
const FORBIDDEN_HEADERS = ['jwk', 'jku', 'x5c', 'x5u', 'x5t', 'x5t#S256', 'crit', 'b64', 'zip'] as const;

interface Checked<Held> {
  readonly held: Held;
  readonly generation: number;
}

/**
 * Makes a check of signed tokens: algorithm of a fixed list, known key, issuer, audience and type, lifetime with at most 30 s leeway. A token that
 * passed is remembered until it expires or the keys change, so that the signature is verified once and not at every request.
 * The check throws HubError HUB_UNAUTHENTICATED, or HUB_ISSUER_UNAVAILABLE when the keys cannot be had.
 * @param read makes of verified claims what is wanted of them; what it throws refuses the token
 */
export function createTokenCheck<Held extends object>(
  profile: TokenProfile,
  keys: KeySource,
  read: (claims: JWTPayload) => Held,
  now: () => Date,
): (token: string) => Promise<Held> {
  const remembered = new LRUCache<string, Checked<Held>>({
    max: REMEMBERED_TOKENS,
    perf: { now: () => now().getTime() },
    ttlResolution: 0,
  });
  return async (token) => {
    if (token.length > MAX_TOKEN_CHARACTERS) throw refused(profile, 'is longer than any token of the hub');
    const fingerprint = createHash('sha256').update(token).digest('base64url');
    const known = remembered.get(fingerprint);
    if (known?.generation === keys.generation) return known.held;
    const claims = await verify(token, profile, keys, now());
    let held: Held;
    try {
      held = read(claims);
    } catch (error) {
      throw refused(profile, error instanceof HubError ? error.message : 'is not valid', error);
    }
    const ttl = (claims.exp ?? 0) * 1_000 - now().getTime();
    if (ttl > 0) remembered.set(fingerprint, { held, generation: keys.generation }, { ttl });
    return held;
  };
}

async function verify(
  token: string,
  profile: TokenProfile,
  keys: KeySource,
  currentDate: Date,
): Promise<JWTPayload> {
  const { kid, alg } = headerOf(token, profile);
  const key = await keys.keyFor(kid, alg);
  if (key === undefined) throw refused(profile, 'is signed with a key that the hub does not know');
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [...profile.algorithms],
      issuer: profile.issuer,
      audience: profile.audience,
      typ: profile.type,
      requiredClaims: ['iss', 'aud', 'sub', 'iat', 'exp', 'jti'],
      clockTolerance: LEEWAY_SECONDS,
      currentDate,
    });
    const { iat = 0, exp = 0 } = payload;
    if (iat > currentDate.getTime() / 1_000 + LEEWAY_SECONDS)
      throw refused(profile, 'is from the future ("iat")');
    if (exp - iat > profile.maxLifetimeSeconds) {
      throw refused(
        profile,
        `lasts longer than ${profile.maxLifetimeSeconds} s, the longest that the hub takes`,
      );
    }
    return payload;
  } catch (error) {
    throw error instanceof HubError ? error : refused(profile, reasonOf(error), error);
  }
}

function headerOf(token: string, profile: TokenProfile): { kid: string; alg: string } {
  let header: ProtectedHeaderParameters;
  try {
    header = decodeProtectedHeader(token);
  } catch (error) {
    throw refused(profile, 'is no signed JWT', error);
  }
  for (const name of FORBIDDEN_HEADERS) {
    if (name in header) throw refused(profile, `carries the header ${name}, which the hub does not accept`);
  }
  const { kid, alg } = header;
  if (typeof alg !== 'string' || !profile.algorithms.includes(alg)) {
    throw refused(profile, `is signed by another algorithm than ${profile.algorithms.join(', ')}`);
  }
  if (typeof kid !== 'string' || kid === '') throw refused(profile, 'does not name its key ("kid")');
  return { kid, alg };
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'has expired';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `has a claim "${error.claim}" that does not fit`;
  return 'is not valid';
}

function refused(profile: Pick<TokenProfile, 'remedy'>, reason: string, cause?: unknown): HubError {
  return new HubError('HUB_UNAUTHENTICATED', `the token ${reason}; ${profile.remedy}`, { cause });
}
