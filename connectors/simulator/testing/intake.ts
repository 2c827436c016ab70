import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readCloudEvents } from '../../kit/cloud-events.ts';
import { verifyWebhook } from '../../../schema/webhooks/standard-webhooks.ts';

export interface Received {
  readonly contentType: string;
  readonly idempotencyKey: string;
  /** CloudEvents ids with subject and the data's bytes. */
  readonly events: readonly { id: string; subject: string | null; data: string }[];
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

export interface ListeningIntake {
  readonly url: string;
  readonly port: number;
  /** What was answered with 2xx, in order. */
  readonly taken: readonly Received[];
  close(): Promise<void>;
}

/**
 * The far end of a push: a listener that holds every request to its signature and to CloudEvents, as the hub's intake does, and answers
 * as the test says.
 */
export async function listenForPushes(
  secret: Uint8Array,
  answer: (received: Received, attempt: number) => Answer | Promise<Answer>,
  port = 0,
): Promise<ListeningIntake> {
  const taken: Received[] = [];
  let attempts = 0;
  const server = createServer((request, response) => {
    void bodyOf(request)
      .then(async (body) => {
        const headers = request.headers as Record<string, string | undefined>;
        verifyWebhook(headers, body, [secret], new Date());
        const events = readCloudEvents({ headers, body }).map((reading) => {
          if (!reading.ok) throw reading.error;
          const { id, subject, data } = reading.event;
          return { id, subject, data: Buffer.from(data).toString('utf8') };
        });
        const received: Received = {
          contentType: headers['content-type'] ?? '',
          idempotencyKey: headers['idempotency-key'] ?? '',
          events,
        };
        attempts += 1;
        const given = await answer(received, attempts);
        if (given.status < 300) taken.push(received);
        response.writeHead(given.status, { 'content-type': 'application/json', ...given.headers });
        response.end(JSON.stringify(given.body ?? {}));
      })
      .catch((error: unknown) => {
        response.writeHead(401).end(String(error));
      });
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}/intake/police110`,
    port: address.port,
    taken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
