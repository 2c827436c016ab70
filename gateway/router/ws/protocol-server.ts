import type { ExecutionArgs } from 'graphql';
import { makeServer, type Server } from 'graphql-ws';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { Logger } from '../../../runtime/log.ts';
import type { Auditor } from '../../access/audit/auditor.ts';
import type { Caller } from '../../access/caller.ts';
import { requireScope } from '../../access/identity/required-scopes.ts';
import type { Verifier } from '../../access/identity/verifier.ts';
import type { Admission } from '../admission.ts';
import type { GraphService } from '../graph-service.ts';
import type { DocumentAsked } from '../prepare/persisted-documents.ts';
import { streamErrors } from '../subscribe/stream-error.ts';
import type { StreamLimits } from '../subscribe/stream-limits.ts';
import type { Subscriptions } from '../subscribe/subscriptions.ts';
import { CLOSE_TOO_SLOW } from './client-socket.ts';
import { closeInTime, type SocketState } from './socket-state.ts';
import { StreamHandle } from './stream-handle.ts';

export interface ProtocolOptions {
  readonly service: GraphService;
  readonly subscriptions: Subscriptions;
  readonly verifier: Verifier;
  readonly admission: Admission;
  readonly limits: StreamLimits;
  /** Told of refusals. */
  readonly audit: Auditor | null;
}

interface Running extends ExecutionArgs {
  readonly subscribePayload: {
    readonly id: string;
    readonly query: string;
    readonly variables: Record<string, unknown>;
  };
}

/** graphql-ws's server, and what its messages mean here. */
export function protocolServer(options: ProtocolOptions): Server<SocketState> {
  const { service, subscriptions, verifier, admission, limits, audit } = options;
  return makeServer<Record<string, unknown>, SocketState>({
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
        const { caller } = asking(extra);
        const query = await admission.admit(caller, documentAsked(asked));
        if (client.operations >= limits.maxOperations) {
          throw new HubError(
            'HUB_LIMIT_EXCEEDED',
            `a socket carries ${limits.maxOperations} operations at once; end one, or open another socket`,
          );
        }
        const operation = service.prepare(query, operationName ?? undefined, caller);
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
      const { log } = contextValue as SocketState;
      return service
        .answer({
          ...asking(contextValue as SocketState),
          ...subscribePayload,
          operationName: operationName ?? undefined,
          readOnly: false,
        })
        .catch((error: unknown) => {
          audit?.denied(error, (contextValue as SocketState).caller);
          return { errors: streamErrors(error, null, log) };
        });
    },
    subscribe: async (args) => {
      const { subscribePayload, contextValue, operationName } = args as Running;
      const extra = contextValue as SocketState;
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

function asking({ caller, requestId, log }: SocketState): { caller: Caller; requestId: string; log: Logger } {
  if (caller === null) throw new HubError('HUB_INTERNAL', 'an operation came past connection_init');
  return { caller, requestId, log };
}
