import { HubError } from '../../schema/canonical/hub-error.ts';
import { callerOf, CallerClaimsSchema, claimsOf, type Caller, type CallerClaims } from './caller.ts';
import type { GrantBook } from './grants/grant-book.ts';
import { fixedKeys } from './identity/key-source.ts';
import { signClaims } from './identity/sign-claims.ts';
import { createTokenCheck } from './identity/token-check.ts';
import { ensureKeyPair, readSigningKey, readVerificationKeys, TOKEN_ALGORITHM } from './key-files.ts';

/** Header in which the gateway tells a subgraph who asks. Partners' own headers are never passed on. */
export const INTERNAL_CALLER_HEADER = 'tributary-caller';

const KEY_NAME = 'gateway';
const LIFETIME_SECONDS = 60;
const PROFILE = {
  issuer: 'tributary-gateway',
  audience: 'tributary-subgraph',
  type: 'tributary-caller+jwt',
  algorithms: [TOKEN_ALGORITHM],
  maxLifetimeSeconds: LIFETIME_SECONDS,
  remedy: 'a subgraph answers its gateway only: ask the gateway',
} as const;
/** A signature is used again for the same caller until it has only half its life left: signing costs more than the rest of a call. */
const REUSE_MS = (LIFETIME_SECONDS * 1_000) / 2;

export interface InternalSigner {
  /** A token that names the caller to a subgraph, valid for at least 30 s. */
  signInternal(caller: Caller): Promise<string>;
}

export interface InternalVerifier {
  /** @throws HubError HUB_UNAUTHENTICATED when the header is missing or was not signed by the gateway. */
  verifyInternal(header: string | undefined): Promise<Caller>;
}

/** Makes the key pair for the gateway's own tokens in `<home>/keys` when it is missing. */
export async function ensureInternalKeys(home: string): Promise<void> {
  await ensureKeyPair(home, KEY_NAME);
}

/** The gateway's side; makes the key pair in `<home>/keys` when it is missing. */
export async function createInternalSigner(
  home: string,
  now: () => Date = () => new Date(),
): Promise<InternalSigner> {
  await ensureInternalKeys(home);
  const signingKey = await readSigningKey(home, KEY_NAME);
  const signed = new WeakMap<Caller, { token: Promise<string>; at: number }>();
  return {
    signInternal: (caller) => {
      const at = now().getTime();
      const known = signed.get(caller);
      if (known !== undefined && at - known.at < REUSE_MS) return known.token;
      const token = signClaims(claimsOf(caller), signingKey, PROFILE, at, LIFETIME_SECONDS);
      signed.set(caller, { token, at });
      return token;
    },
  };
}

/** A subgraph's side: who asks comes with the token, what is granted to them is looked up here. Needs the gateway's public key in `<home>/keys`, made with its pair when both are missing. */
export async function createInternalVerifier(
  home: string,
  grants: Pick<GrantBook, 'accessFor'>,
  now: () => Date = () => new Date(),
): Promise<InternalVerifier> {
  const keys = await readVerificationKeys(home, KEY_NAME).catch(async (error: unknown) => {
    if (!(error instanceof HubError) || error.code !== 'HUB_PART_MISSING') throw error;
    await ensureKeyPair(home, KEY_NAME);
    return readVerificationKeys(home, KEY_NAME);
  });
  const check = createTokenCheck(PROFILE, fixedKeys(keys), (claims) => CallerClaimsSchema.parse(claims), now);
  const callers = new WeakMap<CallerClaims, Caller>();
  return {
    verifyInternal: async (header) => {
      if (header === undefined || header === '') {
        throw new HubError(
          'HUB_UNAUTHENTICATED',
          `the header ${INTERNAL_CALLER_HEADER} is missing; ${PROFILE.remedy}`,
        );
      }
      const claims = await check(header);
      const who = { partner: claims.client_id, actor: claims.sub };
      const access = grants.accessFor(who, claims.purpose ?? null);
      const before = callers.get(claims);
      if (before?.access === access) return before;
      const caller = callerOf(claims, access);
      callers.set(claims, caller);
      return caller;
    },
  };
}
