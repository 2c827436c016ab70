import type { Client as SocketClient } from 'graphql-ws';
import { createContext } from 'react';

/** The socket of the session, for `useStream`; null while nobody is signed in. */
export const SocketContext = createContext<SocketClient | null>(null);
