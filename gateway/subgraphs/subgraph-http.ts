import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { RowLook } from '../access/audit/look.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import type { Logger } from '../../runtime/log.ts';

/** A group quarrel with a thousand reports carries 40 KB of record ids; a page of a hundred such disputes must pass. */
const MAX_BODY_BYTES = 8 * 1_024 * 1_024;

/** The body of a POST as JSON; undefined for other methods. @throws HubError HUB_LIMIT_EXCEEDED, HUB_BAD_REQUEST. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (request.method !== 'POST') return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) {
      throw new HubError('HUB_LIMIT_EXCEEDED', `the body has more than ${MAX_BODY_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (cause) {
    throw new HubError('HUB_BAD_REQUEST', 'the body is not JSON in UTF-8', { cause });
  }
}

export function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

export function headerMapOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

/** The rows that were read go with the answer, as an extension: the gateway writes them down with who asked, before anything leaves. */
export function sendGraphQL(
  response: ServerResponse,
  { status, headers, body }: HTTPGraphQLResponse,
  look: RowLook,
): void {
  if (body.kind === 'chunked') throw new HubError('HUB_INTERNAL', 'a subgraph has nothing to stream');
  const looked = look.seen;
  const text =
    looked.count === 0
      ? body.string
      : JSON.stringify({ ...(JSON.parse(body.string) as object), extensions: { looked } });
  headers.delete('content-length');
  response.writeHead(status ?? 200, Object.fromEntries(headers));
  response.end(text);
}

/** A partner's own fault in words, what may pass by its code, everything else as HUB_INTERNAL; the cause goes to the log. */
export function sendError(response: ServerResponse, error: unknown, log: Logger): void {
  const known = error instanceof HubError && error.fault === 'partner';
  if (!known) log.error({ err: error }, 'a subgraph request failed');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const [status, code, message] = known
    ? [error.status, error.code, error.message]
    : error instanceof HubError && error.fault === 'transient'
      ? [error.status, error.code, 'The subgraph is not ready; try again soon.']
      : [500, 'HUB_INTERNAL', 'The subgraph failed.'];
  response.setHeader('connection', 'close');
  send(
    response,
    status,
    'application/graphql-response+json; charset=utf-8',
    JSON.stringify({ errors: [{ message, extensions: { code } }] }),
  );
}

export function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' });
  response.end(body);
}
