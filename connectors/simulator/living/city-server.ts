import { createServer, type IncomingMessage } from 'node:http';
import { operationsPage, type Health } from '../../../runtime/operations-server.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import {
  answerHotlineApi,
  TICKETS_PATH,
  type ApiOptions,
  type ApiReply,
} from '../agencies/hotline12345/api.ts';

export interface CityServerOptions {
  readonly host: string;
  readonly port: number;
  readonly health: Health;
  readonly api: ApiOptions;
  readonly log: { error(fields: object, message: string): void };
}

/** The hotline's interface and the operations pages on one port. @throws HubError HUB_CONFIG_INVALID when the port is taken */
export async function serveCity(options: CityServerOptions): Promise<{ stop(): Promise<void> }> {
  const { host, port, log } = options;
  const server = createServer((request, response) => {
    answer(request, options)
      .catch((error: unknown) => {
        log.error({ err: error, path: request.url }, 'a request to the simulated city failed');
        const body = 'the simulated city failed at this request; its log has the reason\n';
        return { status: 500, headers: { 'content-type': 'text/plain' }, body };
      })
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(body))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'another program has it' : cause.message;
      const field = 'TRIBUTARY_SIMULATOR_PORT';
      reject(
        new HubError('HUB_CONFIG_INVALID', `cannot listen on ${host}:${port}: ${why}; set ${field}`, {
          cause,
          field,
        }),
      );
    });
    server.listen(port, host, resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, { health, api }: CityServerOptions): Promise<ApiReply> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === TICKETS_PATH) {
    return answerHotlineApi(
      { method: request.method ?? 'GET', url, authorization: request.headers.authorization },
      api,
    );
  }
  const page = await operationsPage(url.pathname, health);
  if (page !== undefined) {
    return { status: page.status, headers: { 'content-type': page.contentType }, body: page.body };
  }
  return {
    status: 404,
    headers: { 'content-type': 'text/plain' },
    body: `not found: try ${TICKETS_PATH}, /healthz, /readyz or /metrics\n`,
  };
}
