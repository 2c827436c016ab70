import type { Logger } from '../../../runtime/log.ts';
import type { Settings } from '../../../runtime/settings.ts';
import { trustedProxies } from './client-certificate.ts';
import { readIssuers, type Issuer, type SignIn } from './issuers.ts';
import { keySetFile } from './key-set-file.ts';
import type { KeySource } from './key-source.ts';
import { localProviderRefusal } from './local-mode.ts';
import { trustedLocalIssuer } from './local-issuer.ts';
import { remoteKeys } from './remote-keys.ts';
import { followGrants, NOTHING_GRANTED, type GrantBook, type ReadGrants } from '../grants/grant-book.ts';
import {
  followRevocations,
  NOTHING_REVOKED,
  type ReadRevocations,
  type Revocations,
} from './revocation-list.ts';
import { verifierOf, type TrustedIssuer, type Verifier } from './verifier.ts';

/** Who may ask a hub, by its settings. */
export interface Identity {
  readonly verifier: Verifier;
  readonly revocations: Revocations;
  readonly grants: GrantBook;
  /** For the page; null when no issuer offers it. */
  readonly signIn: SignIn | null;
}

/**
 * The issuers of `TRIBUTARY_ISSUERS_FILE`, or the home's own where there is no such file: never both.
 * @param read revoked tokens and grants; null for a gateway without a store, which knows of none
 * @throws HubError HUB_CONFIG_INVALID
 */
export async function openIdentity(
  settings: Settings,
  read: { readonly revocations: ReadRevocations; readonly grants: ReadGrants } | null,
  log: Pick<Logger, 'info' | 'warn'>,
): Promise<Identity> {
  const proxies = trustedProxies(settings.trustedProxies);
  const trusted = await trustedIssuers(settings, log);
  if (read === null) {
    log.warn(
      'without TRIBUTARY_MONGODB_URI this gateway cannot know of grants, nor of revoked tokens: nothing is granted',
    );
  }
  const revocations = read === null ? NOTHING_REVOKED : followRevocations(read.revocations, log);
  const grants = read === null ? NOTHING_GRANTED : followGrants(read.grants, log);
  return {
    verifier: verifierOf(trusted, { grants, revocations, proxies }),
    revocations,
    grants,
    signIn: trusted.find(({ issuer }) => issuer.signIn !== null)?.issuer.signIn ?? null,
  };
}

async function trustedIssuers(
  settings: Settings,
  log: Pick<Logger, 'info' | 'warn'>,
): Promise<TrustedIssuer[]> {
  if (settings.issuersFile === null) {
    const hasProvider = localProviderRefusal(settings) === null;
    return [await trustedLocalIssuer(settings.home, log, { hasProvider })];
  }
  return Promise.all(
    readIssuers(settings.issuersFile).map(async (issuer) => ({
      issuer,
      keys: await keysOf(issuer, log),
      remedy: `get a new one from ${issuer.issuer}`,
    })),
  );
}

async function keysOf({ keys }: Issuer, log: Pick<Logger, 'info' | 'warn'>): Promise<KeySource> {
  return 'uri' in keys ? remoteKeys(keys.uri, { log }) : keySetFile(keys.file, log);
}
