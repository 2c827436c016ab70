import { z } from 'zod';
import type { Access } from './grants/access.ts';
import { scopesOf, type TokenScope } from './identity/token-scopes.ts';

/** The claims of the gateway's internal token that carry a caller: OAuth names where OAuth has one. */
export const CallerClaimsSchema = z.object({
  /** Partner agency (RFC 9068 `client_id`). */
  client_id: z.string().min(1).max(100),
  sub: z.string().min(1).max(200),
  purpose: z.string().min(1).max(100).nullish(),
  /** What the token lets its bearer do (RFC 8693 §4.2), for what is done in its name later. */
  scope: z.string().max(1_000).optional(),
});

export type CallerClaims = z.infer<typeof CallerClaimsSchema>;

/**
 * Who asks, made from a verified token and nothing else; frozen and passed to every store read (rule 9 of the rules of correctness).
 * No token, no caller; no caller, no data.
 */
export interface Caller {
  /** Partner agency, e.g. `police`, `hotline`, `court`, `grid`, `analyst`, `admin`. */
  readonly partner: string;
  /** The person or service within the partner: the token's `sub`. */
  readonly actor: string;
  /** Purpose of use, or null when neither the token nor the request states one. */
  readonly purpose: string | null;
  /** Why this one request is made, in words of the person's own, where it says. For the audit alone. */
  readonly reason?: string;
  /** Which data: by the partner's grants for that purpose. */
  readonly access: Access;
  /** What the token lets its bearer do at all. Whoever has none can ask nothing of the gateway; behind the gateway nobody looks at them. */
  readonly scopes?: readonly TokenScope[];
}

/** The caller that the claims of a verified internal token name, with what is granted to it. */
export function callerOf(claims: CallerClaims, access: Access): Caller {
  return Object.freeze({
    partner: claims.client_id,
    actor: claims.sub,
    purpose: claims.purpose ?? null,
    access,
    ...(claims.scope === undefined ? {} : { scopes: scopesOf(claims.scope) }),
  });
}

/** A caller as claims. */
export function claimsOf(caller: Caller): CallerClaims {
  return {
    client_id: caller.partner,
    sub: caller.actor,
    purpose: caller.purpose,
    ...(caller.scopes === undefined ? {} : { scope: caller.scopes.join(' ') }),
  };
}
