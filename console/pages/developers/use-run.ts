import { OperationTypeNode } from 'graphql';
import { useEffect, useRef, useState } from 'react';
import { askGraph, followGraph, type PlainAnswer, type Question, type StreamItem } from '../../graph/ask.ts';
import { useSession } from '../../session/session-context.ts';

/** Items of a stream that are kept to be shown, the newest first. */
const MOST_ITEMS = 50;

export type Run =
  | { readonly state: 'idle' | 'asking' | 'network' }
  | { readonly state: 'answered'; readonly answer: PlainAnswer }
  | {
      readonly state: 'following' | 'ended';
      readonly items: readonly StreamItem[];
      /** Of all that came. */
      readonly count: number;
      /** Of the last item that had one. */
      readonly cursor: string | null;
    };

export interface Runner {
  readonly run: Run;
  readonly start: (question: Question, type: OperationTypeNode) => void;
  readonly stop: () => void;
}

/** Asks with the token of the tab; what was asked before is stopped. */
export function useRun(): Runner {
  const { token, purpose } = useSession();
  const asker = { token, purpose };
  const [run, setRun] = useState<Run>({ state: 'idle' });
  const current = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      current.current?.abort();
    },
    [],
  );
  const follow = async (question: Question, signal: AbortSignal): Promise<void> => {
    const told = {
      onOpen: () => {
        setRun({ state: 'following', items: [], count: 0, cursor: null });
      },
      onItem: (item: StreamItem) => {
        setRun((last) =>
          last.state === 'following'
            ? {
                state: 'following',
                items: [item, ...last.items].slice(0, MOST_ITEMS),
                count: last.count + 1,
                cursor: item.cursor ?? last.cursor,
              }
            : last,
        );
      },
    };
    const refused = await followGraph(asker, question, told, signal);
    if (refused === null) setRun(ended);
    else setRun({ state: 'answered', answer: refused });
  };
  const ask = async (question: Question, signal: AbortSignal): Promise<void> => {
    setRun({ state: 'answered', answer: await askGraph(asker, question, signal) });
  };
  return {
    run,
    start: (question, type) => {
      current.current?.abort();
      const asked = new AbortController();
      current.current = asked;
      setRun({ state: 'asking' });
      const { signal } = asked;
      const going =
        type === OperationTypeNode.SUBSCRIPTION ? follow(question, signal) : ask(question, signal);
      going.catch(() => {
        if (!signal.aborted)
          setRun((last) => (last.state === 'following' ? ended(last) : { state: 'network' }));
      });
    },
    stop: () => {
      current.current?.abort();
      setRun(ended);
    },
  };
}

function ended(run: Run): Run {
  return run.state === 'following' ? { ...run, state: 'ended' } : { state: 'idle' };
}
