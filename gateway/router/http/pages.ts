import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import { requireScope } from '../../access/identity/required-scopes.ts';
import type { SignIn } from '../../access/identity/issuers.ts';
import type { Verifier } from '../../access/identity/verifier.ts';
import { operationsPage, type Health } from '../../../runtime/operations-server.ts';

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const;

const NOT_BUILT = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Tributary: GraphiQL is not built</title></head>
<body><h1>GraphiQL is not built</h1>
<p>The gateway answers at <code>/graphql</code>, but this page's files are not there yet.
Build them with <code>node gateway/graphiql/build.ts</code> (<code>./tributary up</code> does), then load this page again.</p>
</body></html>
`;

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

/** GraphiQL from its built folder: open, because the page is empty until its user gives a token. */
export async function registerGraphiql(app: FastifyInstance, directory: string | null): Promise<void> {
  app.get('/', (_request, reply) => reply.redirect('/graphiql'));
  if (directory === null || !existsSync(join(directory, 'index.html'))) {
    app.get('/graphiql', (_request, reply) =>
      reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT),
    );
    return;
  }
  await app.register(fastifyStatic, { root: directory, serve: false, cacheControl: false });
  app.get('/graphiql', (_request, reply) => reply.sendFile('index.html'));
  app.get<{ Params: { '*': string } }>('/graphiql/assets/*', (request, reply) =>
    // File names carry a hash of their content.
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .sendFile(`assets/${request.params['*']}`),
  );
}
