import { createContext, useContext } from 'react';
import type { Purpose } from '../vocabulary/enums.ts';
import type { TokenFacts } from './token.ts';

export interface Session {
  readonly token: string;
  /** What the token says of itself, for display only. */
  readonly facts: TokenFacts | null;
  /** What requests state beside the token; null where the token says it, or where only one purpose is granted. */
  readonly purpose: Purpose | null;
  /** States another purpose from now on; null: asks which. */
  readonly choosePurpose: (purpose: Purpose | null) => void;
  readonly signOut: () => void;
}

export const SessionContext = createContext<Session>({
  token: '',
  facts: null,
  purpose: null,
  choosePurpose: () => undefined,
  signOut: () => undefined,
});

export function useSession(): Session {
  return useContext(SessionContext);
}
