import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { RevocationDoc } from '../../../schema/store/revocations.ts';
import type { Logger } from '../../../runtime/log.ts';

/** What a token says of itself, as far as it can be revoked by it. */
export interface TokenFacts {
  readonly jti: string;
  readonly partner: string;
  readonly actor: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
}

/** Answers what was written then or later; everything for null. */
export type ReadRevocations = (since: Date | null) => Promise<readonly RevocationDoc[]>;

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

const POLL_MS = 500;
/** Writes of one moment may become visible one after the other. */
const OVERLAP_MS = 10_000;
/** The whole list again, so that what MongoDB has expired is forgotten here too. */
const WHOLE_EVERY_MS = 600_000;

/** A list that follows the store: a revocation counts half a second after it was written. */
export function followRevocations(
  read: ReadRevocations,
  log: Pick<Logger, 'warn'>,
  pollMs = POLL_MS,
): Revocations {
  let known = new Map<string, RevocationDoc>();
  let latest: Date | null = null;
  let wholeAt = -Infinity;
  let isRead = false;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const listeners = new Set<Listener>();

  const covers = (facts: TokenFacts): boolean =>
    known.has(`jti:${facts.jti}`) ||
    facts.issuedAt <= (known.get(`partner:${facts.partner}`)?.issuedUntil ?? -Infinity) ||
    facts.issuedAt <= (known.get(`actor:${facts.partner}:${facts.actor}`)?.issuedUntil ?? -Infinity);

  /** Once, and not when the telling was ended before. */
  const tellOf = (listener: Listener) => (): void => {
    if (listeners.delete(listener)) listener.told();
  };

  const look = async (): Promise<void> => {
    const whole = performance.now() - wholeAt > WHOLE_EVERY_MS;
    const since = whole || latest === null ? null : new Date(latest.getTime() - OVERLAP_MS);
    const found = await read(since);
    if (whole) {
      wholeAt = performance.now();
      known = new Map();
    }
    for (const one of found) {
      known.set(one._id, one);
      if (latest === null || one.changedAt > latest) latest = one.changedAt;
    }
    isRead = true;
    if (found.length === 0) return;
    for (const listener of [...listeners]) if (covers(listener.facts)) tellOf(listener)();
  };
  const again = async (): Promise<void> => {
    try {
      await look();
      failing = false;
    } catch (error) {
      if (!failing && isRead)
        log.warn({ err: error }, 'revoked tokens cannot be read; those that are known stay refused');
      failing = true;
    }
    if (!isClosed) timer = setTimeout(() => void again(), pollMs);
  };
  void again();

  return {
    isRevoked: (facts) => {
      if (!isRead)
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
    ready: () => (isRead ? null : 'waiting for the list of revoked tokens'),
    close: () => {
      isClosed = true;
      clearTimeout(timer);
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
