import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedMessage {
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the receiver answers; a function answers by hand, or never. */
export type Answer =
  | number
  | { readonly status: number; readonly headers: Readonly<Record<string, string>> }
  | ((response: ServerResponse) => void);

export interface TestReceiver {
  readonly url: string;
  /** Every request in the order of arrival, whatever was answered. */
  readonly received: readonly ReceivedMessage[];
  /** Connections that were opened. */
  connections(): number;
  stop(): Promise<void>;
}

/** An HTTP server that a partner could run. */
export async function startReceiver(answer: (message: ReceivedMessage) => Answer): Promise<TestReceiver> {
  const received: ReceivedMessage[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const message = {
        id: String(request.headers['webhook-id']),
        headers: request.headers,
        body: Buffer.concat(parts).toString('utf8'),
      };
      received.push(message);
      const given = answer(message);
      if (typeof given === 'function') given(response);
      else if (typeof given === 'number') response.writeHead(given).end();
      else response.writeHead(given.status, given.headers).end();
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    connections: () => connections,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
