import { randomUUID } from 'node:crypto';
import type { Source } from './source.ts';

/**
 * A stream that a subgraph keeps. It has no cursors: what comes while nobody reads is lost, so that its end is always told.
 * @param abort ends it, also while an item is waited for
 */
export function subgraphSource(stream: AsyncGenerator<unknown, undefined>, abort: AbortController): Source {
  const id = randomUUID();
  let count = 0;
  return {
    async next() {
      try {
        const { done, value } = await stream.next();
        if (done === true) return { done: true, value: undefined };
        count += 1;
        const key = `${id} ${count}`;
        return { done: false, value: { key, cursor: null, itemWith: () => value, mayBeNull: true } };
      } catch (error) {
        if (abort.signal.aborted) return { done: true, value: undefined };
        throw error;
      }
    },
    return() {
      abort.abort();
      return Promise.resolve();
    },
  };
}
