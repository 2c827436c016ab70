import { createClient, type Client } from 'graphql-ws';
import type { Asker } from './asker.ts';

const TOKEN_EXPIRED = 4401;
/** No token that holds, or a grant that ended while the socket was open. */
const FORBIDDEN = 4403;

export interface SocketTold {
  /** The gateway no longer takes the token. */
  readonly onRefused: () => void;
  /** The gateway let no socket in, for which it has no words. */
  readonly onShut: () => void;
  /** The token holds, but shows less than before: what is on the page must be asked for anew. */
  readonly onLess: () => void;
}

/**
 * One `graphql-transport-ws` socket for every stream of the page: opened with the first, closed with the last. It is not opened again by itself,
 * because a stream that goes on must say with which cursor: see `use-stream.ts`.
 */
export function openSocket({ token, purpose }: Asker, { onRefused, onShut, onLess }: SocketTold): Client {
  let isAdmitted = false;
  return createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    connectionParams: {
      authorization: `Bearer ${token}`,
      ...(purpose === null ? {} : { 'purpose-of-use': purpose }),
    },
    retryAttempts: 0,
    on: {
      connecting: () => {
        isAdmitted = false;
      },
      connected: () => {
        isAdmitted = true;
      },
      closed: (event) => {
        if (!(event instanceof CloseEvent)) return;
        if (event.code === TOKEN_EXPIRED) onRefused();
        else if (event.code === FORBIDDEN && isAdmitted) onLess();
        else if (event.code === FORBIDDEN) onShut();
      },
    },
  });
}
