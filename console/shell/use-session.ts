import { useCallback, useEffect, useState } from 'react';
import { beginSignIn, finishSignIn, readSignInOffer, type SignInOffer } from '../session/sign-in.ts';
import { keepPurpose, readPurpose } from '../session/purpose.ts';
import { factsOf, keepToken, readToken } from '../session/token.ts';
import type { Session } from '../session/session-context.ts';
import { BASE } from '../routing/location.ts';
import type { Purpose } from '../vocabulary/enums.ts';

export interface SessionState {
  readonly session: Session;
  /** Null where no issuer offers it, and while that is not known yet. */
  readonly signIn: (() => void) | null;
  readonly takeToken: (token: string) => void;
  /** The gateway no longer took the token. */
  readonly end: () => void;
  readonly hasEnded: boolean;
  /** Of which somebody must choose before anything is answered; empty otherwise. */
  readonly purposesWanted: readonly Purpose[];
  readonly askPurpose: (purposes: readonly Purpose[]) => void;
  /** Why signing in failed. */
  readonly fault: string;
}

/** Who is signed in: the token lives in this tab alone and comes from the issuer, or is pasted. */
export function useSessionState(): SessionState {
  const [token, setToken] = useState(readToken);
  const [offer, setOffer] = useState<SignInOffer | null>(null);
  const [fault, setFault] = useState('');
  const [hasEnded, setHasEnded] = useState(false);
  const [purpose, setPurpose] = useState(readPurpose);
  const [purposesWanted, setPurposesWanted] = useState<readonly Purpose[]>([]);
  const choosePurpose = useCallback((next: Purpose | null): void => {
    keepPurpose(next);
    setPurpose(next);
    setPurposesWanted([]);
  }, []);
  const takeToken = useCallback(
    (next: string): void => {
      keepToken(next);
      setToken(next);
      setHasEnded(false);
      choosePurpose(null);
    },
    [choosePurpose],
  );
  const end = useCallback((): void => {
    takeToken('');
    setHasEnded(true);
  }, [takeToken]);
  useEffect(() => {
    const look = async (): Promise<void> => {
      const found = await readSignInOffer();
      setOffer(found);
      const signedIn = found === null ? null : await finishSignIn(found);
      if (signedIn === null) return;
      history.replaceState(null, '', signedIn.returnTo);
      takeToken(signedIn.token);
    };
    look().catch((error: unknown) => {
      setFault(messageOf(error));
    });
  }, [takeToken]);
  const signIn =
    offer === null
      ? null
      : (): void => {
          setFault('');
          beginSignIn(offer, BASE).catch((error: unknown) => {
            setFault(messageOf(error));
          });
        };
  const signOut = (): void => {
    takeToken('');
  };
  return {
    session: { token, facts: factsOf(token), purpose, choosePurpose, signOut },
    signIn,
    takeToken,
    end,
    hasEnded,
    purposesWanted,
    askPurpose: setPurposesWanted,
    fault,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
