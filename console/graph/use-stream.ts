import { stringifyDocument, type TypedDocumentNode } from '@urql/core';
import type { Client } from 'graphql-ws';
import { useContext, useEffect, useEffectEvent, useState } from 'react';
import { SocketContext } from './graph-context.ts';

const LONGEST_PAUSE_MS = 15_000;
const FIRST_PAUSE_MS = 500;

export interface StreamStatus {
  /** `lost`: the connection went, and is tried again. `refused`: the graph will not give this stream, see `fault`. */
  readonly state: 'connecting' | 'live' | 'lost' | 'refused';
  /** When it came back after it was lost; null before that. */
  readonly resumedAt: Date | null;
  /** Why it was refused, in the graph's words. */
  readonly fault: string;
}

export interface StreamOptions<Data, Variables extends object> {
  readonly document: TypedDocumentNode<Data, Variables & { after?: string | null }>;
  readonly variables: Variables;
  /** The cursor in an item, with which the stream goes on behind it after the connection was lost. */
  readonly cursorOf: (data: Data) => string | null | undefined;
  readonly onItem: (data: Data) => void;
  /** False: nothing is asked for. */
  readonly isOn?: boolean;
}

const CONNECTING: StreamStatus = { state: 'connecting', resumedAt: null, fault: '' };

/** A stream of the graph for as long as the component stands. What happens while the connection is lost comes when it is back, each once. */
export function useStream<Data, Variables extends object>({
  document,
  variables,
  cursorOf,
  onItem,
  isOn = true,
}: StreamOptions<Data, Variables>): StreamStatus {
  const socket = useContext(SocketContext);
  const [status, setStatus] = useState(CONNECTING);
  const asked = JSON.stringify(variables);
  const take = useEffectEvent((data: Data): string | null => {
    onItem(data);
    return cursorOf(data) ?? null;
  });
  useEffect(() => {
    if (socket === null || !isOn) return undefined;
    const query = stringifyDocument(document);
    return follow(
      socket,
      { query, variables: JSON.parse(asked) as Record<string, unknown> },
      take,
      setStatus,
    );
  }, [socket, document, asked, isOn]);
  return status;
}

/** Answers how to stop. */
function follow(
  socket: Client,
  asked: { readonly query: string; readonly variables: Record<string, unknown> },
  take: (data: never) => string | null,
  tell: (status: StreamStatus) => void,
): () => void {
  let after: string | null = null;
  let lostTimes = 0;
  let resumedAt: Date | null = null;
  let isStopped = false;
  let wait: ReturnType<typeof setTimeout> | undefined;
  let unsubscribe: () => void = () => undefined;

  const open = (): void => {
    const stopListening = socket.on('connected', () => {
      if (lostTimes > 0) resumedAt = new Date();
      lostTimes = 0;
      tell({ state: 'live', resumedAt, fault: '' });
    });
    const variables = after === null ? asked.variables : { ...asked.variables, after };
    const stop = socket.subscribe<never>(
      { query: asked.query, variables },
      {
        next({ data, errors }) {
          tell({ state: 'live', resumedAt, fault: '' });
          if (data != null) after = take(data) ?? after;
          else if (errors !== undefined) refuse(errors[0]?.message ?? '');
        },
        error(reason) {
          stopListening();
          if (isErrors(reason)) refuse(reason[0]?.message ?? '');
          else lose();
        },
        complete() {
          stopListening();
          lose();
        },
      },
    );
    unsubscribe = () => {
      stopListening();
      stop();
    };
  };
  const refuse = (fault: string): void => {
    if (isStopped) return;
    isStopped = true;
    tell({ state: 'refused', resumedAt, fault });
  };
  const lose = (): void => {
    if (isStopped) return;
    lostTimes += 1;
    tell({ state: 'lost', resumedAt, fault: '' });
    wait = setTimeout(open, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (lostTimes - 1)));
  };
  tell(CONNECTING);
  open();
  return () => {
    isStopped = true;
    clearTimeout(wait);
    unsubscribe();
  };
}

function isErrors(reason: unknown): reason is readonly { readonly message: string }[] {
  return Array.isArray(reason);
}
