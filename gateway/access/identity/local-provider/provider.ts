import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import Provider, { type ClientMetadata, type Configuration } from 'oidc-provider';
import { ensureKeyPair, privateKeyFile, TOKEN_ALGORITHM } from '../../key-files.ts';
import {
  LOCAL_AUDIENCE,
  LOCAL_KEY,
  LOCAL_RESOURCE,
  PAGE_CLIENT,
  PARTNER_CLAIM,
  PURPOSE_CLAIM,
} from '../local-issuer.ts';
import { isSamplePartner, SAMPLE_PARTNERS, SAMPLE_PURPOSES, type SamplePartner } from '../sample-partners.ts';
import { TOKEN_SCOPES, WORKING_SCOPES } from '../token-scopes.ts';

export interface ProviderOptions {
  readonly home: string;
  readonly issuer: string;
  readonly pageOrigins: readonly string[];
  /** Public keys by client. */
  readonly clientKeys: ReadonlyMap<SamplePartner, { keys: object[] }>;
}

const LIFETIME_SECONDS = 3_600;
const WORK = WORKING_SCOPES.join(' ');
const ADMINISTRATOR: SamplePartner = 'admin';
const ALL = Object.keys(TOKEN_SCOPES).join(' ');

/**
 * An OpenID Connect provider in memory: each sample partner as a client with a key (client credentials, `private_key_jwt`), the pages as one
 * public client (code + PKCE), access tokens as RFC 9068 has them, signed by the home's own key.
 */
export async function createProvider({
  home,
  issuer,
  pageOrigins,
  clientKeys,
}: ProviderOptions): Promise<Provider> {
  await ensureKeyPair(home, LOCAL_KEY);
  const signingKey = JSON.parse(await readFile(privateKeyFile(home, LOCAL_KEY), 'utf8')) as Record<
    string,
    string
  >;
  const machines = SAMPLE_PARTNERS.map((partner): ClientMetadata => ({
    client_id: partner,
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: TOKEN_ALGORITHM,
    jwks: clientKeys.get(partner) ?? { keys: [] },
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    id_token_signed_response_alg: TOKEN_ALGORITHM,
  }));
  const page: ClientMetadata = {
    client_id: PAGE_CLIENT,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: pageOrigins.flatMap((origin) => [`${origin}/console`, `${origin}/graphiql`]),
    id_token_signed_response_alg: TOKEN_ALGORITHM,
  };
  const configuration: Configuration = {
    clients: [...machines, page],
    jwks: { keys: [signingKey] },
    // Those of the graph belong to the resource.
    scopes: ['openid'],
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientAuthMethods: ['none', 'private_key_jwt'],
    enabledJWA: {
      idTokenSigningAlgValues: [TOKEN_ALGORITHM],
      clientAuthSigningAlgValues: [TOKEN_ALGORITHM],
    },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clientBasedCORS: (_context, origin) => pageOrigins.includes(origin),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: `${id}@local` }) }),
    // Who chose a person agreed to what the page asks for: there is nobody else to ask.
    loadExistingGrant: async ({ oidc }) => {
      if (oidc.client === undefined || oidc.session?.accountId === undefined) return undefined;
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope('openid');
      grant.addResourceScope(LOCAL_RESOURCE, WORK);
      await grant.save();
      return grant;
    },
    extraTokenClaims: (_context, token) => {
      const who =
        'accountId' in token && typeof token.accountId === 'string' ? token.accountId : token.clientId;
      return who !== undefined && isSamplePartner(who)
        ? { [PARTNER_CLAIM]: who, [PURPOSE_CLAIM]: SAMPLE_PURPOSES[who] }
        : {};
    },
    formats: {
      customizers: {
        // As `./tributary token` names them.
        jwt: (_context, _token, parts) => {
          const who = parts.payload['partner'];
          if (typeof who === 'string') parts.payload['sub'] = `${who}@local`;
        },
      },
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => LOCAL_RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, _resource, client) => ({
          scope: client.clientId === ADMINISTRATOR ? ALL : WORK,
          audience: LOCAL_AUDIENCE,
          accessTokenTTL: LIFETIME_SECONDS,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: TOKEN_ALGORITHM } },
        }),
      },
    },
    ttl: {
      AuthorizationCode: 60,
      Interaction: 600,
      Session: 600,
      Grant: LIFETIME_SECONDS,
      IdToken: LIFETIME_SECONDS,
      AccessToken: LIFETIME_SECONDS,
      ClientCredentials: LIFETIME_SECONDS,
    },
  };
  return new Provider(issuer, configuration);
}
