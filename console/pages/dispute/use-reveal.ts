import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useMutation, useQuery, type CombinedError } from 'urql';
import { connectOnce } from '../../graph/client.ts';
import { useSession } from '../../session/session-context.ts';
import type { FeedName, Purpose } from '../../vocabulary/enums.ts';
import type { ShownParty } from './dispute.ts';
import { BREAK_GLASS, MY_GRANTS, REVEAL_PARTIES, REVEAL_RECORD } from './reveal.ts';
import { NO_WAYS, revealWays, type RevealWays } from './reveal-ways.ts';

/** What somebody wants to see: the parties, or what one record says. */
export type RevealScope = { readonly kind: 'parties' } | { readonly kind: 'record'; readonly id: string };

export interface Revealed {
  readonly purpose: Purpose;
  readonly untilMs: number;
  readonly parties: readonly ShownParty[] | null;
  readonly record: {
    readonly id: string;
    readonly title: string | null;
    readonly narrative: string | null;
  } | null;
}

export interface Emergency {
  readonly caseNumber: string;
  readonly reason: string;
  readonly minutes: number;
}

export interface Reveal {
  readonly ways: RevealWays;
  /** What is shown for a while; null when nothing is. */
  readonly revealed: Revealed | null;
  /** Asks for it again, for another purpose, and says why. Answers what went wrong. */
  readonly revealFor: (
    scope: RevealScope,
    purpose: Purpose,
    reason: string,
  ) => Promise<CombinedError | undefined>;
  /** Opens the dispute in an emergency. Answers what went wrong. */
  readonly breakGlass: (emergency: Emergency, clientMutationId: string) => Promise<CombinedError | undefined>;
  /** Whether an emergency has ended while the page was open. */
  readonly hasEnded: boolean;
  readonly hide: () => void;
}

interface HiddenDispute {
  readonly id: string;
  readonly code: string;
  readonly feeds: readonly FeedName[];
  /** As they are shown without any of this. */
  readonly parties: readonly ShownParty[] | null;
}

const SHOWN_MS = 60_000;
/** The gateway reads twice a second what is granted. */
const HEARD_MS = 700;
const MOST_LOOKS = 8;
const ENDING_MS = 500;
const REREAD_MS = 5_000;
const ANEW = { requestPolicy: 'network-only' } as const;

/**
 * Ways to what is hidden of a dispute, each of which is written down with its purpose: once more for another purpose of the caller, shown for a
 * minute and kept nowhere; or all of it in an emergency, until that ends.
 * @param onOpen told when the dispute has to be asked for anew
 */
export function useReveal({ id, code, feeds, parties }: HiddenDispute, onOpen: () => void): Reveal {
  const { token, facts, purpose: stated } = useSession();
  const [{ data }, again] = useQuery({ query: MY_GRANTS, variables: {} });
  const [, open] = useMutation(BREAK_GLASS);
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const [hasEnded, setHasEnded] = useState(false);
  const grants = data?.grants?.nodes;
  const ways = useMemo(
    () =>
      grants === undefined
        ? NO_WAYS
        : revealWays(grants, {
            partner: facts?.partner ?? '',
            purpose: facts?.purpose ?? stated,
            isPurposeOpen: facts?.purpose == null,
            disputeId: id,
            feeds,
            nowMs: Date.now(),
          }),
    [grants, facts, stated, id, feeds],
  );
  const isHeard = async (): Promise<boolean> => {
    const { data: answer } = await connectOnce({ token, purpose: stated })
      .query(REVEAL_PARTIES, { code })
      .toPromise();
    return canonical(answer?.dispute?.parties ?? null) !== canonical(parties);
  };
  /** Grants are listed as they are stored; the gateway goes by them a moment later. Resolves once it shows the parties otherwise, or has had time enough. */
  const untilHeard = async (): Promise<void> => {
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      await new Promise((resolve) => setTimeout(resolve, HEARD_MS));
      if (await isHeard()) return;
    }
  };
  const endsAt = ways.emergency?.until;
  const wasOpen = useRef(false);
  const end = useEffectEvent(() => {
    setHasEnded(true);
    void untilHeard().then(onOpen);
  });
  useEffect(() => {
    if (wasOpen.current && endsAt === undefined) end();
    wasOpen.current = endsAt !== undefined;
    if (endsAt === undefined) return undefined;
    const reread = (): void => {
      again(ANEW);
    };
    // Whoever reviews it may end it before its time; a socket that is older than it is not told.
    const every = setInterval(reread, REREAD_MS);
    const stopWaiting = after(Date.parse(endsAt) + ENDING_MS, reread);
    return () => {
      clearInterval(every);
      stopWaiting();
    };
  }, [endsAt, again]);
  useEffect(
    () =>
      revealed === null
        ? undefined
        : after(revealed.untilMs, () => {
            setRevealed(null);
          }),
    [revealed],
  );
  return {
    ways,
    revealed,
    hasEnded,
    revealFor: async (scope, purpose, reason) => {
      const once = connectOnce({ token, purpose, reason });
      const untilMs = Date.now() + SHOWN_MS;
      if (scope.kind === 'parties') {
        const { data: answer, error } = await once.query(REVEAL_PARTIES, { code }).toPromise();
        if (answer?.dispute?.parties == null) return error;
        setRevealed({ purpose, untilMs, parties: answer.dispute.parties, record: null });
        return undefined;
      }
      const { data: answer, error } = await once.query(REVEAL_RECORD, { id: scope.id }).toPromise();
      if (answer?.node == null || !('narrative' in answer.node)) return error;
      const { title, narrative } = answer.node;
      setRevealed({ purpose, untilMs, parties: null, record: { id: scope.id, title, narrative } });
      return undefined;
    },
    breakGlass: async (emergency, clientMutationId) => {
      const { error } = await open({ input: { clientMutationId, code, ...emergency } });
      if (error !== undefined) return error;
      setHasEnded(false);
      await untilHeard();
      again(ANEW);
      onOpen();
      return undefined;
    },
    hide: () => {
      setRevealed(null);
    },
  };
}

/** What is shown of parties, whatever else was asked for with it. */
function canonical(parties: readonly ShownParty[] | null): string {
  return JSON.stringify(
    parties?.map(({ id, name, phones, idNumber, addresses }) => [id, name, phones, idNumber, addresses]),
  );
}

/** Answers how to stop waiting. */
function after(momentMs: number, told: () => void): () => void {
  const wait = setTimeout(told, Math.max(0, momentMs - Date.now()));
  return () => {
    clearTimeout(wait);
  };
}
