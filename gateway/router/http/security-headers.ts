import type { FastifyInstance } from 'fastify';
import type { PageName } from '../../pages/location.ts';
import type { SignIn } from '../../access/identity/issuers.ts';

const policy = (styles: string, signIn: SignIn | null): string =>
  [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self'${styles}`,
    "img-src 'self' data:",
    "font-src 'self' data:",
    "worker-src 'self'",
    `connect-src 'self'${signIn === null ? '' : ` ${new URL(signIn.issuer).origin}`}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * What a page may do: scripts, workers and connections are this origin's own; no page may frame ours. Style elements that the console writes as it
 * runs carry the answer's nonce; GraphiQL's editor (Monaco) writes some that cannot, so `'unsafe-inline'` holds there, for styles alone.
 */
export function pagePolicy(page: PageName, signIn: SignIn | null, nonce: string): string {
  return policy(page === 'console' ? ` 'nonce-${nonce}'` : " 'unsafe-inline'", signIn);
}

const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** What stands on an answer whose route says nothing of it. */
const unlessTold = (signIn: SignIn | null): Readonly<Record<string, string>> => ({
  'content-security-policy': policy('', signIn),
  'cache-control': 'no-store',
});

/**
 * On every answer, whatever gave it; pages have a policy of their own. Answers are not to be stored unless their route says otherwise. There are no CORS headers at all.
 * @param signIn the one other origin that the page may talk to: its issuer
 */
export function addSecurityHeaders(app: FastifyInstance, signIn: SignIn | null): void {
  const untold = Object.entries(unlessTold(signIn));
  app.addHook('onSend', (request, reply, _payload, done) => {
    void reply.headers(HEADERS).header('x-request-id', request.id);
    for (const [name, value] of untold) if (!reply.hasHeader(name)) void reply.header(name, value);
    done();
  });
}

/** The same for a route that writes the heads of its answers by itself; `x-request-id` is its own to add. */
export function securityHeaders(signIn: SignIn | null): Readonly<Record<string, string>> {
  return { ...HEADERS, ...unlessTold(signIn) };
}
