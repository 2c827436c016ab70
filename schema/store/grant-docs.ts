import type { Grant } from '../canonical/grant.ts';

/** Who changed something about access, when and why. Never taken away again. */
export interface AccessChange {
  /** UTC. */
  at: string;
  what: string;
  /** Null: the hub itself, or whoever runs it at the machine. */
  partner: string | null;
  actor: string;
  reason: string;
  /** Of a call by the graph, so that the same call again changes nothing. */
  clientMutationId: string | null;
}

/** Where a grant comes from. */
export const GRANT_ORIGINS = ['SAMPLE', 'POLICY', 'APPLICATION', 'BREAK_GLASS'] as const;
export type GrantOrigin = (typeof GRANT_ORIGINS)[number];

/** A grant as it is stored: never deleted, so that what held at any moment can be told. */
export interface GrantDoc extends Omit<Grant, 'id'> {
  _id: string;
  state: 'ACTIVE' | 'REVOKED';
  origin: GrantOrigin;
  /** Application or break-glass; null for a policy. */
  originId: string | null;
  /** Why it was given. */
  reason: string;
  /** UTC. */
  createdAt: string;
  /** When it was revoked, UTC. */
  revokedAt: string | null;
  changes: AccessChange[];
  /** By MongoDB's clock, so that readers find what they have not seen by it. */
  changedAt: Date;
}

/** A grant as it is given: what is stored beside it follows. */
export type NewGrant = Omit<GrantDoc, 'state' | 'createdAt' | 'revokedAt' | 'changes' | 'changedAt'>;
