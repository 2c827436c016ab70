import { WebSocket } from 'ws';

/** A subscriber as lean as can be: thousands of them must not be what is measured. */
export class StreamClient {
  readonly socket: WebSocket;
  /** Told of every result but the first of a subscription, which is a bookmark. */
  onNext: (payload: unknown) => void = () => undefined;
  #begun: (() => void) | undefined;
  #acknowledged: (() => void) | undefined;

  private constructor(gatewayUrl: string, token: string) {
    this.socket = new WebSocket(`${gatewayUrl.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: { authorization: `Bearer ${token}` },
      perMessageDeflate: false,
    });
    this.socket.on('open', () => {
      this.socket.send('{"type":"connection_init"}');
    });
    this.socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { type: string; payload?: unknown };
      if (message.type === 'connection_ack') this.#acknowledged?.();
      else if (message.type === 'error') throw new Error(JSON.stringify(message.payload));
      else if (this.#begun !== undefined) {
        this.#begun();
        this.#begun = undefined;
      } else this.onNext(message.payload);
    });
  }

  static async open(gatewayUrl: string, token: string): Promise<StreamClient> {
    const client = new StreamClient(gatewayUrl, token);
    await new Promise<void>((resolve, reject) => {
      client.#acknowledged = resolve;
      client.socket.once('error', reject);
    });
    return client;
  }

  async subscribe(id: string, query: string): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#begun = resolve;
      this.socket.send(JSON.stringify({ type: 'subscribe', id, payload: { query } }));
    });
  }

  close(): void {
    this.socket.close();
  }
}
