import type { Logger } from 'pino';

export interface Repeating {
  /** Does it as soon as what is under way is done, without waiting for the time. */
  readonly now: () => void;
  /** Resolves once what is under way is done; nothing is begun after. */
  readonly stop: () => Promise<void>;
}

/**
 * Does a piece of work again and again, one at a time: from the start on, every so many milliseconds, and when told. A fault is logged and the next
 * turn tries again.
 */
export function repeating(
  work: () => Promise<unknown>,
  everyMs: number,
  log: Logger,
  fault: string,
): Repeating {
  let running: Promise<void> | null = null;
  let isWanted = false;
  let isStopped = false;
  const turns = async (): Promise<void> => {
    while (isWanted && !isDone()) {
      isWanted = false;
      try {
        await work();
      } catch (error) {
        log.warn({ err: error }, fault);
      }
    }
    running = null;
  };
  const isDone = (): boolean => isStopped;
  const begin = (): void => {
    isWanted = true;
    if (!isStopped) running ??= turns();
  };
  begin();
  const timer = setInterval(begin, everyMs);
  return {
    now: begin,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
