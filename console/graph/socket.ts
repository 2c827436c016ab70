import { createClient, type Client } from 'graphql-ws';

/** Closed by the gateway because the token no longer holds, or never did. */
const REFUSED_CODES = [4401, 4403];

/**
 * One `graphql-transport-ws` socket for every stream of the page: opened with the first, closed with the last. It is not opened again by itself,
 * because a stream that goes on must say with which cursor: see `use-stream.ts`.
 * @param onRefused told when the gateway no longer takes the token
 */
export function openSocket(token: string, onRefused: () => void): Client {
  return createClient({
    url: `${location.origin.replace(/^http/, 'ws')}/graphql`,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
    on: {
      closed: (event) => {
        if (event instanceof CloseEvent && REFUSED_CODES.includes(event.code)) onRefused();
      },
    },
  });
}
