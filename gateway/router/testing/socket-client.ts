import { once } from 'node:events';
import { WebSocket } from 'ws';
import { STREAM_TOKEN } from './stream-gateway.ts';

/** A message of graphql-transport-ws, as it came. */
export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** A socket without a client library between: what a test sends is what goes over the wire. */
export class SocketClient {
  readonly socket: WebSocket;
  readonly closed: Promise<Closed>;
  readonly #received: Message[] = [];
  #wake: (() => void) | undefined;

  constructor(
    url: string,
    protocols: string | string[] = 'graphql-transport-ws',
    headers: Record<string, string> = {},
  ) {
    this.socket = new WebSocket(url.replace('http', 'ws'), protocols, { headers });
    this.socket.on('message', (data: Buffer) => {
      this.#received.push(JSON.parse(data.toString()) as Message);
      this.#wake?.();
    });
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code: number, reason: Buffer) => {
        resolve({ code, reason: reason.toString() });
        this.#wake?.();
      });
    });
  }

  async opened(): Promise<this> {
    await once(this.socket, 'open');
    return this;
  }

  /** Opened, and through `connection_init` with the tests' token. */
  static async ready(url: string): Promise<SocketClient> {
    const client = await new SocketClient(url).opened();
    client.send({ type: 'connection_init', payload: { authorization: STREAM_TOKEN } });
    await client.next('connection_ack');
    return client;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables?: Record<string, unknown>): void {
    this.send({
      type: 'subscribe',
      id,
      payload: { query, ...(variables === undefined ? {} : { variables }) },
    });
  }

  /** The next message; of this type, when told. */
  async next(type?: string): Promise<Message> {
    while (this.#received.length === 0) {
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error('the socket is closed');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const message = this.#received.shift() ?? { type: '' };
    if (type !== undefined && message.type !== type) {
      throw new Error(`expected ${type}, got ${JSON.stringify(message)}`);
    }
    return message;
  }

  get waiting(): number {
    return this.#received.length;
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

export interface ItemSeen {
  readonly cursor: string;
  readonly bookmark: boolean;
  readonly event: { readonly id: string; readonly [field: string]: unknown } | null;
}

/** What a `next` message of a stream shows. */
export function itemIn({ payload }: Message, field = 'riskEvents'): ItemSeen {
  const { data } = payload as { data: Record<string, ItemSeen> };
  const item = data[field];
  if (item === undefined) throw new Error(JSON.stringify(payload));
  return item;
}
