import { createContext, useContext } from 'react';
import type { TokenFacts } from './token.ts';

export interface Session {
  readonly token: string;
  /** What the token says of itself, for display only. */
  readonly facts: TokenFacts | null;
  readonly signOut: () => void;
}

export const SessionContext = createContext<Session>({ token: '', facts: null, signOut: () => undefined });

export function useSession(): Session {
  return useContext(SessionContext);
}
