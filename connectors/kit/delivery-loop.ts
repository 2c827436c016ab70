import { isAborted, pause } from './abort.ts';
import type { Delivery, DeliveryQueue, OutboundContext, Outcome } from './outbound.ts';
import { maskReason } from '../../schema/masking/mask-reason.ts';
import { delayAfter, nextTryMs, type RetryPlan } from '../../schema/webhooks/retry-plan.ts';
import type { Source } from './source.ts';

export interface DeliveryLoopOptions {
  readonly context: Pick<OutboundContext, 'queue' | 'told' | 'now' | 'random' | 'log'>;
  readonly plan: RetryPlan;
  /** One try. Throws HubError only for what is the hub's own fault (a secret that is not there): the worker decides then. */
  send(delivery: Delivery, signal: AbortSignal): Promise<Outcome>;
  /** Longest wait between two looks into the queue, ms: what is sent again by a person is found then. */
  readonly lookEveryMs?: number;
}

/** Deliveries under way at once, each of another dispute. */
const LANES = 4;
const LOOK_EVERY_MS = 1_000;
/** After so many failures in a row it is the receiver that is ill, not a message: it gets a rest, then one try at a time. */
const ILL_AFTER = 3;
const REST = { firstDelayMs: 500, longestDelayMs: 60_000 };

/**
 * Sends what its queue has due until the signal aborts. Moves of one dispute go in order, the next one when the one before was taken or
 * given up; disputes do not wait for each other. A receiver that fails again and again is left alone for a while, so that a backlog does not
 * hammer it when it comes up; the deliveries wait meanwhile and do not grow older.
 */
export class DeliveryLoop implements Source {
  readonly #options: DeliveryLoopOptions;
  readonly #queue: DeliveryQueue;
  readonly #flights = new Map<string, Promise<void>>();
  #failures = 0;
  #restUntilMs = 0;

  constructor(options: DeliveryLoopOptions) {
    this.#options = options;
    this.#queue = options.context.queue;
  }

  async run(signal: AbortSignal): Promise<void> {
    const ending = new AbortController();
    const either = AbortSignal.any([signal, ending.signal]);
    try {
      while (!isAborted(signal)) await this.#step(either);
    } finally {
      ending.abort();
      await Promise.allSettled(this.#flights.values());
    }
  }

  async #step(signal: AbortSignal): Promise<void> {
    const restMs = this.#restUntilMs - this.#nowMs();
    if (restMs > 0) {
      await this.#meanwhile((stop) => pause(restMs, stop), signal);
      return;
    }
    const lanes = this.#failures >= ILL_AFTER ? 1 : LANES;
    const free = lanes - this.#flights.size;
    const due = free > 0 ? await this.#queue.due(free, [...this.#flights.keys()]) : [];
    for (const delivery of due) {
      const flight = this.#deliver(delivery, signal).finally(() => this.#flights.delete(delivery.disputeId));
      // Seen by the race below or at the end.
      flight.catch(() => undefined);
      this.#flights.set(delivery.disputeId, flight);
    }
    if (due.length > 0 && due.length === free) {
      await Promise.race(this.#flights.values());
      return;
    }
    const { lookEveryMs = LOOK_EVERY_MS } = this.#options;
    await this.#meanwhile((stop) => this.#queue.changed(lookEveryMs, stop), signal);
  }

  /** Waits, but no longer than until a delivery that is under way ends: its dispute may have more. */
  async #meanwhile(wait: (stop: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    try {
      await Promise.race([wait(AbortSignal.any([signal, over.signal])), ...this.#flights.values()]);
    } finally {
      over.abort();
    }
  }

  async #deliver(delivery: Delivery, signal: AbortSignal): Promise<void> {
    const { context, plan } = this.#options;
    const outcome = await this.#options.send(delivery, signal);
    const { kind, status } = outcome;
    // What was taken counts also on the way out; what failed may have failed because of the way out.
    if (kind !== 'TAKEN' && isAborted(signal)) return;
    if (kind === 'TAKEN') {
      this.#healthy();
      await this.#queue.settle(delivery, { state: 'DELIVERED', status });
      return;
    }
    // An answer may quote what it was sent.
    const reason = maskReason(outcome.reason);
    const about = { event: delivery.eventId, dispute: delivery.disputeId, reason };
    if (kind === 'NEVER') {
      this.#healthy();
      context.log.error(about, 'the agency will never take this message: put aside');
      await this.#queue.settle(delivery, { state: 'DEAD', status, reason });
      return;
    }
    this.#failed(reason, outcome.waitMs);
    const nowMs = this.#nowMs();
    const attempts = delivery.attempts + 1;
    const failed = { attempts, firstTryMs: delivery.firstTryMs ?? nowMs, nowMs, waitMs: outcome.waitMs };
    const againMs = nextTryMs(failed, plan, context.random);
    if (againMs === null) {
      const why = `given up after ${attempts} tries in ${plan.giveUpAfterMs} ms: ${reason}`;
      context.log.error({ ...about, reason: why }, 'the agency does not take this message: put aside');
      await this.#queue.settle(delivery, { state: 'DEAD', status, reason: why });
    } else {
      context.log.warn({ ...about, attempts }, 'the agency did not take a message; trying again');
      await this.#queue.settle(delivery, { state: 'RETRYING', status, reason, nextTryMs: againMs });
    }
  }

  #healthy(): void {
    this.#failures = 0;
    this.#options.context.told(null);
  }

  #failed(reason: string, waitMs: number | null): void {
    const { context } = this.#options;
    this.#failures += 1;
    context.told(reason);
    const ownMs =
      this.#failures < ILL_AFTER ? 0 : delayAfter(this.#failures - ILL_AFTER + 1, REST, context.random);
    this.#restUntilMs = Math.max(this.#restUntilMs, this.#nowMs() + Math.max(ownMs, waitMs ?? 0));
  }

  #nowMs(): number {
    return this.#options.context.now().getTime();
  }
}
