import { randomUUID } from 'node:crypto';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from '../../runtime/log.ts';
import type { ExportQueue } from '../../schema/store/export-queue.ts';
import type { GrantBook } from '../access/grants/grant-book.ts';
import { NOTHING_REVOKED, type Revocations } from '../access/identity/revocation-list.ts';
import { isAborted, Waker } from '../events/webhooks/waker.ts';
import type { GraphService } from '../router/graph-service.ts';
import { writeExport, type ExportPlace } from './write-export.ts';

export interface ExportRunnerOptions {
  readonly queue: ExportQueue;
  /** Answers queries as the gateway does. */
  readonly service: Pick<GraphService, 'answer'>;
  readonly schema: () => GraphQLSchema;
  readonly grants: Pick<GrantBook, 'accessFor'>;
  readonly revocations?: Pick<Revocations, 'isRevoked'>;
  readonly log: Logger;
  readonly now?: () => Date;
  readonly leaseMs?: number;
  readonly lookEveryMs?: number;
  /** For tests that stop it somewhere. */
  readonly reached?: (place: ExportPlace) => Promise<void>;
}

/** Exports that one gateway writes at once; others wait, or another gateway takes them. */
const AT_ONCE = 2;
const LEASE_MS = 30_000;
const LOOK_EVERY_MS = 1_000;

/** Writes exports, in every gateway process: each takes leases of those that nobody writes, and goes on where the one before had come to. */
export class ExportRunner {
  readonly #options: Required<ExportRunnerOptions>;
  readonly #holder = randomUUID();
  readonly #ending = new AbortController();
  readonly #waker = new Waker();
  readonly #writing = new Set<Promise<void>>();
  #done: Promise<void> = Promise.resolve();
  #warned = false;

  constructor(options: ExportRunnerOptions) {
    this.#options = {
      revocations: NOTHING_REVOKED,
      now: () => new Date(),
      leaseMs: LEASE_MS,
      lookEveryMs: LOOK_EVERY_MS,
      reached: () => Promise.resolve(),
      ...options,
    };
  }

  start(): void {
    this.#done = this.#run(this.#ending.signal);
  }

  /** Breaks off behind the page that is being written, and gives the leases back. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.#done;
    await Promise.all(this.#writing);
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!isAborted(signal)) {
      try {
        while (this.#writing.size < AT_ONCE && (await this.#takeOne(signal)));
        this.#warned = false;
      } catch (error) {
        if (!this.#warned) this.#options.log.warn({ err: error }, 'exports cannot be read; trying again');
        this.#warned = true;
      }
      await this.#waker.sleep(this.#options.lookEveryMs, signal);
    }
  }

  async #takeOne(signal: AbortSignal): Promise<boolean> {
    if (isAborted(signal)) return false;
    const { queue, leaseMs, now } = this.#options;
    const job = await queue.acquire(this.#holder, leaseMs, now());
    if (job === null) return false;
    const writing = writeExport(job, { ...this.#options, signal }).finally(() => {
      this.#writing.delete(writing);
      this.#waker.call();
    });
    this.#writing.add(writing);
    return true;
  }
}
