import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import mercurius from 'mercurius';
import type { Auditor } from '../../access/audit/auditor.ts';
import type { Caller } from '../../access/caller.ts';
import { requireScope } from '../../access/identity/required-scopes.ts';
import type { Verifier } from '../../access/identity/verifier.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { Admission } from '../admission.ts';
import { codesOf, type GraphService } from '../graph-service.ts';
import { countError } from '../metrics.ts';
import { nextTurn } from '../next-turn.ts';
import { answerBytes } from './answer-bytes.ts';
import { errorResponse } from './error-response.ts';
import { JSON_TYPE, negotiate, unreadableBody, type ResponseType } from './media-types.ts';
import { bodyParameters, parseJsonBody, searchParameters } from './request-parameters.ts';

/** What the hooks learn of a request, for its handler and the log. */
export interface GraphqlRequestState {
  responseType: ResponseType;
  caller: Caller | undefined;
  query: string | undefined;
  operationName: string | undefined;
  errorCodes: readonly string[];
}

declare module 'fastify' {
  interface FastifyRequest {
    graphql: GraphqlRequestState | null;
  }
}

export interface GraphqlRoutesOptions {
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly service: GraphService;
  readonly verifier: Verifier;
  readonly admission: Admission;
  /** Told of refusals. */
  readonly audit: Auditor | null;
  /** On every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * GraphQL over HTTP on Mercurius. Mercurius routes, parses and serialises; `app.graphql`, the one function through which it executes, is
 * ours. Its own cache, JIT, limits and hooks do not run behind that, which is why access is a Fastify hook and not a Mercurius one.
 *
 * Cross-site requests: no cookies exist, so a page elsewhere could only send requests without `Authorization`, which are refused before
 * their body is read, a GET like a POST.
 */
export async function registerGraphql(app: FastifyInstance, options: GraphqlRoutesOptions): Promise<void> {
  const { path, schema, audit } = options;
  refuseOtherMethods(app, path);
  await app.register(async (scope) => {
    acceptGraphqlRequests(
      scope,
      options,
      negotiate,
      'application/graphql-response+json or application/json in UTF-8',
    );
    await scope.register(mercurius, {
      schema,
      path,
      subscription: false,
      cache: false,
      jit: 0,
      graphiql: false,
      allowBatchedQueries: false,
      errorHandler: (error, request, reply) => {
        audit?.denied(error, stateOf(request).caller ?? null);
        void sendError(error, request, reply);
      },
      // Mercurius's own schemas coerce parameters and turn the indexes of error paths into texts.
      additionalRouteOptions: { schema: {} },
    });
    replaceExecution(scope, options);
  });
}

/**
 * What every way to send a GraphQL request over HTTP has in common: who asks, what may come back, how the parameters are read and how a fault is
 * told. `typeOf` answers the media type of faults, or undefined when Accept does not allow what is served.
 */
export function acceptGraphqlRequests(
  scope: FastifyInstance,
  { verifier, admission, audit }: Pick<GraphqlRoutesOptions, 'verifier' | 'admission' | 'audit'>,
  typeOf: (accept: string | undefined) => ResponseType | undefined,
  answers: string,
): void {
  scope.addHook('onRequest', async (request) => {
    const type = typeOf(request.headers.accept);
    const state = stateOf(request);
    state.responseType = type ?? JSON_TYPE;
    state.caller = await verifier.verify(request.headers.authorization, { request: request.raw });
    requireScope(state.caller, 'graph');
    if (type === undefined) {
      throw new HubError(
        'HUB_NOT_ACCEPTABLE',
        `the hub answers ${answers} here, which Accept does not allow`,
      );
    }
    const why = request.method === 'POST' ? unreadableBody(request.headers) : null;
    if (why !== null) throw new HubError('HUB_MEDIA_TYPE_UNSUPPORTED', why);
  });
  scope.removeContentTypeParser(['application/json', 'text/plain']);
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, bytes, done) => {
    try {
      done(null, parseJsonBody(bytes as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  scope.addHook('preValidation', (request, _reply, done) => {
    const reading = readParameters(request, admission);
    if (reading === undefined) done();
    else {
      reading.then(() => {
        done();
      }, done);
    }
  });
  scope.addHook('onSend', (request, reply, _payload, done) => {
    const { caller } = stateOf(request);
    if (caller !== undefined) void reply.headers(admission.headersFor(caller));
    done();
  });
  scope.setErrorHandler((error, request, reply) => {
    audit?.denied(error, stateOf(request).caller ?? null);
    return sendError(error, request, reply);
  });
}

/** Checks the parameters and leaves them where Mercurius looks for them: at once, unless a registered document has to be looked up. */
function readParameters(request: FastifyRequest, admission: Admission): Promise<void> | undefined {
  const isPost = request.method === 'POST';
  const { operationName, variables, ...asked } = isPost
    ? bodyParameters(request.body)
    : searchParameters(request.url.split('?')[1] ?? '');
  const state = stateOf(request);
  if (state.caller === undefined) throw new HubError('HUB_INTERNAL', 'a request came past the access hook');
  const leave = (query: string): void => {
    state.query = query;
    state.operationName = operationName;
    if (isPost) request.body = { query, operationName, variables };
    else request.query = { query, operationName, variables: JSON.stringify(variables) };
  };
  const query = admission.admit(state.caller, asked);
  if (typeof query !== 'string') return query.then(leave);
  leave(query);
  return undefined;
}

/** Neither a body is read nor a caller asked for: the method alone is wrong. Answers preflights too: there is no CORS. */
function refuseOtherMethods(app: FastifyInstance, url: string): void {
  app.route({
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url,
    onRequest: (request, reply) => {
      const why = `${request.method} is not supported; send a POST or a GET`;
      void sendError(new HubError('HUB_METHOD_NOT_ALLOWED', why), request, reply);
    },
    handler: (_request, reply) => reply,
  });
}

type MercuriusExecution = (
  source: string,
  context: { readonly reply: FastifyReply },
  variables: Record<string, unknown> | undefined,
  operationName: string | undefined,
) => Promise<undefined>;

/** The one seam: what Mercurius calls to execute. */
function replaceExecution(
  scope: FastifyInstance,
  { service, admission, headers }: GraphqlRoutesOptions,
): void {
  const execute: MercuriusExecution = async (query, { reply }, variables, operationName) => {
    const { request } = reply;
    const state = stateOf(request);
    const { caller } = state;
    if (caller === undefined) throw new HubError('HUB_INTERNAL', 'a request came past the access hook');
    // With all that arrived beside it.
    await nextTurn();
    const result = await service.answer({
      query,
      operationName,
      variables,
      caller,
      requestId: request.id,
      log: request.log as Parameters<GraphService['answer']>[0]['log'],
      readOnly: request.method !== 'POST',
      tellCost: request.headers['tributary-cost'] === 'tell',
    });
    state.errorCodes = codesOf(result.errors);
    writeAnswer(reply, result, {
      'content-type': `${state.responseType}; charset=utf-8`,
      'x-request-id': request.id,
      ...headers,
      ...admission.headersFor(caller),
    });
    return undefined;
  };
  (scope as unknown as { graphql: MercuriusExecution }).graphql = execute;
}

/** Past Fastify's own way of an answer, whose hooks and look-ups of headers cost more than to write it. */
function writeAnswer(reply: FastifyReply, result: ExecutionResult, headers: Record<string, string>): void {
  const bytes = answerBytes(JSON.stringify(result));
  void reply.hijack();
  headers['content-length'] = String(bytes.length);
  reply.raw.writeHead(200, headers);
  reply.raw.end(bytes);
}

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const state = stateOf(request);
  const { status, body } = errorResponse(
    error,
    state.responseType,
    request.log as Parameters<typeof errorResponse>[2],
  );
  state.errorCodes = codesOf(body.errors);
  for (const code of state.errorCodes) countError(code);
  if (status === 401) {
    const wrong = request.headers.authorization === undefined ? '' : ', error="invalid_token"';
    void reply.header('www-authenticate', `Bearer realm="tributary"${wrong}`);
  }
  if (error instanceof HubError && error.details?.requiredScope !== undefined) {
    const scope = error.details.requiredScope;
    void reply.header(
      'www-authenticate',
      `Bearer realm="tributary", error="insufficient_scope", scope="${scope}"`,
    );
  }
  if (error instanceof HubError && error.details?.retryAfterMs !== undefined) {
    void reply.header('retry-after', String(Math.ceil(error.details.retryAfterMs / 1_000)));
  }
  if (status === 405) void reply.header('allow', request.method === 'GET' ? 'POST' : 'GET, POST');
  return reply.code(status).type(`${state.responseType}; charset=utf-8`).send(body);
}

export function stateOf(request: FastifyRequest): GraphqlRequestState {
  request.graphql ??= {
    responseType: negotiate(request.headers.accept) ?? JSON_TYPE,
    caller: undefined,
    query: undefined,
    operationName: undefined,
    errorCodes: [],
  };
  return request.graphql;
}
