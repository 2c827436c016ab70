import {
  ENUM_NAMES,
  type DisclosureLevel,
  type FeedName,
  type Purpose,
  type SensitiveKind,
} from '../../vocabulary/enums.ts';
import type { MyGrantsAnswer } from './reveal.ts';

export type MyGrant = NonNullable<MyGrantsAnswer['grants']>['nodes'][number];

/** How what a grant hides of a dispute can be seen all the same. */
export interface RevealWays {
  /** Purposes for which grants show more of it than for the one that is asked for now. */
  readonly purposes: readonly Purpose[];
  /** Whether an emergency can be declared. */
  readonly hasBreakGlass: boolean;
  /** The emergency in which it is open already; null when there is none. */
  readonly emergency: { readonly until: string; readonly reason: string } | null;
}

export const NO_WAYS: RevealWays = { purposes: [], hasBreakGlass: false, emergency: null };

interface Looking {
  readonly partner: string;
  /** What requests state, or the token. */
  readonly purpose: string | null;
  /** Whether the token leaves it to each request to state another. */
  readonly isPurposeOpen: boolean;
  readonly disputeId: string;
  readonly feeds: readonly FeedName[];
  readonly nowMs: number;
}

/** From the most open to nothing. */
const LEVELS = Object.keys(ENUM_NAMES.DisclosureLevel) as DisclosureLevel[];
/** What people ask to see. */
const KINDS: readonly SensitiveKind[] = ['NAME', 'PHONE', 'ID_NUMBER', 'ADDRESS', 'NARRATIVE'];

/**
 * Reads them off the caller's own grants. Which rows a grant reaches is the graph's to decide: a way that is offered here may still show nothing
 * more, and never shows what the graph does not give.
 */
export function revealWays(all: readonly MyGrant[], looking: Looking): RevealWays {
  const { disputeId, isPurposeOpen, nowMs } = looking;
  const grants = ownGrants(all, looking.partner).filter(
    ({ validFrom, validTo }) =>
      (validFrom === null || Date.parse(validFrom) <= nowMs) &&
      (validTo === null || nowMs < Date.parse(validTo)),
  );
  const stated = new Set(grants.flatMap(({ purposes }) => purposes ?? []));
  const [only, ...others] = stated;
  const purpose = looking.purpose ?? (others.length === 0 ? only : undefined);
  const opened = grants.find(
    ({ origin, rows }) => origin === 'BREAK_GLASS' && rows?.disputeIds?.includes(disputeId) === true,
  );
  if (opened !== undefined && opened.validTo !== null) {
    return { ...NO_WAYS, emergency: { until: opened.validTo, reason: opened.reason ?? '' } };
  }
  const usual = grants.filter(({ rows }) => rows?.disputeIds == null);
  const now = hiddenBy(usual, purpose, looking.feeds);
  const isHidden = now.some((level) => level > 0);
  return {
    purposes: isPurposeOpen
      ? [...stated].filter(
          (one) =>
            one !== purpose &&
            hiddenBy(usual, one, looking.feeds).some((level, index) => level < (now[index] ?? 0)),
        )
      : [],
    hasBreakGlass:
      isHidden &&
      grants.some(
        ({ rights, purposes }) =>
          rights?.includes('BREAK_GLASS') === true && purposes?.some((one) => one === purpose) === true,
      ),
    emergency: null,
  };
}

/** Whoever watches over access is answered those of others too. */
function ownGrants(all: readonly MyGrant[], partner: string): readonly MyGrant[] {
  return new Set(all.map((grant) => grant.partner)).size > 1
    ? all.filter((grant) => grant.partner === partner)
    : all;
}

/** For each feed and kind how much is hidden for a purpose, 0 when nothing is: as the stricter of the feed and the disputes themselves shows it. */
function hiddenBy(
  grants: readonly MyGrant[],
  purpose: string | undefined,
  feeds: readonly FeedName[],
): readonly number[] {
  const granted = grants.filter(({ purposes }) => purposes?.some((one) => one === purpose) === true);
  const hidden = (dataset: string, kind: SensitiveKind): number => {
    const places = granted
      .filter((grant) => grant.dataset === dataset)
      .map(({ levels }) => levels?.find((one) => one.kind === kind)?.level ?? 'WITHHELD')
      .map((level) => LEVELS.indexOf(level));
    return Math.min(LEVELS.length - 1, ...places);
  };
  return feeds.flatMap((feed) => KINDS.map((kind) => Math.max(hidden('DISPUTES', kind), hidden(feed, kind))));
}
