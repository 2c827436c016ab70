import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { requireScope } from '../../access/identity/required-scopes.ts';
import type { SignIn } from '../../access/identity/issuers.ts';
import type { Verifier } from '../../access/identity/verifier.ts';
import { operationsPage, type Health } from '../../../runtime/operations-server.ts';

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const;

/**
 * `/healthz` and `/readyz` are open, because probes have no token. `/metrics` says how much whom is asked for: it is for this host, and for tokens
 * with the scope `admin`.
 */
export function registerOperations(app: FastifyInstance, health: Health, verifier: Verifier): void {
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    app.get(path, async (request, reply) => {
      if (path === '/metrics' && !isFromThisHost(request.raw)) {
        try {
          const { authorization } = request.headers;
          requireScope(await verifier.verify(authorization, { request: request.raw }), 'admin');
        } catch (error) {
          if (!(error instanceof HubError)) throw error;
          if (error.status === 401) void reply.header('www-authenticate', 'Bearer realm="tributary"');
          return reply.code(error.status).type('text/plain; charset=utf-8').send(`${error.message}\n`);
        }
      }
      const page = await operationsPage(path, health);
      return reply
        .code(page?.status ?? 404)
        .type(page?.contentType ?? 'text/plain')
        .send(page?.body ?? '');
    });
  }
}

/** A proxy on this host says so by one of its headers: who asks through it is somewhere else. */
function isFromThisHost({ socket, headers }: IncomingMessage): boolean {
  const address = socket.remoteAddress ?? '';
  const isLoopback = address === '::1' || /^(?:::ffff:)?127\./.test(address);
  return isLoopback && FORWARDED.every((name) => headers[name] === undefined);
}

/** Tells the page where its user signs in: no secret, and needed before there is a token. */
export function registerSignIn(app: FastifyInstance, signIn: SignIn | null): void {
  app.get('/auth/config.json', (_request, reply) => reply.send({ signIn }));
}
