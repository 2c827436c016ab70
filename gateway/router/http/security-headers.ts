import type { FastifyInstance } from 'fastify';
import type { SignIn } from '../../access/identity/issuers.ts';

/**
 * `'unsafe-inline'` for styles alone: GraphiQL's editor (Monaco) writes style elements as it runs. Scripts, workers and connections are
 * this origin's own; no page may frame ours.
 */
const contentSecurityPolicy = (signIn: SignIn | null): string =>
  [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "worker-src 'self'",
    `connect-src 'self'${signIn === null ? '' : ` ${new URL(signIn.issuer).origin}`}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * On every answer, whatever gave it. Answers are not to be stored unless their route says otherwise. There are no CORS headers at all.
 * @param signIn the one other origin that the page may talk to: its issuer
 */
export function addSecurityHeaders(app: FastifyInstance, signIn: SignIn | null): void {
  const headers = { ...HEADERS, 'content-security-policy': contentSecurityPolicy(signIn) };
  app.addHook('onSend', (request, reply, _payload, done) => {
    void reply.headers(headers).header('x-request-id', request.id);
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    done();
  });
}
