import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { operationsPage, type Health } from '../../../runtime/operations-server.ts';

const NOT_BUILT = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Tributary: GraphiQL is not built</title></head>
<body><h1>GraphiQL is not built</h1>
<p>The gateway answers at <code>/graphql</code>, but this page's files are not there yet.
Build them with <code>node gateway/graphiql/build.ts</code> (<code>./tributary up</code> does), then load this page again.</p>
</body></html>
`;

/** `/healthz`, `/readyz`, `/metrics`: open, because probes have no token and the pages have no case data. */
export function registerOperations(app: FastifyInstance, health: Health): void {
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    app.get(path, async (_request, reply) => {
      const page = await operationsPage(path, health);
      return reply
        .code(page?.status ?? 404)
        .type(page?.contentType ?? 'text/plain')
        .send(page?.body ?? '');
    });
  }
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
