import type { Logger } from 'pino';
import type { DisputeLinker } from './dispute-linker.ts';

const EVERY_MS = 2_000;

/** Finishes, every two seconds, merges that a crashed worker left half done. Returns a function that stops it. */
export function startMergeSweeper(linker: DisputeLinker, log: Logger): () => Promise<void> {
  let sweeping: Promise<void> | null = null;
  const timer = setInterval(() => {
    sweeping ??= linker
      .sweep()
      .catch((error: unknown) => {
        log.warn({ err: error }, 'unfinished merges could not be finished: again soon');
      })
      .finally(() => {
        sweeping = null;
      });
  }, EVERY_MS);
  return async () => {
    clearInterval(timer);
    await sweeping;
  };
}
