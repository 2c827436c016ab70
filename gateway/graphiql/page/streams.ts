import type { ExecutionResult } from 'graphql';
import { createClient } from 'graphql-ws';

/** What GraphiQL asks with. */
interface Asked {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: unknown;
}

/**
 * Streams over `graphql-transport-ws` at a path of this origin, as the token's holder. The socket stands while there is a stream. One that broke
 * is not opened again behind the user's back: what was missed between would not be shown; a cursor as `after` goes on where it stopped.
 */
export function streamOver(
  path: string,
  token: string,
): (asked: Asked) => AsyncIterableIterator<ExecutionResult> {
  const client = createClient({
    url: `${location.origin.replace(/^http/, 'ws')}${path}`,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  return ({ query, operationName = null, variables }) => {
    // As they came over the wire, like the answers of a POST.
    const results = client.iterate({
      query,
      ...(operationName === null ? {} : { operationName }),
      ...(isObject(variables) ? { variables } : {}),
    }) as AsyncIterableIterator<ExecutionResult>;
    return {
      // GraphiQL asks for the iterator again when the user stops the stream.
      [Symbol.asyncIterator]() {
        return this;
      },
      next: () =>
        results.next().catch((reason: unknown) => {
          throw inWords(reason);
        }),
      return: () => results.return?.() ?? Promise.resolve({ done: true, value: undefined }),
    };
  };
}

/** GraphiQL shows errors of GraphQL and `Error`s; the end of a socket is neither. */
function inWords(reason: unknown): unknown {
  if (reason instanceof CloseEvent) {
    const why = reason.reason === '' ? '' : ` (${reason.reason})`;
    return new Error(`the stream was closed with ${reason.code}${why}; run it again with the last cursor`);
  }
  return reason;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
