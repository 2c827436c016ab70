import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { SocketClient } from '../../gateway/router/testing/socket-client.ts';
import { eventually } from '../harness/eventually.ts';

export const TRANSPORTS = ['WebSocket', 'event stream'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** A stream that a partner holds open. */
export interface HeldStream {
  /** What came, as it stood on the wire, in its order: messages of the socket, or events of the stream without its comments. */
  readonly frames: readonly string[];
  close(): Promise<void>;
}

/** What a partner asks for, and where it goes on. */
export interface Holding {
  /** `http://127.0.0.1:port/graphql`. */
  readonly url: string;
  readonly authorization: string;
  /** May have the variable `$after: String`. */
  readonly query: string;
  readonly after: string | null;
}

/** Opens a stream; resolves once the first frame is there: an item, or why there is none. */
export async function hold(transport: Transport, holding: Holding): Promise<HeldStream> {
  return transport === 'WebSocket' ? overWebSocket(holding) : overEventStream(holding);
}

/** Until a stream has told something. */
export async function untilTold({ frames }: HeldStream, what: string): Promise<void> {
  await eventually(() => frames.some((frame) => frame.includes(what)), {
    what: `${what} on a stream that has told ${frames.join('\n')}`,
  });
}

async function overWebSocket({ url, authorization, query, after }: Holding): Promise<HeldStream> {
  const frames: string[] = [];
  const client = await new SocketClient(url).opened();
  client.send({ type: 'connection_init', payload: { authorization } });
  await client.next('connection_ack');
  client.socket.on('message', (data: Buffer) => frames.push(data.toString()));
  client.subscribe('1', query, { after });
  // A stream that goes on says nothing until there is something.
  if (after === null) await eventually(() => frames.length > 0);
  return { frames, close: () => client.close() };
}

async function overEventStream({ url, authorization, query, after }: Holding): Promise<HeldStream> {
  const frames: string[] = [];
  const lastEventId = after === null ? {} : { 'last-event-id': after };
  const asking = request(`${url}/stream?query=${encodeURIComponent(query)}`, {
    agent: false,
    headers: { authorization, accept: 'text/event-stream', ...lastEventId },
  });
  asking.end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  response.on('error', () => undefined).setEncoding('utf8');
  const { statusCode } = response;
  let text = '';
  if (statusCode === 200) {
    response.on('data', (chunk: string) => {
      const whole = (text + chunk).split('\n\n');
      text = whole.pop() ?? '';
      frames.push(...whole.filter((frame) => !frame.startsWith(':')));
    });
  } else {
    for await (const chunk of response) text += chunk as string;
    frames.push(`${statusCode ?? '?'} ${text}`);
  }
  if (after === null) await eventually(() => frames.length > 0);
  return {
    frames,
    close: () => {
      asking.destroy();
      return Promise.resolve();
    },
  };
}

const CURSOR = /("cursor":"|^id: )([\w-]{40,})/gm;

/** Cursors are sealed anew each time: what two twins have in common is how long they are. */
export function withoutCursors(frame: string): string {
  return frame.replace(CURSOR, (_, head: string, cursor: string) => `${head}<${cursor.length} characters>`);
}

/** All cursors of a stream, in their order. */
export function cursorsIn(frames: readonly string[]): readonly string[] {
  return frames.flatMap((frame) => {
    // An event stream tells each twice: as its id, and in what the document selects.
    const found = [...frame.matchAll(CURSOR)].map(([, , cursor = '']) => cursor);
    return [...new Set(found)];
  });
}
