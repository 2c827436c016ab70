import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { ExecutionArgs } from 'graphql';
import { handleProtocols, makeServer, type Server } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Auditor } from '../../access/audit/auditor.ts';
import type { Caller } from '../../access/caller.ts';
import { requireScope } from '../../access/identity/required-scopes.ts';
import { tokenExpiry, type Verifier } from '../../access/identity/verifier.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { Logger } from '../../../runtime/log.ts';
import type { Admission } from '../admission.ts';
import type { GraphService } from '../graph-service.ts';
import { streamSockets } from '../metrics.ts';
import { streamErrors } from '../subscribe/stream-error.ts';
import type { DocumentAsked } from '../prepare/persisted-documents.ts';
import type { StreamLimits } from '../subscribe/stream-limits.ts';
import type { Subscriptions } from '../subscribe/subscriptions.ts';
import { CLOSE_TOO_SLOW, ClientSocket } from './client-socket.ts';
import { StreamHandle } from './stream-handle.ts';

export interface WebSocketOptions {
  readonly path: string;
  readonly service: GraphService;
  readonly subscriptions: Subscriptions;
  readonly verifier: Verifier;
  readonly admission: Admission;
  readonly limits: StreamLimits;
  readonly log: Logger;
  /** Told of refusals. */
  readonly audit: Auditor | null;
}

/** What belongs to one socket. */
interface Extra {
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

interface Running extends ExecutionArgs {
  readonly subscribePayload: {
    readonly id: string;
    readonly query: string;
    readonly variables: Record<string, unknown>;
  };
}

const MAX_MESSAGE_BYTES = 64 * 1_024;
const CLOSE_NORMAL = 1_000;
const CLOSE_GOING_AWAY = 1_001;
const CLOSE_EXPIRED = 4_401;
const CLOSE_FORBIDDEN = 4_403;
const CLOSE_INTERNAL = 4_500;
const CLOSE_GRACE_MS = 1_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

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
  const open = new Set<Extra>();

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
    const extra: Extra = {
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

function protocolServer(options: WebSocketOptions): Server<Extra> {
  const { service, subscriptions, verifier, admission, limits, audit } = options;
  return makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: limits.initTimeoutMs,
    async onConnect({ connectionParams, extra }) {
      const given = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
      if (given === undefined) return extra.caller !== null;
      const purpose = connectionParams?.['purpose-of-use'] ?? connectionParams?.['Purpose-Of-Use'];
      if (typeof given !== 'string' || (purpose !== undefined && typeof purpose !== 'string')) return false;
      try {
        const caller = await verifier.verify(given, {
          request: extra.request,
          ...(purpose === undefined ? {} : { purpose }),
        });
        requireScope(caller, 'graph');
        extra.caller = caller;
        closeInTime(extra, caller, given, verifier);
      } catch (error) {
        audit?.denied(error, null);
        return false;
      }
      return true;
    },
    async onSubscribe({ extra }, id, { operationName, variables, ...asked }) {
      const { client, log } = extra;
      try {
        const query = await admission.admit(asking(extra).caller, documentAsked(asked));
        if (client.operations >= limits.maxOperations) {
          throw new HubError(
            'HUB_LIMIT_EXCEEDED',
            `a socket carries ${limits.maxOperations} operations at once; end one, or open another socket`,
          );
        }
        const operation = service.prepare(query, operationName ?? undefined);
        client.begin(id);
        const args: Running = {
          schema: service.schema,
          document: operation.document,
          operationName: operationName ?? undefined,
          subscribePayload: { id, query, variables: variables ?? {} },
          contextValue: extra,
        };
        return args;
      } catch (error) {
        audit?.denied(error, extra.caller);
        return streamErrors(error, null, log);
      }
    },
    execute: (args) => {
      const { subscribePayload, contextValue, operationName } = args as Running;
      const { log } = contextValue as Extra;
      return service
        .answer({
          ...asking(contextValue as Extra),
          ...subscribePayload,
          operationName: operationName ?? undefined,
          readOnly: false,
        })
        .catch((error: unknown) => {
          audit?.denied(error, (contextValue as Extra).caller);
          return { errors: streamErrors(error, null, log) };
        });
    },
    subscribe: async (args) => {
      const { subscribePayload, contextValue, operationName } = args as Running;
      const extra = contextValue as Extra;
      const { id, ...asked } = subscribePayload;
      const request = { ...asking(extra), ...asked, operationName: operationName ?? undefined };
      try {
        return new StreamHandle(await subscriptions.open(request, extra.client.sinkFor(id)));
      } catch (error) {
        // Told as an `error` message: what this function throws would end the socket.
        audit?.denied(error, extra.caller);
        const fault = error instanceof Error ? error : new Error(String(error));
        return new StreamHandle({ done: Promise.reject(fault), stop: () => undefined });
      }
    },
    onError: ({ extra }, id, _payload, errors) => {
      const cause = errors[0]?.originalError;
      const isSlow = cause instanceof HubError && cause.code === 'HUB_TOO_SLOW';
      // Behind the message that carries the cursor.
      if (isSlow)
        setImmediate(() => {
          extra.client.close(CLOSE_TOO_SLOW, 'too slow');
        });
      return cause === undefined
        ? undefined
        : streamErrors(cause, extra.client.cursorOf(id), extra.log).map((error) => error.toJSON());
    },
    onComplete: ({ extra }, id) => {
      extra.client.end(id);
    },
  });
}

/** A message must have a `query`; a registered document is named beside an empty one, or in `extensions`. */
function documentAsked(payload: Readonly<Record<string, unknown>>): DocumentAsked {
  const { query, documentId, extensions } = payload as {
    query: string;
    documentId?: unknown;
    extensions?: { documentId?: unknown } | null;
  };
  const named = documentId ?? extensions?.documentId;
  if (named != null && typeof named !== 'string') {
    throw new HubError('HUB_BAD_REQUEST', 'the parameter documentId must be a text', { field: 'documentId' });
  }
  return { query, documentId: named ?? undefined };
}

function asking({ caller, requestId, log }: Extra): { caller: Caller; requestId: string; log: Logger } {
  if (caller === null) throw new HubError('HUB_INTERNAL', 'an operation came past connection_init');
  return { caller, requestId, log };
}

/** A stream lasts no longer than what its caller may do: until the token expires or is revoked, or a grant ends. */
function closeInTime(extra: Extra, caller: Caller, header: string | undefined, verifier: Verifier): void {
  const expiresAt = tokenExpiry(header);
  clearTimeout(extra.expiry);
  extra.unheed();
  extra.unheed = verifier.onEnded(caller, ({ message }) => {
    extra.client.close(CLOSE_FORBIDDEN, message);
  });
  if (expiresAt === null) return;
  extra.expiry = setTimeout(
    () => {
      extra.client.close(CLOSE_EXPIRED, 'the token has expired');
    },
    Math.min(LONGEST_TIMER_MS, Math.max(0, expiresAt - Date.now())),
  );
}

function refuse(stream: Duplex, status: number, text: string): void {
  const challenge =
    status === 401 ? 'www-authenticate: Bearer realm="tributary", error="invalid_token"\r\n' : '';
  stream.end(`HTTP/1.1 ${status} ${text}\r\nconnection: close\r\ncontent-length: 0\r\n${challenge}\r\n`);
}
