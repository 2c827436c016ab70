import { decodeJwt } from 'jose';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Caller } from './caller.ts';
import { ensureKeyPair, readSigningKey, readVerificationKeys } from './key-files.ts';
import { signCaller } from './sign-caller.ts';
import { createTokenCheck, LEEWAY_SECONDS } from './token-check.ts';

/** Sample callers that `tributary token NAME` signs for. */
export const SAMPLE_PARTNERS = ['police', 'hotline', 'court', 'grid', 'analyst', 'admin'] as const;

const KEY_NAME = 'partners';
const PROFILE = {
  issuer: 'tributary-local',
  audience: 'tributary',
  type: 'at+jwt',
  remedy: 'get a new one with `./tributary token NAME`',
} as const;
const LIFETIME_SECONDS = 12 * 3_600;
const BEARER = /^Bearer +([A-Za-z0-9_.-]+) *$/i;

/** Verifies the `Authorization` header of a request. */
export interface Verifier {
  /** @throws HubError HUB_UNAUTHENTICATED when there is no bearer token or it does not hold, in words for whoever sent it. */
  verify(authorizationHeader: string | undefined): Promise<Caller>;
}

/** Until when a token that was verified holds, in ms since 1970, with the leeway of `createTokenCheck`; null when it says nothing of it. */
export function tokenExpiry(authorizationHeader: string | undefined): number | null {
  const token = BEARER.exec(authorizationHeader ?? '')?.[1];
  if (token === undefined || token.split('.').length !== 3) return null;
  const { exp } = decodeJwt(token);
  return exp === undefined ? null : (exp + LEEWAY_SECONDS) * 1_000;
}

/** Makes the key pair for partner tokens in `<home>/keys` when it is missing. */
export async function ensureKeys(home: string): Promise<void> {
  await ensureKeyPair(home, KEY_NAME);
}

/**
 * Signs an access token (RFC 9068) for a sample caller: EdDSA, 12 hours. Makes the keys when they are missing.
 * @throws HubError HUB_BAD_REQUEST for a name that is no sample caller.
 */
export async function signToken(home: string, name: string, now: Date = new Date()): Promise<string> {
  if (!SAMPLE_PARTNERS.some((partner) => partner === name)) {
    throw new HubError(
      'HUB_BAD_REQUEST',
      `there is no sample caller "${name}"; choose one of ${SAMPLE_PARTNERS.join(', ')}`,
      { field: 'name' },
    );
  }
  await ensureKeys(home);
  const signingKey = await readSigningKey(home, KEY_NAME);
  const caller: Caller = { partner: name, actor: `${name}@local`, purpose: null, scope: 'all' };
  return signCaller(caller, signingKey, PROFILE, now.getTime(), LIFETIME_SECONDS);
}

/** A verifier over the public keys in `<home>/keys`, which are made when they are missing. */
export async function createVerifier(home: string, now: () => Date = () => new Date()): Promise<Verifier> {
  await ensureKeys(home);
  const check = createTokenCheck(PROFILE, await readVerificationKeys(home, KEY_NAME), now);
  return {
    verify: async (header) => {
      if (header === undefined || header === '') {
        throw new HubError(
          'HUB_UNAUTHENTICATED',
          `there is no bearer token; send "Authorization: Bearer <token>", ${PROFILE.remedy}`,
        );
      }
      const token = BEARER.exec(header)?.[1];
      if (token === undefined) {
        throw new HubError(
          'HUB_UNAUTHENTICATED',
          `the Authorization header is no bearer token; send "Bearer <token>", ${PROFILE.remedy}`,
        );
      }
      return check(token);
    },
  };
}
