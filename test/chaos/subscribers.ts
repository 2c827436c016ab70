import { request } from 'undici';
import { WebSocket } from 'ws';
import type { Random } from '../../connectors/simulator/noise/random.ts';
import type { EventDoc } from '../../schema/store/event-log.ts';

/** One of the streams that are followed: what is asked, and which events of the ground truth it must bring. */
export interface FollowedStream {
  readonly name: string;
  /** `riskEvents` or `disputeChanged`, with `$after` and without its selection. */
  readonly field: string;
  readonly matches: (event: Pick<EventDoc, 'kind' | 'colour' | 'regionCode' | 'subjectId'>) => boolean;
}

/** What a subscriber received over all its connections, in order. */
export interface ReceivedEvent {
  readonly id: string;
  readonly subjectId: string;
  readonly seq: number;
}

export interface Subscriber {
  readonly stream: FollowedStream;
  readonly received: readonly ReceivedEvent[];
  /** Times that it came back with its last cursor. */
  readonly returns: number;
  /** What it was refused with for good; null when all is well. */
  readonly refused: string | null;
}

export interface Subscribers {
  readonly all: readonly Subscriber[];
  /** Resolves once every one has its first cursor: from then on nothing may be missed. */
  readonly ready: Promise<unknown>;
  stop(): Promise<void>;
}

export interface SubscriberOptions {
  readonly gatewayUrls: readonly string[];
  readonly token: string;
  readonly random: Random;
  /** Longest time on one connection, ms; most are shorter. */
  readonly longestStayMs: number;
}

const AGAIN_AFTER_MS = 100;
const SUBPROTOCOL = 'graphql-transport-ws';
const SELECTION = '{ cursor bookmark event { id subjectId seq kind dispute { code } } }';
/** A refusal that asking again does not mend. */
const FOR_GOOD = /HUB_CURSOR|HUB_BAD_REQUEST|HUB_FORBIDDEN/;

/**
 * Follows streams over connections that break again and again, each time at another gateway perhaps, and goes on with the last cursor that it
 * has. Every fourth comes by server-sent events, the others by WebSocket. Nothing is asked for twice and nothing is sorted: what is received is
 * kept as it came.
 */
export function startSubscribers(
  streams: readonly FollowedStream[],
  options: SubscriberOptions,
): Subscribers {
  const clients = streams.map((stream, n) => new Client(stream, n % 4 === 3, options));
  const running = clients.map((client) => client.run());
  return {
    all: clients,
    ready: Promise.all(clients.map(({ ready }) => ready)),
    stop: async () => {
      for (const client of clients) client.stop();
      await Promise.all(running);
    },
  };
}

interface StreamAnswer {
  readonly data?: Readonly<Record<string, StreamItem | null>> | null;
  readonly errors?: readonly Refusal[];
}

interface Refusal {
  readonly message: string;
  readonly extensions?: { readonly code?: string };
}

interface StreamItem {
  readonly cursor: string;
  readonly event: ReceivedEvent | null;
}

class Client implements Subscriber {
  readonly stream: FollowedStream;
  readonly received: ReceivedEvent[] = [];
  readonly ready: Promise<unknown>;
  returns = 0;
  refused: string | null = null;
  readonly #overSse: boolean;
  readonly #options: SubscriberOptions;
  readonly #random: Random;
  readonly #stopping = new AbortController();
  #cursor: string | null = null;
  #isReady: () => void = () => undefined;

