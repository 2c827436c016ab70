import type { AuditHead } from '../../../schema/canonical/audit.ts';
import type { SigningKey } from '../key-files.ts';
import { appendLine, lineHashOf, signCheckpoint } from './checkpoint-file.ts';

export interface CheckpointerOptions {
  readonly heads: () => Promise<readonly AuditHead[]>;
  /** Chain of this gateway, null while it is not registered: until then there is nothing of its own to sign. */
  readonly signer: () => string | null;
  readonly key: SigningKey;
  readonly path: string;
  readonly log: { error(fields: object, message: string): void };
  readonly now?: () => Date;
  readonly everyMs?: number;
}

export interface Checkpointer {
  /** Signs now, unless nothing has changed since. */
  sign(): Promise<void>;
  /** Ends with a last checkpoint. */
  close(): Promise<void>;
}

const EVERY_MS = 60_000;

/**
 * Signs the heads of all chains each minute and keeps them outside MongoDB. Every gateway does, for all: whoever can bend MongoDB could also hold a
 * lease there and keep the signer still.
 */
export function startCheckpoints(options: CheckpointerOptions): Checkpointer {
  const { heads, signer, key, path, log } = options;
  const now = options.now ?? (() => new Date());
  const signed = new Map<string, string>();
  let by: string | null = null;
  let number = 0;
  let previous: string | null = null;
  let running: Promise<void> = Promise.resolve();

  const signNow = async (): Promise<void> => {
    const chain = signer();
    if (chain === null) return;
    // Another chain is another signer, which begins at one.
    if (chain !== by) {
      [by, number, previous] = [chain, 0, null];
      signed.clear();
    }
    const all = await heads();
    const changed = all.filter((head) => signed.get(head.chain) !== head.hash);
    if (changed.length === 0) return;
    const line = await signCheckpoint(
      {
        signer: chain,
        number: number + 1,
        at: now().toISOString(),
        previous,
        chains: all.length,
        entries: all.reduce((sum, { seq }) => sum + seq, 0),
        heads: changed,
      },
      key,
    );
    await appendLine(path, line);
    number += 1;
    previous = lineHashOf(line);
    for (const head of changed) signed.set(head.chain, head.hash);
  };
  const sign = (): Promise<void> => {
    running = running.then(signNow).catch((error: unknown) => {
      log.error(
        { err: error, path },
        'a checkpoint of the audit could not be kept; trying again within a minute',
      );
    });
    return running;
  };
  const timer = setInterval(() => void sign(), options.everyMs ?? EVERY_MS);
  timer.unref();
  return {
    sign,
    close: () => {
      clearInterval(timer);
      return sign();
    },
  };
}
