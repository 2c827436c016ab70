import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { RevocationDoc } from '../../../schema/store/revocations.ts';
import type { Logger } from '../../../runtime/log.ts';
import { follow, type ReadSince } from '../follow.ts';

/** What a token says of itself, as far as it can be revoked by it. */
export interface TokenFacts {
  readonly jti: string;
  readonly partner: string;
  readonly actor: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
}

export type ReadRevocations = ReadSince<RevocationDoc>;

/** Which tokens are refused before they expire. */
export interface Revocations {
  /** @throws HubError HUB_STORE_UNAVAILABLE until the list was read once: what is not known to hold does not hold. */
  isRevoked(facts: TokenFacts): boolean;
  /** Tells once, soon after the token is revoked. @returns ends the telling. */
  onRevoked(facts: TokenFacts, told: () => void): () => void;
  /** Null when the list is there, else what is waited for. */
  ready(): string | null;
  close(): void;
}

interface Listener {
  readonly facts: TokenFacts;
  readonly told: () => void;
}

/** A list that follows the store: a revocation counts half a second after it was written. */
export function followRevocations(
  read: ReadRevocations,
  log: Pick<Logger, 'warn'>,
  pollMs?: number,
): Revocations {
  let known = new Map<string, RevocationDoc>();
  const listeners = new Set<Listener>();

  const covers = (facts: TokenFacts): boolean =>
    known.has(`jti:${facts.jti}`) ||
    facts.issuedAt <= (known.get(`partner:${facts.partner}`)?.issuedUntil ?? -Infinity) ||
    facts.issuedAt <= (known.get(`actor:${facts.partner}:${facts.actor}`)?.issuedUntil ?? -Infinity);

  /** Once, and not when the telling was ended before. */
  const tellOf = (listener: Listener) => (): void => {
    if (listeners.delete(listener)) listener.told();
  };

  const following = follow({
    read,
    took: (found, isWhole) => {
      if (isWhole) known = new Map();
      for (const one of found) known.set(one._id, one);
      if (found.length === 0) return;
      for (const listener of [...listeners]) if (covers(listener.facts)) tellOf(listener)();
    },
    log,
    warning: 'revoked tokens cannot be read; those that are known stay refused',
    pollMs,
  });

  return {
    isRevoked: (facts) => {
      if (!following.isRead())
        throw new HubError(
          'HUB_STORE_UNAVAILABLE',
          'which tokens are revoked has not been read yet; try again soon',
        );
      return covers(facts);
    },
    onRevoked: (facts, told) => {
      const listener = { facts, told };
      listeners.add(listener);
      // It may have been revoked since it was verified.
      if (covers(facts)) queueMicrotask(tellOf(listener));
      return () => {
        listeners.delete(listener);
      };
    },
    ready: () => (following.isRead() ? null : 'waiting for the list of revoked tokens'),
    close: () => {
      following.close();
    },
  };
}

/** For a gateway without a store, and for tests that are about something else. */
export const NOTHING_REVOKED: Revocations = {
  isRevoked: () => false,
  onRevoked: () => () => undefined,
  ready: () => null,
  close: () => undefined,
};
