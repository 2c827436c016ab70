import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '../../runtime/log.ts';
import { operationsPage, type Health } from '../../runtime/operations-server.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { problemOf } from '../kit/problem.ts';
import type { IntakeReply } from '../kit/source.ts';
import { readBody } from './intake-body.ts';
import type { IntakeRoutes } from './intake-routes.ts';
import { openApiOf } from './openapi.ts';

/** Largest body of a push; larger ones are answered 413 and never stored. */
export const BODY_MAX_BYTES = 2 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
/** Bounds what unsigned bodies can hold in memory at once. */
const CONNECTIONS_MOST = 256;
const OPENAPI_PATH = '/intake/openapi.json';

export interface IntakeServer {
  readonly port: number;
  /** Stops taking requests and waits for those under way. */
  stop(): Promise<void>;
}

/** Push intake and operations pages on one port. Port 0 picks a free one. */
export async function serveIntake(options: {
  readonly host: string;
  readonly port: number;
  readonly routes: IntakeRoutes;
  readonly health: Health;
  readonly log: Logger;
}): Promise<IntakeServer> {
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    reply(request, options.routes, options.health)
      .catch((error: unknown) => {
        // A sender that hung up gets no answer and is no fault of ours.
        if (!request.complete) options.log.debug({ err: error }, 'sender went away');
        else options.log.error({ err: error, path: request.url }, 'intake request failed');
        return internalProblem();
      })
      .then((written) => {
        write(response, written);
      })
      .catch((error: unknown) => {
        options.log.error({ err: error }, 'answer could not be written');
        response.destroy();
      });
  };
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, answer);
  // A sender that asks before it sends a large body is told so before it sends it.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (Number(request.headers['content-length'] ?? '0') <= BODY_MAX_BYTES) response.writeContinue();
    answer(request, response);
  });
  server.maxConnections = CONNECTIONS_MOST;
  await listen(server, options.port, options.host);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

interface Written {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

async function reply(request: IncomingMessage, routes: IntakeRoutes, health: Health): Promise<Written> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const route = routes.find(path);
  if (route !== undefined) {
    if (request.method !== 'POST') return asJson(problemOf(methodNotAllowed(path), {}), { allow: 'POST' });
    if (announcesTooMuch(request)) return asJson(problemOf(tooLarge()), { connection: 'close' });
    const body = await readBody(request, BODY_MAX_BYTES);
    if (body === 'TOO_LARGE') return asJson(problemOf(tooLarge()), { connection: 'close' });
    return asJson(await route.handle({ headers: plainHeaders(request), body }));
  }
  if (path === OPENAPI_PATH) return asJson({ status: 200, body: openApiOf(routes.list(), BODY_MAX_BYTES) });
  const page = await operationsPage(path, health);
  if (page !== undefined) {
    return { status: page.status, headers: { 'content-type': page.contentType }, body: page.body };
  }
  return asJson(problemOf(notFound(path, routes)));
}

/** With `Expect: 100-continue` nothing was sent yet; without it the body is read to its end first (see readBody). */
function announcesTooMuch(request: IncomingMessage): boolean {
  const asks = request.headers.expect?.toLowerCase() === '100-continue';
  return asks && Number(request.headers['content-length'] ?? '0') > BODY_MAX_BYTES;
}

function asJson(answer: IntakeReply, more: Readonly<Record<string, string>> = {}): Written {
  const headers = { 'content-type': 'application/json', ...answer.headers, ...more };
  return { status: answer.status, headers, body: JSON.stringify(answer.body) };
}

function write(response: ServerResponse, { status, headers, body }: Written): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function plainHeaders(request: IncomingMessage): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'another program has it' : cause.message;
      reject(
        new HubError(
          'HUB_CONFIG_INVALID',
          `cannot listen on ${host}:${port}: ${why}; set TRIBUTARY_INTAKE_PORT`,
          {
            cause,
            field: 'TRIBUTARY_INTAKE_PORT',
          },
        ),
      );
    });
    server.listen(port, host, resolve);
  });
}

function tooLarge(): HubError {
  return new HubError(
    'HUB_RECORD_TOO_LARGE',
    `the body is larger than ${BODY_MAX_BYTES} bytes; send fewer events at once, or a shorter text`,
  );
}

function methodNotAllowed(path: string): HubError {
  return new HubError('HUB_METHOD_NOT_ALLOWED', `${path} takes POST only`);
}

function notFound(path: string, routes: IntakeRoutes): HubError {
  const known = routes.list().map((route) => route.path);
  return new HubError(
    'HUB_NOT_FOUND',
    `there is nothing at ${path}; there are: ${[...known, OPENAPI_PATH, '/healthz', '/readyz', '/metrics'].join(', ')}`,
  );
}

function internalProblem(): Written {
  return asJson(
    problemOf(
      new HubError('HUB_INTERNAL', 'the hub failed at this request; the log has the reason, try again later'),
    ),
  );
}