  constructor(stream: FollowedStream, overSse: boolean, options: SubscriberOptions) {
    this.stream = stream;
    this.#overSse = overSse;
    this.#options = options;
    this.#random = options.random.fork(stream.name);
    this.ready = new Promise<void>((resolve) => (this.#isReady = resolve));
  }

  stop(): void {
    this.#stopping.abort();
  }

  async run(): Promise<void> {
    const { gatewayUrls, longestStayMs } = this.#options;
    while (!this.#stopping.signal.aborted && this.refused === null) {
      const leave = AbortSignal.any([
        this.#stopping.signal,
        AbortSignal.timeout(this.#random.int(200, longestStayMs)),
      ]);
      const url = this.#random.pick(gatewayUrls);
      await (this.#overSse ? this.#stayOverSse(url, leave) : this.#stayOverWebSocket(url, leave));
      if (this.#cursor !== null) this.returns += 1;
      await new Promise((resolve) => setTimeout(resolve, this.#random.int(0, AGAIN_AFTER_MS)));
    }
  }

  #document(): { query: string; variables: Record<string, unknown> } {
    return {
      query: `subscription Follow($after: String) { ${this.stream.field} ${SELECTION} }`,
      variables: { after: this.#cursor },
    };
  }

  /** Takes one answer; false when the connection is of no more use. */
  #take(answer: StreamAnswer): boolean {
    const refusals = (answer.errors ?? []).map(
      ({ message, extensions }) => `${extensions?.code ?? ''} ${message}`,
    );
    const item = Object.values(answer.data ?? {})[0];
    if (item == null) {
      const forGood = refusals.find((text) => FOR_GOOD.test(text));
      if (forGood !== undefined) this.refused = forGood;
      return false;
    }
    this.#cursor = item.cursor;
    if (item.event !== null) {
      const { id, subjectId, seq } = item.event;
      this.received.push({ id, subjectId, seq });
    }
    this.#isReady();
    return true;
  }

  async #stayOverWebSocket(url: string, leave: AbortSignal): Promise<void> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, SUBPROTOCOL);
    // No good-bye: what is on its way when a client goes is lost to it.
    leave.addEventListener('abort', () => {
      socket.terminate();
    });
    const send = (message: object): void => {
      socket.send(JSON.stringify(message));
    };
    socket.on('open', () => {
      send({ type: 'connection_init', payload: { authorization: `Bearer ${this.#options.token}` } });
    });
    socket.on('message', (bytes: Buffer) => {
      if (leave.aborted) return;
      const { type, payload } = JSON.parse(bytes.toString()) as { type: string; payload?: unknown };
      if (type === 'connection_ack') send({ id: '1', type: 'subscribe', payload: this.#document() });
      else if (type === 'ping') send({ type: 'pong' });
      else if (type === 'next') {
        if (!this.#take(payload as StreamAnswer)) socket.terminate();
      } else if (type === 'error') {
        this.#take({ errors: payload as readonly Refusal[] });
        socket.terminate();
      } else if (type === 'complete') socket.terminate();
    });
    await new Promise<void>((resolve) => {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        resolve();
      });
    });
  }

  async #stayOverSse(url: string, leave: AbortSignal): Promise<void> {
    try {
      const { statusCode, body } = await request(`${url}/graphql/stream`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          authorization: `Bearer ${this.#options.token}`,
        },
        body: JSON.stringify(this.#document()),
        signal: leave,
        bodyTimeout: 0,
      });
      if (statusCode !== 200) {
        const text = await body.text();
        if (FOR_GOOD.test(text)) this.refused = text;
        return;
      }
      let text = '';
      for await (const bytes of body.setEncoding('utf8')) {
        text += String(bytes);
        const messages = text.split('\n\n');
        text = messages.pop() ?? '';
        for (const message of messages) {
          const data = /^data: ?(.*)$/m.exec(message)?.[1];
          if (leave.aborted || !/^event: ?next$/m.test(message) || data === undefined) continue;
          if (!this.#take(JSON.parse(data) as StreamAnswer)) return;
        }
      }
    } catch {
      // The connection broke: that is what this is about.
    }
  }
}

/** How what a subscriber received differs from what was told; all empty when nothing was lost, doubled or put in wrong order. */
export interface StreamDifferences {
  readonly missing: readonly string[];
  readonly unasked: readonly string[];
  readonly twice: readonly string[];
  /** Events that came after a later one of the same dispute. */
  readonly outOfOrder: readonly string[];
  readonly refused: string | null;
}

export const NO_STREAM_DIFFERENCES: StreamDifferences = {
  missing: [],
  unasked: [],
  twice: [],
  outOfOrder: [],
  refused: null,
};

export function streamDifferences(
  { stream, received, refused }: Subscriber,
  told: readonly EventDoc[],
): StreamDifferences {
  const expected = new Set(told.filter(stream.matches).map(({ _id }) => _id));
  const seen = new Set<string>();
  const last = new Map<string, number>();
  const twice: string[] = [];
  const outOfOrder: string[] = [];
  for (const { id, subjectId, seq } of received) {
    if (seen.has(id)) twice.push(id);
    seen.add(id);
    if (seq <= (last.get(subjectId) ?? 0)) outOfOrder.push(id);
    last.set(subjectId, seq);
  }
  return {
    missing: [...expected].filter((id) => !seen.has(id)),
    unasked: [...seen].filter((id) => !expected.has(id)),
    twice,
    outOfOrder,
    refused,
  };
}
