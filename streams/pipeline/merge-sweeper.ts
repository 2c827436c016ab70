import type { Logger } from 'pino';
import type { DisputeLinker } from './dispute-linker.ts';
import { repeating } from './repeating.ts';

const EVERY_MS = 2_000;

/** Finishes, every two seconds, merges that a crashed worker left half done. Returns a function that stops it. */
export function startMergeSweeper(linker: DisputeLinker, log: Logger): () => Promise<void> {
  return repeating(() => linker.sweep(), EVERY_MS, log, 'unfinished merges could not be finished: again soon')
    .stop;
}
