import { startTransition, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useClient, type UseQueryExecute, useQuery } from 'urql';
import type { CombinedError } from '@urql/core';
import { SocketContext } from '../../graph/graph-context.ts';
import { BOARD_COLUMNS, type BoardColumnsAnswer } from './board.ts';
import { columnsOf, eventsOf, type BoardFilter } from './board-filter.ts';
import {
  EMPTY_BOARD,
  withColumns,
  withEvents,
  type BoardEvent,
  type BoardState,
  type Column,
} from './board-model.ts';
import { keptCursor } from './kept-cursor.ts';
import { graphEvents } from './event-source.ts';
import { followEvents, type StreamStatus } from './follow-events.ts';
import { FrameBatch } from './frame-batch.ts';
import { pacedFrames } from './paced-frames.ts';

export interface Board {
  readonly state: BoardState;
  readonly status: StreamStatus;
  readonly isLoading: boolean;
  readonly error: CombinedError | undefined;
  readonly reload: () => void;
}

/** Events that a tab in the background keeps until it is looked at. */
const MOST_WAITING = 5_000;
/** Between two states of the board: as often as an eye can follow. */
const PACE_MS = 250;
/** Totals drift where several boards' worth of events come at once: columns are read anew now and then. */
const REREAD_MS = 60_000;

/** The board of a filter, live. */
export function useBoard(filter: BoardFilter, onEvents: (events: readonly BoardEvent[]) => void): Board {
  const socket = useContext(SocketContext);
  const client = useClient();
  const [state, setState] = useState(EMPTY_BOARD);
  const [status, setStatus] = useState<StreamStatus>({ state: 'connecting' });
  const columns = columnsOf(filter);
  const [{ data, error, fetching }, reread] = useQuery({
    query: BOARD_COLUMNS,
    variables: { red: columns.RED, yellow: columns.YELLOW, blue: columns.BLUE, green: columns.GREEN },
    requestPolicy: 'network-only',
  });
  useEffect(() => {
    if (data === undefined) return;
    startTransition(() => {
      setState((board) => withColumns(board, columnsWithin(data)));
    });
  }, [data]);
  useRereading(reread);
  const told = useRef(onEvents);
  useEffect(() => {
    told.current = onEvents;
  });
  const key = JSON.stringify(eventsOf(filter));
  useEffect(() => {
    if (socket === null) return undefined;
    setState((board) => ({ ...EMPTY_BOARD, columns: board.columns }));
    const batch = new FrameBatch<BoardEvent>({
      apply: (events) => {
        const atMs = Date.now();
        // Drawn in slices, between which the browser answers to keys and scrolling.
        startTransition(() => {
          setState((board) => withEvents(board, events, atMs));
        });
        told.current(events);
      },
      request: pacedFrames(PACE_MS),
      most: MOST_WAITING,
    });
    const over = new AbortController();
    void followEvents(
      {
        source: graphEvents(socket, client, JSON.parse(key) as object),
        kept: keptCursor(key),
        onEvents: (events) => {
          batch.add(events);
        },
        onStatus: setStatus,
        onGap: () => {
          reread({ requestPolicy: 'network-only' });
        },
        now: () => Date.now(),
        wait: pause,
      },
      over.signal,
    );
    return () => {
      over.abort();
      batch.end();
    };
  }, [socket, client, key, reread]);
  return useMemo(
    () => ({
      state,
      status,
      isLoading: fetching && data === undefined,
      error,
      reload: () => {
        reread({ requestPolicy: 'network-only' });
      },
    }),
    [state, status, fetching, data, error, reread],
  );
}

function useRereading(reread: UseQueryExecute): void {
  useEffect(() => {
    const every = setInterval(() => {
      if (!document.hidden) reread({ requestPolicy: 'network-only' });
    }, REREAD_MS);
    return () => {
      clearInterval(every);
    };
  }, [reread]);
}

function columnsWithin({ red, yellow, blue, green }: BoardColumnsAnswer): BoardState['columns'] {
  const column = (list: BoardColumnsAnswer['red']): Column => ({
    cards: list?.nodes ?? [],
    total: list?.totalCount ?? 0,
  });
  return { RED: column(red), YELLOW: column(yellow), BLUE: column(blue), GREEN: column(green) };
}

/** Ends early when the page is left, or when the browser says that the network is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    addEventListener('online', end);
    signal.addEventListener('abort', end, { once: true });
  });
}
