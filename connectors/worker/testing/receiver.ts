import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readSecrets, verifyWebhook } from '../../../schema/webhooks/standard-webhooks.ts';

export const RECEIVER_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

export interface ReceivedCall {
  readonly path: string;
  /** `webhook-id`. */
  readonly id: string;
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly subject: string;
    readonly data: { readonly move: string; readonly seq: number; readonly records: readonly string[] };
  };
  readonly status: number;
}

export interface Receiver {
  readonly url: string;
  /** Every signed request in order, with what was answered. */
  readonly calls: readonly ReceivedCall[];
  stop(): Promise<void>;
}

/** An agency that checks signatures and answers what the test says; a promise that never ends is one that hangs. */
export async function startReceiver(
  answer: (call: Omit<ReceivedCall, 'status'>) => number | Promise<number>,
): Promise<Receiver> {
  const secrets = readSecrets(RECEIVER_SECRET, 'receiver');
  const calls: ReceivedCall[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      try {
        verifyWebhook(headers, body, secrets, new Date());
      } catch {
        response.writeHead(401).end();
        return;
      }
      const event = JSON.parse(body.toString('utf8')) as ReceivedCall['event'];
      const call = { path: request.url ?? '', id: headers['webhook-id'] ?? '', event };
      void Promise.resolve(answer(call)).then((status) => {
        calls.push({ ...call, status });
        response.writeHead(status, status === 429 ? { 'retry-after': '1' } : {}).end();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
