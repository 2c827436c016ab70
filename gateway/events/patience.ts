import { HubError } from '../../schema/canonical/hub-error.ts';
import type { EventTail } from './event-tail.ts';

/** How long a stream waits for a store that is away. */
export interface Patience {
  readonly tail: Pick<EventTail, 'wait' | 'stopWaiting' | 'closed'>;
  readonly patienceMs: number;
  /** Monotonic, in ms. */
  readonly clock: () => number;
}

/**
 * Does it again with each tick of the hub while the store is away.
 * @throws HubError HUB_STORE_UNAVAILABLE when it was away for too long, or nobody waits any more.
 */
export async function patiently<Value>(
  { tail, patienceMs, clock }: Patience,
  work: () => Promise<Value>,
  isOver: () => boolean = () => tail.closed,
): Promise<Value> {
  const until = clock() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const isAway = error instanceof HubError && error.code === 'HUB_STORE_UNAVAILABLE';
      if (!isAway || isOver() || clock() >= until) throw error;
      await nextTick(tail);
    }
  }
}

function nextTick(tail: Patience['tail']): Promise<void> {
  return new Promise((resolve) => {
    const waiting = {
      wake: (by: 'EVENTS' | 'TICK'): void => {
        if (by !== 'TICK') return;
        tail.stopWaiting(waiting);
        resolve();
      },
    };
    tail.wait(waiting);
  });
}
