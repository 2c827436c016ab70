import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Caller } from '../../access/caller.ts';
import type { Logger } from '../../../runtime/log.ts';
import { streamSockets } from '../metrics.ts';
import { ClientSocket } from './client-socket.ts';
import { protocolServer, type ProtocolOptions } from './protocol-server.ts';
import { closeInTime, type SocketState } from './socket-state.ts';

export interface WebSocketOptions extends ProtocolOptions {
  readonly path: string;
  readonly log: Logger;
}

const MAX_MESSAGE_BYTES = 64 * 1_024;
const CLOSE_NORMAL = 1_000;
const CLOSE_GOING_AWAY = 1_001;
const CLOSE_INTERNAL = 4_500;
const CLOSE_GRACE_MS = 1_000;

/**
 * `graphql-transport-ws`, and nothing else, on the path of `/graphql`: graphql-ws's own server over `ws`. What `connection_init` carries never
 * becomes a header of a request: `authorization` is read from it as the token of whoever speaks, and `purpose-of-use` as what for.
 */
export function registerWebSocket(app: FastifyInstance, options: WebSocketOptions): void {
  const { path, verifier, limits, audit } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols,
    perMessageDeflate: false,
    // A subscription may be completed and its id used again in one packet: what ends must have ended before.
    allowSynchronousEvents: false,
  });
  const protocol = protocolServer(options);
  const open = new Set<SocketState>();

  app.server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const accept = async (): Promise<void> => {
      if ((request.url ?? '').split('?')[0] !== path) {
        refuse(stream, 404, 'Not Found');
        return;
      }
      const header = request.headers.authorization;
      let caller: Caller | null = null;
      try {
        caller = header === undefined ? null : await verifier.verify(header, { request });
      } catch (error) {
        audit?.denied(error, null);
        refuse(stream, 401, 'Unauthorized');
        return;
      }
      sockets.handleUpgrade(request, stream, head, (socket) => {
        begin(socket, request, caller);
      });
    };
    stream.on('error', () => stream.destroy());
    accept().catch((error: unknown) => {
      options.log.error({ err: error }, 'an upgrade failed');
      stream.destroy();
    });
  });

  const begin = (socket: WebSocket, request: IncomingMessage, caller: Caller | null): void => {
    const requestId = randomUUID();
    const log = options.log.child({ requestId });
    const extra: SocketState = {
      client: new ClientSocket(socket, limits),
      socket,
      requestId,
      log,
      caller,
      expiry: undefined,
      unheed: () => undefined,
      request,
      isAlive: true,
    };
    open.add(extra);
    streamSockets(open.size);
    if (caller !== null) closeInTime(extra, caller, request.headers.authorization, verifier);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => {
          if (socket.readyState === socket.OPEN) socket.send(text);
        },
        close: (code, reason) => {
          extra.client.close(code ?? CLOSE_NORMAL, reason ?? '');
        },
        onMessage: (handle) => {
          socket.on('message', (data: Buffer) => {
            if (socket.readyState !== socket.OPEN) return;
            handle(data.toString()).catch((error: unknown) => {
              log.error({ err: error }, 'a message of a WebSocket could not be handled');
              extra.client.close(CLOSE_INTERNAL, 'Internal server error');
            });
          });
        },
      },
      extra,
    );
    // A frame that is too large or no frame at all: `ws` closes with the code for it; once a socket, and not worth a line each.
    socket.on('error', (error) => {
      log.debug({ err: error }, 'a WebSocket broke its protocol');
    });
    socket.on('pong', () => {
      extra.isAlive = true;
    });
    socket.once('close', (code: number, reason: Buffer) => {
      open.delete(extra);
      streamSockets(open.size);
      clearTimeout(extra.expiry);
      extra.unheed();
      closed(code, reason.toString()).catch((error: unknown) => {
        log.error({ err: error }, 'a WebSocket could not be cleared away');
      });
    });
  };

  const keepAlive = setInterval(() => {
    for (const extra of open) {
      if (!extra.isAlive) extra.socket.terminate();
      extra.isAlive = false;
      if (extra.socket.readyState === extra.socket.OPEN) extra.socket.ping();
    }
  }, limits.keepAliveMs);

  app.addHook('preClose', async () => {
    clearInterval(keepAlive);
    for (const { client } of open)
      client.close(CLOSE_GOING_AWAY, 'the gateway ends; connect again with the last cursor');
    const until = performance.now() + CLOSE_GRACE_MS;
    while (open.size > 0 && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 20));
    for (const { socket } of open) socket.terminate();
    sockets.close();
  });
}

function refuse(stream: Duplex, status: number, text: string): void {
  const challenge =
    status === 401 ? 'www-authenticate: Bearer realm="tributary", error="invalid_token"\r\n' : '';
  stream.end(`HTTP/1.1 ${status} ${text}\r\nconnection: close\r\ncontent-length: 0\r\n${challenge}\r\n`);
}
