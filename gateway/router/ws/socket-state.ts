import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Logger } from '../../../runtime/log.ts';
import type { Caller } from '../../access/caller.ts';
import { tokenExpiry, type Verifier } from '../../access/identity/verifier.ts';
import type { ClientSocket } from './client-socket.ts';

/** What belongs to one socket. */
export interface SocketState {
  readonly client: ClientSocket;
  readonly socket: WebSocket;
  readonly requestId: string;
  readonly log: Logger;
  /** By the `Authorization` of the upgrade, or of `connection_init`. */
  caller: Caller | null;
  expiry: NodeJS.Timeout | undefined;
  /** Ends the wait for the token's revocation. */
  unheed: () => void;
  /** The request that became the socket: its certificate and purpose are the socket's. */
  readonly request: IncomingMessage;
  isAlive: boolean;
}

const CLOSE_EXPIRED = 4_401;
const CLOSE_FORBIDDEN = 4_403;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A stream lasts no longer than what its caller may do: until the token expires or is revoked, or a grant ends. */
export function closeInTime(
  state: SocketState,
  caller: Caller,
  header: string | undefined,
  verifier: Verifier,
): void {
  const expiresAt = tokenExpiry(header);
  clearTimeout(state.expiry);
  state.unheed();
  state.unheed = verifier.onEnded(caller, ({ message }) => {
    state.client.close(CLOSE_FORBIDDEN, message);
  });
  if (expiresAt === null) return;
  state.expiry = setTimeout(
    () => {
      state.client.close(CLOSE_EXPIRED, 'the token has expired');
    },
    Math.min(LONGEST_TIMER_MS, Math.max(0, expiresAt - Date.now())),
  );
}
