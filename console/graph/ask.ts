import type { Asker } from './asker.ts';
import { eventReader } from './server-sent-events.ts';

/** A document as its writer wrote it, and what goes with it. */
export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
}

/** What came back, as it came: nothing is taken from a cache, nothing is added to the document. */
export interface PlainAnswer {
  readonly status: number;
  /** From asking to the last byte. */
  readonly durationMs: number;
  readonly bytes: number;
  /** JSON, null where the answer was none. */
  readonly body: unknown;
}

export interface StreamItem {
  /** Null of an item that can be gone on from nowhere: an error at the end. */
  readonly cursor: string | null;
  readonly body: unknown;
}

const JSON_ANSWER = 'application/graphql-response+json, application/json;q=0.9';

/** Asks the graph one question. @throws TypeError when the gateway does not answer. */
export async function askGraph(asker: Asker, question: Question, signal?: AbortSignal): Promise<PlainAnswer> {
  const beganAt = performance.now();
  const response = await post('/graphql', asker, JSON_ANSWER, question, signal);
  return answerOf(response, beganAt);
}

/**
 * Follows a subscription as server-sent events until it ends or `signal` stops it.
 * @returns null when the stream was opened; else the answer that refused it
 */
export async function followGraph(
  asker: Asker,
  question: Question,
  told: { readonly onOpen: () => void; readonly onItem: (item: StreamItem) => void },
  signal: AbortSignal,
): Promise<PlainAnswer | null> {
  const beganAt = performance.now();
  const response = await post('/graphql/stream', asker, 'text/event-stream', question, signal);
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (!isStream || response.body === null) return answerOf(response, beganAt);
  told.onOpen();
  const read = eventReader();
  const parts = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await parts.read();
    if (done) return null;
    for (const { type, id, data } of read(value)) {
      if (type === 'next') told.onItem({ cursor: id, body: JSON.parse(data) });
    }
  }
}

function post(
  path: string,
  { token, purpose }: Asker,
  accept: string,
  { query, variables, operationName }: Question,
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    credentials: 'omit',
    headers: {
      accept,
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      ...(purpose === null ? {} : { 'purpose-of-use': purpose }),
    },
    body: JSON.stringify({ query, variables, ...(operationName === null ? {} : { operationName }) }),
    signal: signal ?? null,
  });
}

async function answerOf(response: Response, beganAt: number): Promise<PlainAnswer> {
  const text = await response.text();
  const durationMs = performance.now() - beganAt;
  const bytes = new TextEncoder().encode(text).length;
  return { status: response.status, durationMs, bytes, body: jsonOf(text) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
