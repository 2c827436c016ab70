import type { Logger } from 'pino';
import { backoffMs, pauseFor } from '../kafka/pause.ts';

export interface KeptTrying<T> {
  /** Null until it succeeded. */
  result(): T | null;
  /** What it waits for, in words for an operator. */
  waitingFor(): string;
  stop(): void;
}

/** Tries again and again, with capped backoff, in the background: a process must come up before the servers it needs. */
export function keepTrying<T>(
  what: string,
  log: Logger,
  attempt: (waitFor: (reason: string) => void) => Promise<T>,
): KeptTrying<T> {
  const stopping = new AbortController();
  let result: T | null = null;
  let reason = `${what} is starting`;
  const run = async (): Promise<void> => {
    for (let round = 0; !stopping.signal.aborted; round += 1) {
      try {
        result = await attempt((next) => {
          reason = next;
        });
        return;
      } catch (error) {
        log.warn({ err: error }, `${what} could not start yet (${reason}): again`);
        await pauseFor(backoffMs(round, 100, 2_000, Math.random), stopping.signal);
      }
    }
  };
  void run();
  return {
    result: () => result,
    waitingFor: () => reason,
    stop: () => {
      stopping.abort();
    },
  };
}
