import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { PAGES, type BuiltPage, type PageName } from '../../pages/location.ts';
import { NONCE_PLACEHOLDER } from '../../pages/nonce.ts';
import { pagePolicy } from './security-headers.ts';
import type { SignIn } from '../../access/identity/issuers.ts';

const HTML = 'text/html; charset=utf-8';
const NONCE_BYTES = 16;

/** Folders of built pages, by page; one that is missing says how to build it. */
export type PageDirectories = Readonly<Partial<Record<PageName, string>>>;

const notBuilt = ({ name, title }: BuiltPage): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Tributary: ${title} is not built</title></head>
<body><h1>${title} is not built</h1>
<p>The gateway answers at <code>/graphql</code>, but the files of <code>/${name}</code> are not there yet.
Build them with <code>node gateway/pages/build.ts</code> (<code>./tributary up</code> does), then load this page again.</p>
</body></html>
`;

/**
 * The pages from their built folders: open, because they are empty until their user signs in. A browser that asks for the gateway itself gets the
 * console. Below `/console` every path is the console's own, so that an address which shows something can be given to others.
 */
export async function registerPages(
  app: FastifyInstance,
  directories: PageDirectories,
  signIn: SignIn | null,
): Promise<void> {
  app.get('/', (_request, reply) => reply.redirect('/console'));
  await app.register(fastifyStatic, { serve: false, root: import.meta.dirname, cacheControl: false });
  for (const page of Object.values(PAGES)) registerPage(app, page, directories[page.name], signIn);
}

function registerPage(
  app: FastifyInstance,
  page: BuiltPage,
  directory: string | undefined,
  signIn: SignIn | null,
): void {
  const paths = page.name === 'console' ? [`/${page.name}`, `/${page.name}/*`] : [`/${page.name}`];
  if (directory === undefined || !existsSync(join(directory, 'index.html'))) {
    for (const path of paths) {
      app.get(path, (_request, reply) => reply.code(503).type(HTML).send(notBuilt(page)));
    }
    return;
  }
  const html = readFileSync(join(directory, 'index.html'), 'utf8');
  const send = (reply: FastifyReply): FastifyReply => {
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    return reply
      .header('content-security-policy', pagePolicy(page.name, signIn, nonce))
      .type(HTML)
      .send(html.replaceAll(NONCE_PLACEHOLDER, nonce));
  };
  for (const path of paths) app.get(path, (_request, reply) => send(reply));
  app.get<{ Params: { '*': string } }>(`/${page.name}/assets/*`, (request, reply) =>
    // File names carry a hash of their content.
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .sendFile(`assets/${request.params['*']}`, directory),
  );
}
