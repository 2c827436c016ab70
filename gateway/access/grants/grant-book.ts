import type { Grant } from '../../../schema/canonical/grant.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { GrantDoc } from '../../../schema/store/grant-docs.ts';
import type { Purpose } from '../../../schema/vocabulary/purposes.ts';
import type { Logger } from '../../../runtime/log.ts';
import { follow, type ReadSince } from '../follow.ts';
import { FULL_ACCESS, type Access } from './access.ts';
import { Pages, type Admitted, type Grantee, type LetIn } from './grant-pages.ts';

/** All grants, in memory. Every method but `ready` and `close` throws HubError HUB_STORE_UNAVAILABLE until they were read once. */
export interface GrantBook {
  /**
   * What somebody may see who asks for a purpose, or for none: then for the only one that is granted.
   * @throws HubError HUB_PURPOSE_REQUIRED, HUB_PURPOSE_NOT_GRANTED: the message lists what may be stated.
   */
  admit(who: Grantee, purpose: Purpose | null): Admitted;
  /** The same for the hub's own work in somebody's name: nothing where `admit` refuses. */
  accessFor(who: Grantee, purpose: string | null): Access;
  /** Tells once, within a second, that somebody may see less than this access. @returns ends the telling. */
  onLess(caller: LetIn, told: () => void): () => void;
  /** Null when the grants are there, else what is waited for. */
  ready(): string | null;
  close(): void;
}

export type ReadGrants = ReadSince<GrantDoc>;

/** A book that follows the store: a change counts half a second after it was written, and a term begins and ends by the clock. */
export function followGrants(
  read: ReadGrants,
  log: Pick<Logger, 'warn'>,
  now: () => Date = () => new Date(),
  pollMs?: number,
): GrantBook {
  const pages = new Pages(now);
  const following = follow({
    read,
    took: (found, isWhole) => {
      for (const grant of pages.take(found, isWhole)) tellEmergency(grant, log);
    },
    log,
    warning: 'grants cannot be read; those that are known hold on',
    pollMs,
  });
  const ready = (): Pages => {
    if (following.isRead()) return pages;
    throw new HubError('HUB_STORE_UNAVAILABLE', 'what is granted has not been read yet; try again soon');
  };
  return {
    admit: (who, purpose) => ready().admit(who, purpose),
    accessFor: (who, purpose) => ready().accessFor(who, purpose),
    onLess: (caller, told) => ready().onLess(caller, told),
    ready: () => (following.isRead() ? null : 'waiting for the grants'),
    close: () => {
      following.close();
    },
  };
}

/** An emergency is told in the log of every gateway as soon as it is known: whoever watches the logs hears of it within a second. */
function tellEmergency(grant: GrantDoc, log: Pick<Logger, 'warn'>): void {
  const { origin, state, dataset, originId, partner, actor, rows, validTo, reason } = grant;
  // One line for each, though it is a grant to every dataset.
  if (origin !== 'BREAK_GLASS' || state !== 'ACTIVE' || dataset !== 'disputes') return;
  const about = { alert: 'BREAK_GLASS', breakGlass: originId, partner, actor, disputes: rows.disputeIds };
  log.warn({ ...about, until: validTo, reason }, 'a dispute was opened in an emergency; review it');
}

/** A book that stays as it is: for tests. */
export function bookOf(grants: readonly Grant[], now: () => Date = () => new Date()): GrantBook {
  const pages = new Pages(now);
  pages.put(grants);
  return {
    admit: (who, purpose) => pages.admit(who, purpose),
    accessFor: (who, purpose) => pages.accessFor(who, purpose),
    onLess: (caller, told) => pages.onLess(caller, told),
    ready: () => null,
    close: () => undefined,
  };
}

/** Everything to everybody, for any purpose or none: for tests that are about something else. */
export const EVERYTHING_GRANTED: GrantBook = {
  admit: (_who, purpose) => ({ purpose, access: FULL_ACCESS }),
  accessFor: () => FULL_ACCESS,
  onLess: () => () => undefined,
  ready: () => null,
  close: () => undefined,
};

/** Nothing to anybody: for a gateway without a store. */
export const NOTHING_GRANTED: GrantBook = bookOf([]);
