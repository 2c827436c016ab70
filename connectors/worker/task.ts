import { toldInWords, type Logger } from '../../runtime/log.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { maskReason } from '../../schema/masking/mask-reason.ts';
import { pause, untilAborted } from '../kit/abort.ts';
import type { Source } from '../kit/source.ts';
import type { RetryPolicy } from './config.ts';

/** Kafka Connect's states; a task that waits to try again is RUNNING with the trace of what went wrong. */
export interface TaskStatus {
  readonly state: 'UNASSIGNED' | 'RUNNING' | 'FAILED' | 'STOPPED';
  readonly trace: string | null;
}

export interface TaskOptions {
  readonly name: string;
  readonly retry: RetryPolicy;
  readonly log: Logger;
  /** Opens the source anew for each try, so that nothing of a failed one lives on. */
  open(): Source;
  /** Resolves when sources may run; rejects never. */
  readonly gate: Promise<void>;
  onStatus(status: TaskStatus): void;
  /** In [0, 1): spreads the tries of several connectors. */
  random(): number;
}

const FIRST_DELAY_MS = 250;
/** A source that has run this long without a fault has recovered. */
const RECOVERED_AFTER_MS = 30_000;

/** Runs one connector's source until it is stopped: transient faults are tried again with growing pauses, any other ends in FAILED. */
export class Task {
  readonly #options: TaskOptions;
  readonly #stopping = new AbortController();
  readonly #done: Promise<void>;
  #status: TaskStatus = { state: 'UNASSIGNED', trace: null };

  constructor(options: TaskOptions) {
    this.#options = options;
    this.#done = this.#run();
  }

  get status(): TaskStatus {
    return this.#status;
  }

  /** The source has reached its system: what went wrong before is over. */
  contact(): void {
    if (this.#status.state === 'RUNNING' && this.#status.trace !== null) this.#set('RUNNING', null);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const { retry, log, name } = this.#options;
    let failures = 0;
    let failingSinceMs: number | null = null;
    while (!signal.aborted) {
      const startedAtMs = performance.now();
      try {
        const source = this.#options.open();
        await Promise.race([this.#options.gate, untilAborted(signal)]);
        if (this.#status.state !== 'RUNNING') this.#set('RUNNING', null);
        await source.run(signal);
        break;
      } catch (error) {
        const nowMs = performance.now();
        if (this.#status.trace === null || nowMs - startedAtMs > RECOVERED_AFTER_MS) {
          failures = 0;
          failingSinceMs = null;
        }
        failingSinceMs ??= nowMs;
        const transient = error instanceof HubError && error.fault === 'transient';
        const inTime = retry.timeoutMs < 0 || nowMs - failingSinceMs < retry.timeoutMs;
        if (!transient || !inTime) {
          log.error({ err: error, connector: name }, 'connector failed');
          this.#set('FAILED', traceOf(error));
          return;
        }
        log.warn({ err: error, connector: name }, 'connector tries again');
        this.#set('RUNNING', traceOf(error));
        const delayMs = Math.min(FIRST_DELAY_MS * 2 ** failures, retry.delayMaxMs);
        failures += 1;
        await pause(delayMs * (0.5 + this.#options.random() / 2), signal);
      }
    }
    if (this.#status.state !== 'FAILED') this.#set('STOPPED', null);
  }

  #set(state: TaskStatus['state'], trace: string | null): void {
    this.#status = { state, trace };
    this.#options.onStatus(this.#status);
  }
}

/** Words first: it is what an operator reads on a page. Without values of records. */
function traceOf(error: unknown): string {
  return error instanceof HubError ? `${error.code}: ${maskReason(error.message)}` : toldInWords(error);
}
