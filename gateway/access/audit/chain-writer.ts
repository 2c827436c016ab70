import { randomUUID } from 'node:crypto';
import {
  auditHashOf,
  type AuditDraft,
  type AuditEntry,
  type AuditHead,
} from '../../../schema/canonical/audit.ts';
import { HubError } from '../../../schema/canonical/hub-error.ts';
import type { AuditChainDoc } from '../../../schema/store/audit-docs.ts';

/** Where chains are kept: `AuditLog`. */
export interface ChainStore {
  lastChainOf(host: string): Promise<string | null>;
  register(chain: AuditChainDoc): Promise<void>;
  append(entries: readonly AuditEntry[]): Promise<void>;
  headOf(chain: string): Promise<AuditHead | null>;
}

export interface ChainWriterOptions {
  readonly store: ChainStore;
  readonly host: string;
  readonly log: { error(fields: object, message: string): void; warn(fields: object, message: string): void };
  readonly now?: () => Date;
  /** Entries that come within this time go in one insert. At most 5. */
  readonly gatherMs?: number;
  /** Longest wait of an answer for its entry. */
  readonly maxWaitMs?: number;
  /** Pause before a write that failed is tried again. */
  readonly retryMs?: number;
}

interface Waiting {
  readonly draft: AuditDraft;
  readonly done: () => void;
  readonly failed: (error: HubError) => void;
}

const GATHER_MS = 2;
const MAX_WAIT_MS = 2_000;
const RETRY_MS = 200;
/** In one insert. */
const MOST_AT_ONCE = 1_000;
/** Behind a store that is away: then who asks is refused at once. All streams of a gateway may have something to tell in one second. */
const MOST_WAITING = 50_000;

/**
 * The chain of this process. Entries that wait are written together, one insert after the other, so that what is durable is always a beginning of
 * the chain, wherever the process ends.
 */
export class ChainWriter {
  readonly #options: Required<ChainWriterOptions>;
  readonly #waiting: Waiting[] = [];
  #chain: AuditChainDoc | undefined;
  #head: AuditHead | undefined;
  #lastAt = '';
  #running: Promise<void> | undefined;
  #isClosed = false;
  #isFailing = false;

  constructor(options: ChainWriterOptions) {
    this.#options = {
      now: () => new Date(),
      gatherMs: GATHER_MS,
      maxWaitMs: MAX_WAIT_MS,
      retryMs: RETRY_MS,
      ...options,
    };
  }

  /** The chain, once it is registered. */
  get chainId(): string | null {
    return this.#head?.chain ?? null;
  }

  /**
   * Resolves when the entry is durable. @throws HubError HUB_AUDIT_UNAVAILABLE when that takes too long: then nothing may be answered.
   * @param maxWaitMs for who can wait longer, or not so long, as others
   */
  write(draft: AuditDraft, maxWaitMs: number = this.#options.maxWaitMs): Promise<void> {
    if (this.#isClosed) return Promise.reject(unavailable('this gateway is ending'));
    if (this.#waiting.length >= MOST_WAITING)
      return Promise.reject(unavailable('too many looks wait for it'));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(unavailable(`MongoDB did not take an entry within ${maxWaitMs} ms`));
      }, maxWaitMs);
      const done = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const failed = (error: HubError): void => {
        clearTimeout(timer);
        reject(error);
      };
      this.#waiting.push({ draft, done, failed });
      this.#running ??= this.#run();
    });
  }

  /** Writes what waits, and takes no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await pause(this.#options.gatherMs);
      const batch = this.#waiting.slice(0, MOST_AT_ONCE);
      if (!(await this.#keep(batch.map(({ draft }) => draft)))) break;
      this.#waiting.splice(0, batch.length);
      for (const { done } of batch) done();
    }
    this.#running = undefined;
  }

  /** False when the process ends before the store came back. */
  async #keep(drafts: readonly AuditDraft[]): Promise<boolean> {
    let entries: readonly AuditEntry[] | undefined;
    for (;;) {
      try {
        this.#head ??= await this.#register();
        entries ??= this.#linked(this.#head, drafts);
        await this.#options.store.append(entries);
        this.#head = headOf(entries) ?? this.#head;
        this.#isFailing = false;
        return true;
      } catch (error) {
        if (!this.#isFailing) {
          this.#options.log.error(
            { err: error },
            'the audit cannot be written: reads are refused until it can',
          );
        }
        this.#isFailing = true;
        if (this.#isClosed) {
          for (const { failed } of this.#waiting.splice(0)) failed(unavailable('this gateway is ending'));
          return false;
        }
        await pause(this.#options.retryMs);
        const left = await this.#left(entries).catch(() => 'UNKNOWN' as const);
        if (left === 'UNKNOWN') continue;
        if (left === 'FOREIGN') {
          this.#options.log.error(
            { chain: this.chainId },
            'somebody else wrote into the chain: it ends, another begins',
          );
          this.#head = undefined;
          this.#chain = undefined;
          entries = undefined;
        } else if (left !== undefined && left.length === 0) {
          this.#head = headOf(entries ?? []) ?? this.#head;
          this.#isFailing = false;
          return true;
        } else entries = left;
      }
    }
  }

  async #register(): Promise<AuditHead> {
    const { store, host, now } = this.#options;
    if (this.#chain === undefined) {
      const before = await store.lastChainOf(host);
      const id = randomUUID();
      const rest = { host, startedAt: now().toISOString(), before };
      this.#chain = { _id: id, ...rest, firstHash: auditHashOf({ id, ...rest }) };
    }
    await store.register(this.#chain);
    return { chain: this.#chain._id, seq: 0, hash: this.#chain.firstHash };
  }

  #linked(head: AuditHead, drafts: readonly AuditDraft[]): readonly AuditEntry[] {
    let { seq, hash: previous } = head;
    return drafts.map((draft) => {
      seq += 1;
      const told = { ...draft, chain: head.chain, seq, at: this.#moment(), previous };
      previous = auditHashOf(told);
      return { ...told, hash: previous };
    });
  }

  /** Never backwards, whatever the clock does. */
  #moment(): string {
    const at = this.#options.now().toISOString();
    if (at > this.#lastAt) this.#lastAt = at;
    return this.#lastAt;
  }

  /** Of entries whose write failed, those that are not there. */
  async #left(
    entries: readonly AuditEntry[] | undefined,
  ): Promise<readonly AuditEntry[] | 'FOREIGN' | undefined> {
    const [first] = entries ?? [];
    if (entries === undefined || first === undefined) return undefined;
    const head = await this.#options.store.headOf(first.chain);
    const seq = head?.seq ?? 0;
    if (head === null || seq < first.seq) return entries;
    const there = entries[seq - first.seq];
    return there?.hash === head.hash ? entries.slice(seq - first.seq + 1) : 'FOREIGN';
  }
}

function headOf(entries: readonly AuditEntry[]): AuditHead | undefined {
  const last = entries.at(-1);
  return last === undefined ? undefined : { chain: last.chain, seq: last.seq, hash: last.hash };
}

function unavailable(why: string): HubError {
  return new HubError(
    'HUB_AUDIT_UNAVAILABLE',
    `the look cannot be written down (${why}), so nothing is shown; ask again later`,
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
