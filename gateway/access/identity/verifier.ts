import type { IncomingMessage } from 'node:http';
import { BlockList } from 'node:net';
import { decodeJwt, type JWTPayload } from 'jose';
import { z } from 'zod';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { isPurpose, type Purpose } from '../../../schema/vocabulary/purposes.ts';
import type { Caller } from '../caller.ts';
import type { GrantBook } from '../grants/grant-book.ts';
import type { Admitted } from '../grants/grant-pages.ts';
import { clientThumbprint } from './client-certificate.ts';
import { LatelyMade } from '../lately-made.ts';
import type { Issuer } from './issuers.ts';
import type { KeySource } from './key-source.ts';
import { PURPOSE_HEADER, purposeOf } from './purpose-of-use.ts';
import { REASON_HEADER, reasonOf } from './reason-of-use.ts';
import { NOTHING_REVOKED, type Revocations, type TokenFacts } from './revocation-list.ts';
import { createTokenCheck, LEEWAY_SECONDS, MAX_TOKEN_CHARACTERS } from './token-check.ts';
import { scopesOf } from './token-scopes.ts';

/** What a token comes with. */
export interface Presented {
  /** Its connection and headers: client certificate, `Purpose-Of-Use` and `Reason-Of-Use`. */
  readonly request?: IncomingMessage;
  /** The purpose where there can be no header (a browser's WebSocket): counts before the header. */
  readonly purpose?: string | undefined;
}

/** Verifies who asks. */
export interface Verifier {
  /**
   * @throws HubError HUB_UNAUTHENTICATED when there is no bearer token or it does not hold, HUB_BAD_REQUEST, HUB_FORBIDDEN, HUB_PURPOSE_REQUIRED
   * or HUB_PURPOSE_NOT_GRANTED for its purpose or reason, HUB_ISSUER_UNAVAILABLE or HUB_STORE_UNAVAILABLE when that cannot be told now; in words for whoever sent it.
   */
  verify(authorizationHeader: string | undefined, presented?: Presented): Promise<Caller>;
  /** Tells once why a caller that `verify` answered may go on no longer: its token is revoked, or it may see less. @returns ends the telling. */
  onEnded(caller: Caller, told: (why: HubError) => void): () => void;
}

/** An issuer with its keys. */
export interface TrustedIssuer {
  readonly issuer: Issuer;
  readonly keys: KeySource;
  /** How to get a good token, for the refused. */
  readonly remedy: string;
}

interface Held {
  readonly facts: TokenFacts;
  readonly thumbprint: string | null;
  readonly purpose: Purpose | null;
  /** Who asks: the same object for the same token and access, so that what is kept for a caller is found again. */
  readonly callerFor: (admitted: Admitted) => Caller;
}

