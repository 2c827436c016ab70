import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { rfc3339 } from '../../writing/time.ts';
import type { HotlineSystem, PagePosition } from './system.ts';

export interface ApiRequest {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
}

export interface ApiReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ApiOptions {
  readonly system: HotlineSystem;
  /** Read at every request, so that it may be replaced. */
  readonly token: () => Promise<string>;
  readonly now: () => number;
}

export const TICKETS_PATH = '/api/v1/tickets';

const QuerySchema = z.object({
  updatedSince: z.iso
    .datetime({ offset: true, error: 'must be RFC 3339 with an offset' })
    .default('1970-01-01T00:00:00Z'),
  pageSize: z.coerce.number().int().min(1).max(1_000).default(200),
  page: z.string().optional(),
});
const PositionSchema = z.tuple([z.int(), z.string()]);

/**
 * `GET /api/v1/tickets?updatedSince=…&pageSize=…&page=…`: tickets by (updatedAt, ticketNo), `updatedSince` included; `nextPage` is opaque
 * and null on the last page. What a long transaction still holds is not shown, and its rows come with their old `updatedAt` when it commits.
 */
export async function answerHotlineApi(request: ApiRequest, options: ApiOptions): Promise<ApiReply> {
  if (!isAuthorized(request.authorization, await options.token())) {
    const reply = problem(401, 'the bearer token is missing or wrong');
    return { ...reply, headers: { ...reply.headers, 'www-authenticate': 'Bearer realm="hotline12345"' } };
  }
  if (request.method !== 'GET') return problem(405, 'only GET is answered here');
  const query = QuerySchema.safeParse(Object.fromEntries(request.url.searchParams));
  if (!query.success) return problem(400, z.prettifyError(query.error));
  const { updatedSince, pageSize, page } = query.data;
  const position = page === undefined ? null : readPage(page);
  if (position === undefined) return problem(400, 'page is not one that this interface gave out');
  const { tickets, next } = options.system.page(Date.parse(updatedSince), position, pageSize);
  const body = {
    items: tickets,
    nextPage: next === null ? null : writePage(next),
    serverTime: rfc3339(options.now()),
  };
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function isAuthorized(authorization: string | undefined, token: string): boolean {
  const given = Buffer.from(authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function writePage({ updatedMs, ticketNo }: PagePosition): string {
  return Buffer.from(JSON.stringify([updatedMs, ticketNo])).toString('base64url');
}

function readPage(text: string): PagePosition | undefined {
  try {
    const [updatedMs, ticketNo] = PositionSchema.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    return { updatedMs, ticketNo };
  } catch {
    return undefined;
  }
}

function problem(status: number, detail: string): ApiReply {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({ type: 'about:blank', status, detail }),
  };
}
