/** Where the gateway says that its users sign in: the page's public client at an OpenID Connect issuer. */
export interface SignInOffer {
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly resource: string | null;
}

interface Endpoints {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
}

/** What must come back as it went out; in this tab only, and read once. */
interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
  /** Where in the page the user was. */
  readonly returnTo: string;
}

/** What a sign-in that succeeded brings back. */
export interface SignedIn {
  readonly token: string;
  /** Path and query that were shown when it began. */
  readonly returnTo: string;
}

const PENDING_KEY = 'tributary.sign-in';
const LEEWAY_SECONDS = 60;

export async function readSignInOffer(): Promise<SignInOffer | null> {
  const response = await fetch('/auth/config.json', { credentials: 'omit' });
  const { signIn } = (await response.json()) as { signIn: SignInOffer | null };
  return signIn;
}

/**
 * Sends the browser to the issuer: code flow with PKCE (RFC 7636, S256).
 * @param pagePath path of this origin that the issuer sends the browser back to; the issuer must know it
 */
export async function beginSignIn(offer: SignInOffer, pagePath: string): Promise<void> {
  const { authorization_endpoint } = await endpointsOf(offer);
  const pending: Pending = {
    state: random(),
    nonce: random(),
    verifier: random(),
    redirectUri: `${location.origin}${pagePath}`,
    returnTo: `${location.pathname}${location.search}`,
  };
  sessionStorage.setItem(PENDING_KEY, JSON.stringify(pending));
  const address = new URL(authorization_endpoint);
  const asked = {
    response_type: 'code',
    client_id: offer.clientId,
    redirect_uri: pending.redirectUri,
    scope: offer.scopes.join(' '),
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await challengeOf(pending.verifier),
    code_challenge_method: 'S256',
    ...(offer.resource === null ? {} : { resource: offer.resource }),
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  location.assign(address);
}

/**
 * When the browser comes back from the issuer: takes the answer out of the address, checks that it is the one that this tab asked for, and trades
 * the code for an access token. Null when it does not come from there.
 */
export async function finishSignIn(offer: SignInOffer): Promise<SignedIn | null> {
  const answer = new URLSearchParams(location.search);
  if (!answer.has('state') || !(answer.has('code') || answer.has('error'))) return null;
  history.replaceState(null, '', location.pathname);
  const pending = takePending();
  if (pending === null || answer.get('state') !== pending.state) {
    throw new Error('this sign-in was not begun in this tab; begin again');
  }
  if (answer.has('error')) {
    throw new Error(`the issuer refused: ${answer.get('error_description') ?? answer.get('error') ?? ''}`);
  }
  const from = answer.get('iss');
  if (from !== null && from !== offer.issuer) throw new Error('the answer is of another issuer; begin again');
  const { token_endpoint } = await endpointsOf(offer);
  const response = await fetch(token_endpoint, {
    method: 'POST',
    credentials: 'omit',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: offer.clientId,
      code: answer.get('code') ?? '',
      redirect_uri: pending.redirectUri,
      code_verifier: pending.verifier,
      ...(offer.resource === null ? {} : { resource: offer.resource }),
    }),
  });
  const tokens = (await response.json()) as { access_token?: string; id_token?: string; error?: string };
  if (!response.ok || tokens.access_token === undefined || tokens.id_token === undefined) {
    throw new Error(`the issuer gave no token (${tokens.error ?? String(response.status)}); begin again`);
  }
  checkIdToken(tokens.id_token, offer, pending.nonce);
  return { token: tokens.access_token, returnTo: pending.returnTo };
}

async function endpointsOf({ issuer }: SignInOffer): Promise<Endpoints> {
  let found: Endpoints;
  try {
    const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      credentials: 'omit',
    });
    found = (await response.json()) as Endpoints;
  } catch {
    throw new Error(`the sign-in at ${issuer} does not answer; paste a token instead`);
  }
  if (found.issuer !== issuer) throw new Error(`${issuer} calls itself ${found.issuer}; it is not used`);
  return found;
}

/** It came from the issuer itself, so its signature need not be checked (OpenID Connect Core §3.1.3.7, 6); what it says must be. */
function checkIdToken(token: string, { issuer, clientId }: SignInOffer, nonce: string): void {
  const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  const claims = JSON.parse(atob(payload)) as {
    iss?: string;
    aud?: string | string[];
    nonce?: string;
    exp?: number;
  };
  const isFor = Array.isArray(claims.aud) ? claims.aud.includes(clientId) : claims.aud === clientId;
  const isOver = (claims.exp ?? 0) + LEEWAY_SECONDS < Date.now() / 1_000;
  if (claims.iss !== issuer || !isFor || claims.nonce !== nonce || isOver) {
    throw new Error('the issuer’s answer is not for this sign-in; begin again');
  }
}

function takePending(): Pending | null {
  const text = sessionStorage.getItem(PENDING_KEY);
  sessionStorage.removeItem(PENDING_KEY);
  return text === null ? null : (JSON.parse(text) as Pending);
}

function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