const REVOKED = 'the token has been revoked';
const LESS = 'a grant has ended; connect again to go on with what is granted now';
const BEARER = /^Bearer +([A-Za-z0-9_.-]+) *$/i;
const ConfirmationSchema = z.strictObject({ 'x5t#S256': z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
const Name = z.string().min(1).max(200);

/** Until when a token that was verified holds, in ms since 1970, with the leeway of `createTokenCheck`; null when it says nothing of it. */
export function tokenExpiry(authorizationHeader: string | undefined): number | null {
  const token = BEARER.exec(authorizationHeader ?? '')?.[1];
  if (token === undefined || token.split('.').length !== 3) return null;
  const { exp } = decodeJwt(token);
  return exp === undefined ? null : (exp + LEEWAY_SECONDS) * 1_000;
}

export interface VerifierOptions {
  /** What is granted to whom. */
  readonly grants: GrantBook;
  readonly revocations?: Revocations;
  /** Whose `Client-Cert` header counts; nobody's unless told. */
  readonly proxies?: BlockList;
  readonly now?: () => Date;
}

/** A verifier of access tokens (RFC 9068) of some issuers. */
export function verifierOf(trusted: readonly TrustedIssuer[], options: VerifierOptions): Verifier {
  const {
    grants,
    revocations = NOTHING_REVOKED,
    proxies = new BlockList(),
    now = () => new Date(),
  } = options;
  const checks = new Map(
    trusted.map(({ issuer, keys, remedy }) => {
      const profile = { ...issuer, type: 'at+jwt', remedy };
      return [issuer.issuer, createTokenCheck(profile, keys, (claims) => heldBy(claims, issuer), now)];
    }),
  );
  const remedy = trusted[0]?.remedy ?? 'no issuer is configured';
  const facts = new WeakMap<Caller, TokenFacts>();
  const refused = (why: string): HubError => new HubError('HUB_UNAUTHENTICATED', `${why}, ${remedy}`);

  return {
    async verify(header, { request, purpose = headerOf(request, PURPOSE_HEADER) } = {}) {
      const certificate = request === undefined ? null : clientThumbprint(request, proxies);
      if (header === undefined || header === '') {
        throw refused('there is no bearer token; send "Authorization: Bearer <token>"');
      }
      const token = BEARER.exec(header)?.[1];
      if (token === undefined) {
        throw refused('the Authorization header is no bearer token; send "Bearer <token>"');
      }
      const check = checks.get(issuerNamedIn(token, refused));
      if (check === undefined) throw refused('the token is of an issuer ("iss") that the hub does not trust');
      const held = await check(token);
      if (held.thumbprint !== null && held.thumbprint !== certificate) {
        throw refused('the token is bound to a client certificate with which this connection was not made');
      }
      const asked = purposeOf(held.purpose, purpose);
      if (revocations.isRevoked(held.facts)) throw refused(REVOKED);
      const reason = reasonOf(headerOf(request, REASON_HEADER));
      const usual = held.callerFor(grants.admit(held.facts, asked));
      // For this request alone: nothing is kept for who says why.
      const caller = reason === null ? usual : Object.freeze({ ...usual, reason });
      facts.set(caller, held.facts);
      return caller;
    },
    onEnded(caller, told) {
      const known = facts.get(caller);
      if (known === undefined) return () => undefined;
      const end = (): void => {
        for (const unheed of heeded) unheed();
      };
      const tell = (why: HubError): void => {
        end();
        told(why);
      };
      const heeded = [
        revocations.onRevoked(known, () => {
          tell(new HubError('HUB_UNAUTHENTICATED', REVOKED));
        }),
        grants.onLess(caller, () => {
          tell(new HubError('HUB_GRANT_ENDED', LESS));
        }),
      ];
      return end;
    },
  };
}

function headerOf(request: IncomingMessage | undefined, name: string): string | undefined {
  const value = request?.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Only chooses whose keys to try; the signature then proves it. */
function issuerNamedIn(token: string, refused: (why: string) => HubError): string {
  if (token.length > MAX_TOKEN_CHARACTERS) throw refused('the token is longer than any token of the hub');
  const iss = issuers.of(token, () => {
    try {
      return decodeJwt(token).iss;
    } catch {
      throw refused('the token is no signed JWT');
    }
  });
  if (typeof iss === 'string') return iss;
  throw refused('the token names no issuer ("iss")');
}

/** What tokens say that nobody has checked yet: the same one comes with each request. */
const issuers = new LatelyMade<unknown>(1_000);

/** What an issuer's verified claims say. What it throws is the end of "the token …". */
function heldBy(claims: JWTPayload, issuer: Issuer): Held {
  const fault = (why: string): HubError => new HubError('HUB_UNAUTHENTICATED', why);
  const { claims: named, partners, certificateBound } = issuer;
  const partner = partners.get(textOf(claims, named.partner, fault));
  if (partner === undefined) {
    throw fault(`names in "${named.partner}" no partner for whom its issuer may speak`);
  }
  const actor = textOf(claims, named.actor, fault);
  const claimed = claims[named.purpose] ?? null;
  if (claimed !== null && !(typeof claimed === 'string' && isPurpose(claimed))) {
    throw fault(`has a purpose ("${named.purpose}") that is not in the hub's list`);
  }
  const scope = claims['scope'] ?? '';
  if (typeof scope !== 'string') throw fault('has a "scope" that is no text');
  const scopes = scopesOf(scope);
  const thumbprint = thumbprintIn(claims, fault);
  if (certificateBound && thumbprint === null) {
    throw fault('is bound to no client certificate, which its issuer is configured to demand');
  }
  const callers = new Map<Purpose | null, Caller>();
  return {
    facts: { jti: claims.jti ?? '', partner, actor, issuedAt: claims.iat ?? 0 },
    thumbprint,
    purpose: claimed,
    callerFor: ({ purpose, access }) => {
      const known = callers.get(purpose);
      if (known?.access === access) return known;
      const caller: Caller = Object.freeze({ partner, actor, purpose, access, scopes });
      callers.set(purpose, caller);
      return caller;
    },
  };
}

function textOf(claims: JWTPayload, name: string, fault: (why: string) => HubError): string {
  const parsed = Name.safeParse(claims[name]);
  if (!parsed.success) throw fault(`has no "${name}" of 1 to 200 characters`);
  return parsed.data;
}

/** Any other kind of proof of possession than a certificate is not one that we can check: refused. */
function thumbprintIn(claims: JWTPayload, fault: (why: string) => HubError): string | null {
  const { cnf } = claims;
  if (cnf === undefined) return null;
  const parsed = ConfirmationSchema.safeParse(cnf);
  if (!parsed.success)
    throw fault('has a "cnf" other than the thumbprint of a client certificate (x5t#S256)');
  return parsed.data['x5t#S256'];
}
