import { createServer } from 'node:http';

export interface HotlineRow {
  readonly ticketNo: string;
  readonly updatedAt: string;
  readonly [member: string]: unknown;
}

export interface HotlineServer {
  readonly url: string;
  /** Rows that a client can see: put one in to commit it. */
  readonly committed: HotlineRow[];
  /** `updatedSince` of each poll. */
  readonly polls: string[];
  /** Answered instead of a page until it is null again. */
  status: number | null;
  close(): Promise<void>;
}

/** The ticket interface of a hotline: only committed rows, by (updatedAt, ticketNo), two a page. */
export async function startHotline(): Promise<HotlineServer> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    if (request.headers.authorization !== 'Bearer test-token') {
      response.writeHead(401).end();
      return;
    }
    if (hotline.status !== null) {
      response.writeHead(hotline.status).end();
      return;
    }
    const since = Date.parse(url.searchParams.get('updatedSince') ?? '');
    const at = Number(url.searchParams.get('page') ?? '0');
    const visible = hotline.committed
      .filter((row) => Date.parse(row.updatedAt) >= since)
      .sort((a, b) => a.updatedAt.localeCompare(b.updatedAt) || a.ticketNo.localeCompare(b.ticketNo));
    const nextPage = at + 2 < visible.length ? String(at + 2) : null;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ items: visible.slice(at, at + 2), nextPage, serverTime: new Date().toISOString() }),
    );
    if (at === 0) hotline.polls.push(url.searchParams.get('updatedSince') ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const hotline: HotlineServer = {
    url: `http://127.0.0.1:${port}`,
    committed: [],
    polls: [],
    status: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return hotline;
}
