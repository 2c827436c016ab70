import { createServer, type Server } from 'node:http';
import { register } from 'prom-client';

/** What a process says of itself. `ready` answers null when it can work, else what it waits for, in words for an operator. */
export interface Health {
  ready(): string | null;
}

/** Answers `/healthz` (alive), `/readyz` (able to work; 503 with the reason otherwise) and `/metrics` (Prometheus); undefined for any other path. */
export async function operationsPage(
  path: string,
  health: Health,
): Promise<{ status: number; contentType: string; body: string } | undefined> {
  const text = (status: number, body: string): { status: number; contentType: string; body: string } => ({
    status,
    contentType: 'text/plain; charset=utf-8',
    body: `${body}\n`,
  });
  switch (path) {
    case '/healthz':
      return text(200, 'ok');
    case '/readyz': {
      const waitingFor = health.ready();
      return waitingFor === null ? text(200, 'ready') : text(503, waitingFor);
    }
    case '/metrics':
      return { status: 200, contentType: register.contentType, body: await register.metrics() };
    default:
      return undefined;
  }
}

/** A server of its own for processes that have no other (pipeline). Port 0 picks a free one. */
export async function serveOperations(host: string, port: number, health: Health): Promise<Server> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    void operationsPage(path, health).then((page) => {
      response.writeHead(page?.status ?? 404, { 'content-type': page?.contentType ?? 'text/plain' });
      response.end(page?.body ?? 'not found: try /healthz, /readyz or /metrics\n');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}
