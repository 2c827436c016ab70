import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { operationsPage } from '../../../../runtime/operations-server.ts';
import { tellLocalIssuerUrl } from '../local-issuer.ts';
import { isSamplePartner } from '../sample-partners.ts';
import { ensureClientKeys } from './client-keys.ts';
import { loginPage } from './login-page.ts';
import { createProvider } from './provider.ts';

export interface LocalProviderOptions {
  /** Keys lie in it: those that sign, and those of the clients. */
  readonly home: string;
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Where the GraphiQL page is, to which people come back. */
  readonly gatewayPort: number;
}

export interface LocalProvider {
  readonly issuer: string;
  stop(): Promise<void>;
}

const MAX_FORM_CHARACTERS = 1_000;
const INTERACTION = /^\/interaction\/[A-Za-z0-9_-]+$/;

/** Serves the provider, its login form and the health pages, and tells the home where. */
export async function startLocalProvider(options: LocalProviderOptions): Promise<LocalProvider> {
  const { home, host } = options;
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const issuer = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  await tellLocalIssuerUrl(home, issuer);
  const pageOrigins = [...new Set([host, '127.0.0.1', 'localhost'])].map(
    (name) => `http://${name}:${options.gatewayPort}`,
  );
  const provider = await createProvider({
    home,
    issuer,
    pageOrigins,
    clientKeys: await ensureClientKeys(home),
  });
  const answerProvider = provider.callback();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path === '/healthz' || path === '/readyz') {
      const page = await operationsPage(path, { ready: () => null });
      response.writeHead(page?.status ?? 404, { 'content-type': page?.contentType ?? 'text/plain' });
      response.end(page?.body);
      return;
    }
    if (!INTERACTION.test(path)) {
      await answerProvider(request, response);
      return;
    }
    // Knows the interaction by its cookie: throws where there is none.
    await provider.interactionDetails(request, response);
    if (request.method !== 'POST') {
      sendPage(response, loginPage(path), pageOrigins);
      return;
    }
    const person = new URLSearchParams(await textOf(request)).get('person') ?? '';
    if (!isSamplePartner(person)) {
      sendPage(response, loginPage(path), pageOrigins);
      return;
    }
    await provider.interactionFinished(
      request,
      response,
      { login: { accountId: person, remember: false } },
      { mergeWithLastSubmission: false },
    );
  };
  server.on('request', (request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else
        response
          .writeHead(400, { 'content-type': 'text/plain' })
          .end('this sign-in is over: begin again at the page\n');
    });
  });
  return {
    issuer,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function sendPage(response: ServerResponse, html: string, pageOrigins: readonly string[]): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    // The form's answer leads back to the page.
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${pageOrigins.join(' ')}; frame-ancestors 'none'; base-uri 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(html);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MAX_FORM_CHARACTERS) throw new Error('the form is too large');
  }
  return text;
}
