import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { Logger } from '../../../runtime/log.ts';
import { ensureKeyPair, publicKeysFile, readSigningKey, TOKEN_ALGORITHM } from '../key-files.ts';
import { signClaims } from './sign-claims.ts';
import { LONGEST_LIFETIME_SECONDS, type Issuer, type SignIn } from './issuers.ts';
import { keySetFile } from './key-set-file.ts';
import { EVERYTHING_GRANTED } from '../grants/grant-book.ts';
import { isSamplePartner, SAMPLE_PARTNERS, SAMPLE_PURPOSES } from './sample-partners.ts';
import { WORKING_SCOPES } from './token-scopes.ts';
import { verifierOf, type TrustedIssuer, type Verifier, type VerifierOptions } from './verifier.ts';

/** Key pair by which the local issuer signs: the provider that `up` runs and `./tributary token` alike. */
export const LOCAL_KEY = 'partners';
export const LOCAL_AUDIENCE = 'tributary';
/** Resource indicator (RFC 8707) of the graph at the local provider. */
export const LOCAL_RESOURCE = 'urn:tributary:graph';
/** Client of the GraphiQL page at the local provider. */
export const PAGE_CLIENT = 'tributary-graphiql';
/** Claim with the partner: the client of a person's token is the page. */
export const PARTNER_CLAIM = 'partner';
/** Claim with the purpose of use. */
export const PURPOSE_CLAIM = 'purpose';

const UNTOLD_ISSUER = 'http://127.0.0.1:4005';
const LIFETIME_SECONDS = 12 * 3_600;
const REMEDY = 'get a new one with `./tributary token NAME`';

const issuerFile = (home: string): string => join(home, 'keys', 'issuer');

/** The `iss` of a home's own tokens: where its provider listens, as `up` last told. */
export async function localIssuerUrl(home: string): Promise<string> {
  try {
    return (await readFile(issuerFile(home), 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return UNTOLD_ISSUER;
    throw error;
  }
}

/** Says where the home's provider listens, before anything that signs or verifies starts. */
export async function tellLocalIssuerUrl(home: string, url: string): Promise<void> {
  await mkdir(join(home, 'keys'), { recursive: true, mode: 0o700 });
  const draft = `${issuerFile(home)}.${randomUUID()}`;
  await writeFile(draft, `${url}\n`);
  await rename(draft, issuerFile(home));
}

/** Makes the key pair of the local issuer in `<home>/keys` when it is missing. */
export async function ensureKeys(home: string): Promise<void> {
  await ensureKeyPair(home, LOCAL_KEY);
}

/**
 * Signs an access token (RFC 9068) for a sample caller, as the local provider would: EdDSA, 12 hours, for its usual purpose
 * unless `claims` say another, or null for none. Makes the keys when they are missing.
 * @throws HubError HUB_BAD_REQUEST for a name that is no sample caller.
 */
export async function signToken(
  home: string,
  name: string,
  now: Date = new Date(),
  claims: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  if (!isSamplePartner(name)) {
    throw new HubError(
      'HUB_BAD_REQUEST',
      `there is no sample caller "${name}"; choose one of ${SAMPLE_PARTNERS.join(', ')}`,
      { field: 'name' },
    );
  }
  await ensureKeys(home);
  const scopes = name === 'admin' ? [...WORKING_SCOPES, 'admin'] : WORKING_SCOPES;
  return signClaims(
    {
      client_id: name,
      sub: `${name}@local`,
      [PARTNER_CLAIM]: name,
      [PURPOSE_CLAIM]: SAMPLE_PURPOSES[name],
      scope: scopes.join(' '),
      ...claims,
    },
    await readSigningKey(home, LOCAL_KEY),
    { issuer: await localIssuerUrl(home), audience: LOCAL_AUDIENCE, type: 'at+jwt' },
    now.getTime(),
    LIFETIME_SECONDS,
  );
}

/** The local issuer, trusted for the sample partners by the public key in the home, which is made when it is missing. */
export async function trustedLocalIssuer(
  home: string,
  log: Pick<Logger, 'warn'>,
  options: { readonly hasProvider: boolean; readonly now?: () => Date },
): Promise<TrustedIssuer> {
  await ensureKeys(home);
  const url = await localIssuerUrl(home);
  const file = publicKeysFile(home, LOCAL_KEY);
  const signIn: SignIn | null = options.hasProvider
    ? { issuer: url, clientId: PAGE_CLIENT, scopes: ['openid', ...WORKING_SCOPES], resource: LOCAL_RESOURCE }
    : null;
  const issuer: Issuer = {
    issuer: url,
    keys: { file },
    audience: LOCAL_AUDIENCE,
    algorithms: [TOKEN_ALGORITHM],
    claims: { partner: PARTNER_CLAIM, actor: 'sub', purpose: PURPOSE_CLAIM },
    partners: new Map(SAMPLE_PARTNERS.map((name) => [name, name])),
    maxLifetimeSeconds: LONGEST_LIFETIME_SECONDS,
    certificateBound: false,
    signIn,
  };
  const { now } = options;
  return {
    issuer,
    keys: await keySetFile(file, log, now === undefined ? Date.now : () => now().getTime()),
    remedy: REMEDY,
  };
}

/** A verifier of a home's own tokens, whose public key is made when it is missing; for tests of other things all is granted unless told. */
export async function createVerifier(
  home: string,
  now: () => Date = () => new Date(),
  options: Partial<Omit<VerifierOptions, 'now'>> = {},
): Promise<Verifier> {
  const quiet = { warn: () => undefined };
  const issuer = await trustedLocalIssuer(home, quiet, { hasProvider: false, now });
  return verifierOf([issuer], { grants: EVERYTHING_GRANTED, ...options, now });
}
