import { randomUUID } from 'node:crypto';
import type { RiskWebhookDoc } from '../../../schema/store/webhooks.ts';
import { WebhookRunner } from './runner.ts';
import type { DeliveryServices } from './services.ts';
import { isAborted, Waker } from './waker.ts';

export interface WebhookDeliveryOptions extends Omit<DeliveryServices, 'now' | 'random' | 'lookEveryMs'> {
  readonly now?: () => Date;
  readonly random?: () => number;
  readonly lookEveryMs?: number;
  readonly leaseMs?: number;
}

/** Webhooks that one gateway delivers for at once, at most; another gateway takes more. */
const MOST_HELD = 200;
const LEASE_MS = 30_000;
const LOOK_EVERY_MS = 1_000;
/** A lease is renewed three times before it is over. */
const RENEWALS = 3;

/**
 * Delivers to the saved webhooks, in every gateway process: each takes leases of webhooks that nobody delivers for, and keeps them while it runs.
 * What a person changes takes effect within a look.
 */
export class WebhookDelivery {
  readonly #services: DeliveryServices;
  readonly #leaseMs: number;
  readonly #holder = randomUUID();
  readonly #runners = new Map<string, WebhookRunner>();
  readonly #ending = new AbortController();
  readonly #waker = new Waker();
  #renewedAtMs = Number.NEGATIVE_INFINITY;
  #warned = false;
  #done: Promise<void> = Promise.resolve();

  constructor({ leaseMs = LEASE_MS, ...options }: WebhookDeliveryOptions) {
    this.#leaseMs = leaseMs;
    this.#services = {
      now: () => new Date(),
      random: Math.random,
      lookEveryMs: LOOK_EVERY_MS,
      ...options,
    };
  }

  start(): void {
    this.#done = this.#run(this.#ending.signal);
  }

  /** Breaks off, and gives the leases back. */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.#done;
    const ids = [...this.#runners.keys()];
    await Promise.all([...this.#runners.values()].map((runner) => runner.stop()));
    this.#runners.clear();
    // Without the store the leases end by themselves.
    if (ids.length > 0) await this.#services.queue.release(this.#holder, ids).catch(() => undefined);
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!isAborted(signal)) {
      try {
        await this.#look();
        this.#warned = false;
      } catch (error) {
        if (!this.#warned) {
          this.#services.log.warn({ err: error }, 'saved webhooks cannot be read; trying again');
        }
        this.#warned = true;
      }
      await this.#waker.sleep(this.#services.lookEveryMs, signal);
    }
  }

  async #look(): Promise<void> {
    const { queue } = this.#services;
    const lookedAtMs = performance.now();
    if (lookedAtMs - this.#renewedAtMs > this.#leaseMs / RENEWALS) {
      await queue.renew(this.#holder, this.#leaseMs);
      this.#renewedAtMs = lookedAtMs;
    }
    await this.#follow(await queue.held(this.#holder));
    const room = MOST_HELD - this.#runners.size;
    if (room <= 0) return;
    for (const webhook of await queue.acquire(this.#holder, this.#leaseMs, room)) {
      // Its own lease was over, and nobody else took it.
      await this.#runners.get(webhook._id)?.stop();
      this.#begin(webhook);
    }
  }

  /** Ends and begins anew what is not as it was. */
  async #follow(held: readonly RiskWebhookDoc[]): Promise<void> {
    const now = new Map(held.map((webhook) => [webhook._id, webhook]));
    const over = [...this.#runners.values()].filter(({ webhook, lease }) => {
      const current = now.get(webhook._id);
      return (
        current?.state !== 'ENABLED' ||
        current.generation !== lease.generation ||
        current.lease?.token !== lease.token
      );
    });
    await Promise.all(over.map((runner) => runner.stop()));
    for (const { webhook } of over) this.#runners.delete(webhook._id);
    const off = held.filter(({ state }) => state !== 'ENABLED').map(({ _id }) => _id);
    if (off.length > 0) await this.#services.queue.release(this.#holder, off);
    // Read again after the old ones have ended: they may have moved the position.
    const anew = over.length === 0 ? held : await this.#services.queue.held(this.#holder);
    for (const webhook of anew) {
      if (webhook.state === 'ENABLED' && !this.#runners.has(webhook._id)) this.#begin(webhook);
    }
  }

  #begin(webhook: RiskWebhookDoc): void {
    const token = webhook.lease?.token;
    if (token === undefined || isAborted(this.#ending.signal)) return;
    const isHeld = (): boolean => performance.now() - this.#renewedAtMs < this.#leaseMs;
    this.#runners.set(webhook._id, new WebhookRunner(webhook, token, this.#services, isHeld));
  }
}
