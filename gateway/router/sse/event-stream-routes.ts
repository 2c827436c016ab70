import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Auditor } from '../../access/audit/auditor.ts';
import { tokenExpiry, type Verifier } from '../../access/identity/verifier.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { Logger } from '../../../runtime/log.ts';
import type { Admission } from '../admission.ts';
import type { GraphService } from '../graph-service.ts';
import { acceptGraphqlRequests, stateOf } from '../http/graphql-routes.ts';
import { GRAPHQL_RESPONSE, type ResponseType } from '../http/media-types.ts';
import { streamErrors } from '../subscribe/stream-error.ts';
import type { StreamLimits } from '../subscribe/stream-limits.ts';
import type { Subscriptions } from '../subscribe/subscriptions.ts';
import { EventStreamWriter } from './event-stream-writer.ts';

export interface EventStreamOptions {
  readonly path: string;
  readonly service: GraphService;
  readonly subscriptions: Subscriptions;
  readonly verifier: Verifier;
  readonly admission: Admission;
  readonly limits: StreamLimits;
  readonly log: Logger;
  readonly audit: Auditor | null;
}

const EVENT_STREAM = 'text/event-stream';
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const HEADERS = {
  'content-type': `${EVENT_STREAM}; charset=utf-8`,
  'cache-control': 'no-cache',
  // Proxies that would gather the answer before they pass it on.
  'x-accel-buffering': 'no',
  'content-encoding': 'none',
};

/**
 * Subscriptions as server-sent events, after graphql-sse's protocol in "distinct connections mode": one request, one stream of `next` events and
 * a `complete`. Every `next` carries its cursor as `id`, and `Last-Event-ID` is the root field's `after`, so that an EventSource that connects
 * again goes on where it was.
 */
export async function registerEventStreams(app: FastifyInstance, options: EventStreamOptions): Promise<void> {
  const open = new Set<EventStreamWriter>();
  await app.register((scope, _options, done) => {
    acceptGraphqlRequests(scope, options, eventStreamAccepted, EVENT_STREAM);
    scope.route({
      method: ['GET', 'POST'],
      url: options.path,
      handler: (request, reply) => streamTo(request, reply, options, open),
    });
    done();
  });
  app.addHook('preClose', () => {
    for (const writer of open) writer.end();
    return Promise.resolve();
  });
}

/** Faults are told as to any GraphQL request. */
function eventStreamAccepted(accept: string | undefined): ResponseType | undefined {
  const isAccepted = (accept ?? '*/*')
    .split(',')
    .some((one) => /^\s*(?:text\/(?:event-stream|\*)|\*\/\*)/i.test(one));
  return isAccepted ? GRAPHQL_RESPONSE : undefined;
}

async function streamTo(
  request: FastifyRequest,
  reply: FastifyReply,
  { subscriptions, limits, log, verifier, admission }: EventStreamOptions,
  open: Set<EventStreamWriter>,
): Promise<void> {
  const { caller, query, operationName } = stateOf(request);
  if (caller === undefined || query === undefined) {
    throw new HubError('HUB_INTERNAL', 'a request came past the access hook');
  }
  const streamLog = log.child({ requestId: request.id });
  const writer = new EventStreamWriter(reply.raw, limits);
  const asked = {
    query,
    operationName,
    variables: variablesOf(request),
    caller,
    requestId: request.id,
    log: streamLog,
  };
  const delivery = await subscriptions.open(asked, writer, lastEventId(request));
  void reply.hijack();
  if (reply.raw.destroyed) {
    // Gone while the opening was written down.
    delivery.stop();
    return;
  }
  open.add(writer);
  reply.raw.writeHead(200, { ...HEADERS, ...admission.headersFor(caller), 'x-request-id': request.id });
  writer.begin();
  const stop = (): void => {
    delivery.stop();
  };
  reply.raw.once('close', stop);
  const expiresAt = tokenExpiry(request.headers.authorization);
  const expiry =
    expiresAt === null
      ? undefined
      : setTimeout(
          () => {
            const why = new HubError(
              'HUB_UNAUTHENTICATED',
              'the token has expired; connect again with a new one and the last cursor',
            );
            writer.fail(streamErrors(why, writer.cursor, streamLog));
          },
          Math.min(LONGEST_TIMER_MS, Math.max(0, expiresAt - Date.now())),
        );
  const heed = verifier.onEnded(caller, (why) => {
    writer.fail(streamErrors(why, writer.cursor, streamLog));
  });
  try {
    await delivery.done;
    writer.end();
  } catch (error) {
    writer.fail(streamErrors(error, writer.cursor, streamLog));
  } finally {
    clearTimeout(expiry);
    heed();
    open.delete(writer);
  }
}

function lastEventId(request: FastifyRequest): string | undefined {
  const id = request.headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** Left there by `acceptGraphqlRequests`: an object of a body, a JSON text of a query string. */
function variablesOf(request: FastifyRequest): Record<string, unknown> {
  const { variables } = (request.method === 'POST' ? request.body : request.query) as { variables?: unknown };
  const value: unknown = typeof variables === 'string' ? JSON.parse(variables) : variables;
  return (value ?? {}) as Record<string, unknown>;
}
