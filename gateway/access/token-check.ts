import { createHash } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify, type ProtectedHeaderParameters } from 'jose';
import { LRUCache } from 'lru-cache';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { callerOf, CallerClaimsSchema, type Caller } from './caller.ts';
import { TOKEN_ALGORITHM, type VerificationKeys } from './key-files.ts';

/** What a kind of token must say; everything here is compared, nothing is taken from the token. */
export interface TokenProfile {
  readonly issuer: string;
  readonly audience: string;
  /** JWT header `typ`. */
  readonly type: string;
  /** Sentence that tells the bearer how to get a good one. */
  readonly remedy: string;
}

/** Clocks of two hosts may differ by so much. */
export const LEEWAY_SECONDS = 30;
const MAX_TOKEN_CHARACTERS = 4_096;
const REMEMBERED_TOKENS = 1_000;
/** Header parameters by which a token would bring its own key (RFC 7515 §4.1) or its own rules. */
const FORBIDDEN_HEADERS = ['jwk', 'jku', 'x5c', 'x5u', 'crit', 'b64'] as const;

/**
 * Makes a check of signed tokens: fixed algorithm, known key, issuer, audience and type, lifetime with at most 30 s leeway. A token that
 * passed is remembered until it expires, so that the signature is verified once and not at every request.
 * The check throws HubError HUB_UNAUTHENTICATED.
 */
export function createTokenCheck(
  profile: TokenProfile,
  keys: VerificationKeys,
  now: () => Date,
): (token: string) => Promise<Caller> {
  const remembered = new LRUCache<string, Caller>({
    max: REMEMBERED_TOKENS,
    perf: { now: () => now().getTime() },
    ttlResolution: 0,
  });
  return async (token) => {
    if (token.length > MAX_TOKEN_CHARACTERS) throw refused(profile, 'is longer than any token of the hub');
    const fingerprint = createHash('sha256').update(token).digest('base64url');
    const known = remembered.get(fingerprint);
    if (known !== undefined) return known;
    const { caller, expiresAt } = await verify(token, profile, keys, now());
    const ttl = expiresAt - now().getTime();
    if (ttl > 0) remembered.set(fingerprint, caller, { ttl });
    return caller;
  };
}

async function verify(
  token: string,
  profile: TokenProfile,
  keys: VerificationKeys,
  currentDate: Date,
): Promise<{ caller: Caller; expiresAt: number }> {
  const header = headerOf(token, profile);
  const key = keys.get(header.kid ?? '');
  if (key === undefined) throw refused(profile, 'is signed with a key that the hub does not know');
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [TOKEN_ALGORITHM],
      issuer: profile.issuer,
      audience: profile.audience,
      typ: profile.type,
      requiredClaims: ['sub', 'client_id', 'iat', 'exp', 'jti'],
      clockTolerance: LEEWAY_SECONDS,
      currentDate,
    });
    const claims = CallerClaimsSchema.parse(payload);
    return { caller: callerOf(claims), expiresAt: (payload.exp ?? 0) * 1_000 };
  } catch (error) {
    throw refused(profile, reasonOf(error), error);
  }
}

function headerOf(token: string, profile: TokenProfile): ProtectedHeaderParameters {
  let header: ProtectedHeaderParameters;
  try {
    header = decodeProtectedHeader(token);
  } catch (error) {
    throw refused(profile, 'is no signed JWT', error);
  }
  for (const name of FORBIDDEN_HEADERS) {
    if (name in header) throw refused(profile, `carries the header ${name}, which the hub does not accept`);
  }
  return header;
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'has expired';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `has a claim "${error.claim}" that does not fit`;
  return 'is not valid';
}

function refused(profile: TokenProfile, reason: string, cause?: unknown): HubError {
  return new HubError('HUB_UNAUTHENTICATED', `the token ${reason}; ${profile.remedy}`, { cause });
}
