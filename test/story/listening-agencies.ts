import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signWebhook } from '../../schema/webhooks/standard-webhooks.ts';

/** One message as an agency took it. */
export interface ToldMessage {
  /** `webhook-id`, the id of the event. */
  readonly id: string;
  readonly move: string;
  readonly code: string;
}

/** Servers of agencies that take what the hub tells them, and refuse what is not signed. */
export interface ListeningAgencies {
  /** For the secret's file. */
  readonly secretText: string;
  urlOf(agency: string): string;
  /** In the order of arrival; repeats of an id too. */
  toldTo(agency: string): readonly ToldMessage[];
  stop(): Promise<void>;
}

export async function startAgencies(names: readonly string[]): Promise<ListeningAgencies> {
  const secret = randomBytes(32);
  const told = new Map<string, ToldMessage[]>(names.map((name) => [name, []]));
  const servers = new Map<string, Server>();
  for (const name of names) {
    const server = createServer((request, response) => {
      void take(request, secret).then((message) => {
        if (message !== null) told.get(name)?.push(message);
        response.writeHead(message === null ? 401 : 202).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.set(name, server);
  }
  return {
    secretText: `whsec_${secret.toString('base64')}`,
    urlOf: (agency) => `http://127.0.0.1:${(servers.get(agency)?.address() as AddressInfo).port}/told`,
    toldTo: (agency) => told.get(agency) ?? [],
    async stop() {
      for (const server of servers.values()) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

/** Null when it is not signed with the secret. */
async function take(request: IncomingMessage, secret: Uint8Array): Promise<ToldMessage | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const id = String(request.headers['webhook-id']);
  const signature = signWebhook(secret, id, Number(request.headers['webhook-timestamp']), body);
  if (request.headers['webhook-signature'] !== signature) return null;
  const { data } = JSON.parse(body.toString()) as { readonly data: { move: string; code: string } };
  return { id, move: data.move, code: data.code };
}
