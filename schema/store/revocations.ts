/**
 * Tokens that the hub refuses though their issuer's signature holds: one by its `jti`, or all of a partner (or of one actor of it) that were issued
 * up to a moment. Kept until the last of those tokens has expired by itself.
 */
export interface RevocationDoc {
  /** `jti:<jti>`, `partner:<partner>` or `actor:<partner>:<actor>`. */
  _id: string;
  jti: string | null;
  partner: string | null;
  actor: string | null;
  /** Seconds since 1970: tokens with an `iat` up to it; of a `jti`, of no meaning. */
  issuedUntil: number;
  reason: string;
  by: string;
  /** By MongoDB's clock, so that readers find what they have not seen by it. */
  changedAt: Date;
  expiresAt: Date;
}
