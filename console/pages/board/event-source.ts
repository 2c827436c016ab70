import { stringifyDocument, type Client } from '@urql/core';
import type { Client as SocketClient } from 'graphql-ws';
import { faultsOf } from '../../graph/faults.ts';
import type { BoardEvent } from './board-model.ts';
import { BOARD_EVENTS, BOARD_STREAM, type BoardStreamAnswer, type BoardStreamVariables } from './board.ts';
import { StreamRefusal, type EventSource, type MissedPage } from './follow-events.ts';

export type EventFilter = NonNullable<BoardStreamVariables['filter']>;

/** Closed because the token does not hold, or no longer. */
const SHUT_CODES = [4401, 4403];
const TOO_SLOW_CODE = 4508;

interface GraphFault {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The events of the graph: the stream over the session's socket, the list of what was missed by POST. */
export function graphEvents(
  socket: SocketClient,
  client: Client,
  filter: EventFilter,
): EventSource<BoardEvent> {
  const read = async (from: {
    readonly after?: string;
    readonly since?: string;
  }): Promise<MissedPage<BoardEvent>> => {
    const { data, error } = await client
      .query(BOARD_EVENTS, { filter, ...from }, { requestPolicy: 'network-only' })
      .toPromise();
    const page = data?.riskEvents;
    if (page != null) {
      const { hasNextPage, endCursor } = page.pageInfo;
      return { events: page.nodes, endCursor, hasNextPage };
    }
    if (error !== undefined && error.graphQLErrors.length > 0) throw refusalOf(error.graphQLErrors);
    throw new Error(faultsOf(error)[0]?.message ?? '');
  };
  return {
    stream: (after, { onOpen, onItem }, signal) =>
      new Promise((resolve, reject) => {
        let refusal: StreamRefusal | null = null;
        // The protocol has no word for a stream that stands: a socket that was open is asked without an answer.
        const opening = setTimeout(onOpen, OPENING_MS);
        const stopListening = socket.on('connected', onOpen);
        const end = (): void => {
          clearTimeout(opening);
          stopListening();
        };
        const stop = socket.subscribe<BoardStreamAnswer>(
          { query: stringifyDocument(BOARD_STREAM), variables: { filter, after } },
          {
            next: ({ data, errors }) => {
              const item = data?.riskEvents;
              if (item != null) onItem(item);
              else refusal = refusalOf(errors ?? []);
            },
            error: (reason) => {
              end();
              reject(refusal ?? errorOf(reason));
            },
            complete: () => {
              end();
              if (refusal === null) resolve();
              else reject(refusal);
            },
          },
        );
        signal.addEventListener('abort', stop, { once: true });
        signal.addEventListener('abort', end, { once: true });
      }),
    recent: async () => {
      const events: BoardEvent[] = [];
      const since = new Date(Date.now() - RECENT_MS).toISOString();
      let after: string | null = null;
      for (let pages = 0; pages < RECENT_PAGES; pages += 1) {
        const page: MissedPage<BoardEvent> = await read(after === null ? { since } : { after });
        events.push(...page.events);
        after = page.endCursor;
        if (!page.hasNextPage) return { events, cursor: after };
      }
      return { events: [], cursor: null };
    },
    missed: (after) => read({ after }),
  };
}

const OPENING_MS = 1_500;
const RECENT_MS = 900_000;
const RECENT_PAGES = 3;

function errorOf(reason: unknown): Error {
  if (Array.isArray(reason)) return refusalOf(reason as readonly GraphFault[]);
  if (reason instanceof CloseEvent) {
    if (SHUT_CODES.includes(reason.code)) return new StreamRefusal('HUB_UNAUTHENTICATED', reason.reason);
    if (reason.code === TOO_SLOW_CODE) return new StreamRefusal('HUB_TOO_SLOW', reason.reason);
    return new Error(`closed with ${reason.code}`);
  }
  return reason instanceof Error ? reason : new Error(String(reason));
}

function refusalOf(faults: readonly GraphFault[]): StreamRefusal {
  const [first] = faults;
  const { code, cursor, oldestCursor } = first?.extensions ?? {};
  const on = [oldestCursor, cursor].find((one) => typeof one === 'string') ?? null;
  return new StreamRefusal(typeof code === 'string' ? code : 'HUB_INTERNAL', first?.message ?? '', on);
}
