import { isAborted, pause } from '../../kit/abort.ts';

export interface Trying {
  readonly signal: AbortSignal;
  /** Called with what is wrong, and with null once it works again. */
  readonly trouble: (what: string, why: string | null) => void;
  readonly waitMs?: number;
}

const WAIT_MS = 5_000;

/**
 * Repeats work that the disk may refuse for a while (full, read-only) until it is done. `work` must bear repetition.
 * @returns false when the signal aborted first
 */
export async function keepTrying(
  what: string,
  work: () => Promise<void>,
  { signal, trouble, waitMs = WAIT_MS }: Trying,
): Promise<boolean> {
  for (let failed = false; ; failed = true) {
    try {
      await work();
      if (failed) trouble(what, null);
      return true;
    } catch (error) {
      if (isAborted(signal)) return false;
      trouble(what, error instanceof Error ? error.message : String(error));
      await pause(waitMs, signal);
    }
  }
}
