import { PassThrough } from 'node:stream';
import { createParser, type ParseError } from 'eventsource-parser';
import { createClient, type Client } from 'graphql-ws';
import { Pool, type Dispatcher } from 'undici';
import { WebSocket, type ClientOptions } from 'ws';
import { HubError } from '../../../schema/canonical/hub-error.ts';

export interface RemoteStreamOptions {
  /** Of the subgraph in the supergraph. */
  readonly name: string;
  readonly url: URL;
  readonly connectTimeoutMs: number;
  /** Longest item, in bytes. */
  readonly maxItemBytes: number;
}

/** What is asked of the subgraph: as the body of a POST. */
export interface StreamRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Results of a subscription as they come, not yet looked into. */
export type RemoteItems = AsyncIterableIterator<unknown, undefined>;

/** Streams of one subgraph. */
export interface RemoteStreams {
  /** @throws HubError HUB_SUBGRAPH_UNAVAILABLE when it cannot be had, here or later while it is read. */
  open(request: StreamRequest, signal: AbortSignal): Promise<RemoteItems>;
  close(): Promise<void>;
}

/** Items that wait for a slow reader of a socket, which cannot be held back as an HTTP answer is. */
const MOST_WAITING = 1_000;

/**
 * Subscriptions at a subgraph: server-sent events at its own URL (the distinct connections mode of GraphQL over SSE) where it answers with them,
 * otherwise graphql-transport-ws at the same place. Which of them a subgraph speaks is found out with its first stream.
 */
export function remoteStreams(options: RemoteStreamOptions): RemoteStreams {
  const { name } = options;
  let speaks: 'events' | 'socket' | undefined;
  let socket: Client | undefined;
  // Apart from the connections of queries: a stream keeps one for as long as it lasts.
  const pool = new Pool(options.url.origin, { connect: { timeout: options.connectTimeoutMs } });

  const openSocket = (request: StreamRequest, signal: AbortSignal): RemoteItems => {
    socket ??= socketClient(options);
    const items = new PassThrough({ objectMode: true, highWaterMark: MOST_WAITING, signal });
    const end = socket.subscribe<unknown>(
      { ...request },
      {
        next(item) {
          if (items.writableLength < MOST_WAITING) items.write(item);
          else items.destroy(unavailable(name, `was read too slowly: ${MOST_WAITING} items wait`));
        },
        error(error) {
          const why = Array.isArray(error)
            ? `refused the subscription: ${wordsOf(error)}`
            : 'broke its stream off';
          items.destroy(unavailable(name, why, error));
        },
        complete() {
          items.end();
        },
      },
    );
    items.once('close', end);
    return items[Symbol.asyncIterator]() as RemoteItems;
  };

  return {
    async open(request, signal) {
      if (speaks === 'socket') return openSocket(request, signal);
      const events = await openEvents(options, pool, request, signal);
      if (typeof events !== 'string') {
        speaks = 'events';
        return events;
      }
      if (speaks === 'events') throw unavailable(name, `answered a subscription with ${events}`);
      if (!(await takesSockets(options))) {
        throw unavailable(
          name,
          `offers no streams at its URL: it answered a request for server-sent events with ${events}, and takes no graphql-transport-ws socket there`,
        );
      }
      speaks = 'socket';
      return openSocket(request, signal);
    },
    async close() {
      await socket?.dispose();
      await pool.destroy();
    },
  };
}

/** @returns what came instead, in words, when the answer is no stream of events */
async function openEvents(
  { name, url, maxItemBytes }: RemoteStreamOptions,
  pool: Dispatcher,
  request: StreamRequest,
  signal: AbortSignal,
): Promise<RemoteItems | string> {
  let response: Dispatcher.ResponseData;
  try {
    response = await pool.request({
      method: 'POST',
      path: `${url.pathname}${url.search}`,
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify(request),
      // Between two events there may be any time.
      bodyTimeout: 0,
      signal,
    });
  } catch (cause) {
    throw unavailable(name, 'could not be reached', cause);
  }
  // Whoever reads it is told; where nobody does yet or any more, nobody need be.
  response.body.on('error', () => undefined);
  const type = String(response.headers['content-type'] ?? 'nothing');
  if (response.statusCode !== 200 || !type.toLowerCase().startsWith('text/event-stream')) {
    response.body.destroy();
    return `HTTP status ${response.statusCode} and ${type}`;
  }
  return eventsOf(name, response.body, maxItemBytes);
}

/** Reads only as fast as it is asked: a slow reader holds back the subgraph. */
async function* eventsOf(
  name: string,
  body: AsyncIterable<Uint8Array>,
  maxItemBytes: number,
): AsyncGenerator<unknown, undefined> {
  const ready: unknown[] = [];
  const state: { isOver: boolean; fault: Error | undefined } = { isOver: false, fault: undefined };
  const parser = createParser({
    maxBufferSize: maxItemBytes,
    onEvent({ event, data }) {
      if (event === 'complete') state.isOver = true;
      else if (event === 'next' && !state.isOver) {
        try {
          ready.push(JSON.parse(data));
        } catch (cause) {
          state.fault ??= unavailable(name, 'sent an event that is not JSON', cause);
        }
      }
    },
    onError(error: ParseError) {
      if (error.type === 'max-buffer-size-exceeded') {
        state.fault ??= unavailable(name, `sent an event of more than ${maxItemBytes} bytes`);
      }
    },
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of body) {
      parser.feed(decoder.decode(chunk, { stream: true }));
      yield* ready.splice(0);
      if (state.fault !== undefined) throw state.fault;
      if (state.isOver) return undefined;
    }
  } catch (error) {
    throw error instanceof HubError ? error : unavailable(name, 'broke its stream off', error);
  }
  throw unavailable(name, 'ended its stream without saying so');
}

function socketClient({ url, connectTimeoutMs, maxItemBytes }: RemoteStreamOptions): Client {
  return createClient({
    url: socketUrl(url),
    webSocketImpl: boundedSocket({ maxPayload: maxItemBytes, handshakeTimeout: connectTimeoutMs }),
    connectionAckWaitTimeout: connectTimeoutMs,
    // A stream that broke has lost what came meanwhile: its reader is told, nothing is gone on with in silence.
    retryAttempts: 0,
    keepAlive: 30_000,
  });
}

/** Whether a socket of this protocol is taken there at all; what it then says is its own. */
async function takesSockets({ url, connectTimeoutMs }: RemoteStreamOptions): Promise<boolean> {
  const socket = new WebSocket(socketUrl(url), 'graphql-transport-ws', {
    handshakeTimeout: connectTimeoutMs,
  });
  return new Promise((resolve) => {
    socket.once('open', () => {
      resolve(true);
      socket.close(1000);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

/** As graphql-ws makes them: by address and protocol alone. */
function boundedSocket(options: ClientOptions): unknown {
  return class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, options);
    }
  };
}

function socketUrl(url: URL): string {
  const socket = new URL(url);
  socket.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return socket.href;
}

function wordsOf(errors: readonly unknown[]): string {
  return errors
    .map((error) =>
      typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : 'no words',
    )
    .join('; ');
}

function unavailable(name: string, why: string, cause?: unknown): HubError {
  return new HubError(
    'HUB_SUBGRAPH_UNAVAILABLE',
    `subgraph ${name} ${why}`,
    cause === undefined ? {} : { cause },
  );
}
