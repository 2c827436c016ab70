import type { Logger } from '../../runtime/log.ts';
import type { OutboundLeases, OutboundSetting } from '../../schema/store/outbound-leases.ts';
import { isAborted, pause } from '../kit/abort.ts';
import type { Source } from '../kit/source.ts';

export const LEASE_MS = 5_000;
const RENEW_EVERY_MS = 1_000;
/** A worker that waits takes over so long after a lease has ended, at most. */
const TRY_EVERY_MS = 500;
/** Left of a lease that could not be renewed when its holder stops sending, so that tries under way are over before another begins. */
const MARGIN_MS = 1_000;

export interface LeasedSourceOptions {
  readonly name: string;
  readonly setting: OutboundSetting;
  readonly leases: OutboundLeases;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** Opens what sends, anew for each lease. */
  open(held: HeldLease): Source;
  /** Told when this worker begins to send, with the token of its lease. */
  onHeld(token: number): void;
}

/** A lease as its holder knows it, by its own monotonic clock. */
export class HeldLease {
  readonly token: number;
  readonly #over = new AbortController();
  #renewedAtMs: number;

  /** `askedAtMs`: of `performance.now`, before the store was asked. */
  constructor(token: number, askedAtMs: number) {
    this.token = token;
    this.#renewedAtMs = askedAtMs;
  }

  /** Aborts when it is over. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** Also false for a process that was stopped for a while and has not heard yet that its time is over. */
  isHeld(): boolean {
    return !this.over.aborted && performance.now() - this.#renewedAtMs < LEASE_MS - MARGIN_MS;
  }

  renewed(askedAtMs: number): void {
    this.#renewedAtMs = askedAtMs;
  }

  end(): void {
    this.#over.abort();
  }
}

/**
 * Runs a source in one worker at a time: of all workers that have the connector, the one with the lease. It is renewed while the source
 * runs, given back when it ends, and ends by itself when its worker is killed or cut off from the store; then another goes on.
 */
export class LeasedSource implements Source {
  readonly #options: LeasedSourceOptions;

  constructor(options: LeasedSourceOptions) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { name, setting, leases } = this.#options;
    while (!isAborted(signal)) {
      const askedAtMs = performance.now();
      const token = await leases.acquire(name, setting);
      if (token === null) await pause(TRY_EVERY_MS, signal);
      else await this.#hold(new HeldLease(token, askedAtMs), signal);
    }
  }

  async #hold(lease: HeldLease, signal: AbortSignal): Promise<void> {
    const { name, leases, log } = this.#options;
    const ended = new AbortController();
    const renewing = this.#renew(lease, ended.signal);
    log.info({ connector: name, lease: lease.token }, 'this worker sends');
    this.#options.onHeld(lease.token);
    try {
      await this.#options.open(lease).run(AbortSignal.any([signal, lease.over]));
    } finally {
      ended.abort();
      await renewing;
      lease.end();
      // Without the store it ends by itself.
      await leases.release(name, lease.token).catch(() => undefined);
    }
  }

  async #renew(lease: HeldLease, ended: AbortSignal): Promise<void> {
    const { name, leases, log } = this.#options;
    while (!isAborted(ended) && lease.isHeld()) {
      await pause(RENEW_EVERY_MS, ended);
      if (isAborted(ended)) return;
      const askedAtMs = performance.now();
      // An answer that does not come in time counts as none.
      const renewed = await Promise.race([
        leases.renew(name, lease.token).catch(() => null),
        pause(RENEW_EVERY_MS, ended).then(() => null),
      ]);
      if (renewed === false) break;
      if (renewed === true) lease.renewed(askedAtMs);
    }
    if (isAborted(ended)) return;
    log.warn({ connector: name, lease: lease.token }, 'the lease is over: this worker stops sending');
    lease.end();
  }
}
