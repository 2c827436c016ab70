import type { AttemptOutcome, WebhookLease } from '../../../schema/store/webhook-queue.ts';
import type { OpenDelivery, RiskWebhookDoc, WebhookAttempt } from '../../../schema/store/webhooks.ts';
import { filterHashOf } from '../event-criteria.ts';
import { WebhookIntake } from './intake.ts';
import { riskMessage } from './message.ts';
import { OpenDeliveries } from './open-deliveries.ts';
import { ILL_AFTER, MOST_TRIES, nextAttemptMs, restMs } from './retry-schedule.ts';
import type { SendResult } from './send.ts';
import { ownerOf, type DeliveryServices } from './services.ts';
import { isAborted, Waker } from './waker.ts';

/** Attempts under way at once for one webhook, each of another dispute or hot spot. */
const LANES = 4;
/** Far more than are open unless people ask for very much again. */
const MOST_LOADED = 10_000;
const STORE_AWAY_MS = 1_000;
const END_WITHIN_MS = 2_000;
const DAY_MS = 86_400_000;
export const AUTO_DISABLE_AFTER_MS = 5 * DAY_MS;
const GONE = 410;

/**
 * Delivers for one webhook while this gateway holds its lease: its own lanes, its own memory, so that a receiver that is slow or ill costs no other
 * webhook anything. At least once: an attempt is written down after the answer.
 */
export class WebhookRunner {
  readonly webhook: RiskWebhookDoc;
  readonly lease: WebhookLease;
  readonly #services: DeliveryServices;
  readonly #isHeld: () => boolean;
  readonly #ending = new AbortController();
  /** Breaks attempts off. */
  readonly #breaking = new AbortController();
  readonly #waker = new Waker();
  readonly #flights = new Set<Promise<void>>();
  readonly #done: Promise<void>;
  #open = new OpenDeliveries([]);
  #intake: WebhookIntake | undefined;
  #failures = 0;
  #restUntilMs = 0;
  #isFailing: boolean;

  /** @param isHeld whether the lease is in force by this process's clock */
  constructor(webhook: RiskWebhookDoc, token: number, services: DeliveryServices, isHeld: () => boolean) {
    this.webhook = webhook;
    this.lease = { webhookId: webhook._id, token, generation: webhook.generation };
    this.#services = services;
    this.#isHeld = isHeld;
    this.#isFailing = webhook.failingSince !== null;
    this.#done = this.#run(this.#ending.signal);
  }

  /** Lets what is under way end for a moment, then breaks it off: it is tried again by who delivers next. */
  async stop(): Promise<void> {
    this.#ending.abort();
    const timer = setTimeout(() => {
      this.#breaking.abort();
    }, END_WITHIN_MS);
    await this.#done;
    clearTimeout(timer);
  }

  async #run(signal: AbortSignal): Promise<void> {
    await this.#load(signal);
    const intake = new WebhookIntake({
      webhook: this.webhook,
      lease: this.lease,
      open: this.#open,
      services: this.#services,
      added: () => {
        this.#waker.call();
      },
      lost: () => {
        this.#ending.abort();
      },
    });
    this.#intake = intake;
    await Promise.all([intake.run(signal), this.#deliver(signal)]);
    await Promise.all(this.#flights);
  }

  async #load(signal: AbortSignal): Promise<void> {
    const { queue, log } = this.#services;
    while (!isAborted(signal)) {
      try {
        this.#open = new OpenDeliveries(await queue.open(this.webhook._id, MOST_LOADED));
        return;
      } catch (error) {
        log.warn({ err: error, webhook: this.webhook._id }, 'open deliveries cannot be read; trying again');
        await this.#waker.sleep(STORE_AWAY_MS, signal);
      }
    }
  }

  async #deliver(signal: AbortSignal): Promise<void> {
    const { lookEveryMs, now } = this.#services;
    while (!isAborted(signal)) {
      const nowMs = now().getTime();
      const lanes = this.#failures >= ILL_AFTER ? 1 : LANES;
      if (this.#isHeld() && this.#restUntilMs <= nowMs) {
        for (const delivery of this.#open.take(lanes - this.#flights.size, nowMs)) this.#begin(delivery);
      }
      const dueMs = Math.max(this.#open.nextDueMs() ?? Number.POSITIVE_INFINITY, this.#restUntilMs);
      // With all lanes taken, or without the lease, what is due waits.
      const isFull = this.#flights.size >= lanes || dueMs <= nowMs;
      await this.#waker.sleep(isFull ? lookEveryMs : Math.min(lookEveryMs, dueMs - nowMs), signal);
    }
  }

  #begin(delivery: OpenDelivery): void {
    const flight = this.#attempt(delivery, this.#breaking.signal).finally(() => {
      this.#flights.delete(flight);
      this.#waker.call();
      this.#intake?.settled();
    });
    this.#flights.add(flight);
  }

  /** Never throws: what the store cannot take is tried again. */
  async #attempt(delivery: OpenDelivery, signal: AbortSignal): Promise<void> {
    const { now, log } = this.#services;
    try {
      const at = now().toISOString();
      const result = await this.#send(delivery, signal);
      // What was taken counts also on the way out; what failed may have failed because of the way out.
      if (result !== 'UNSEEN' && result.error !== null && isAborted(signal)) return;
      await this.#settle(delivery, at, result);
    } catch (error) {
      log.warn({ err: error, webhook: this.webhook._id, event: delivery.eventId }, 'a delivery is put off');
      const again = new Date(now().getTime() + STORE_AWAY_MS).toISOString();
      this.#open.settle(delivery, { tries: delivery.tries, nextTryAt: again });
    }
  }

  /** UNSEEN: the event is not there for the webhook's partner (any more). */
  async #send(delivery: OpenDelivery, signal: AbortSignal): Promise<SendResult | 'UNSEEN'> {
    const { door, cursors, kit, now, audit, grants } = this.#services;
    const { _id: webhookId, url, criteria, secrets } = this.webhook;
    // Read anew each time: the partner's grants of now decide, and nothing of it is kept twice.
    const owner = ownerOf(this.webhook, grants);
    const [event] = await door.for(owner).eventsByIds([delivery.eventId]);
    if (event === undefined) return 'UNSEEN';
    await audit?.delivering(owner, webhookId, event);
    const moment = now();
    return kit.send({
      url,
      id: delivery.eventId,
      body: riskMessage(event, cursors.seal(delivery.after, filterHashOf(criteria))),
      secrets: kit.secretsAt(webhookId, secrets, moment),
      now: moment,
      signal,
    });
  }

  async #settle(delivery: OpenDelivery, at: string, result: SendResult | 'UNSEEN'): Promise<void> {
    const { queue } = this.#services;
    if (result === 'UNSEEN') {
      const error = 'the event is not kept any more, or not yours to see any more';
      await queue.settle(delivery, { at, status: null, durationMs: 0, error }, { state: 'DEAD' });
      this.#open.settle(delivery, null);
      return;
    }
    const attempt: WebhookAttempt = {
      at,
      status: result.status,
      durationMs: result.durationMs,
      error: result.error,
    };
    if (result.error === null) await this.#taken(delivery, attempt);
    else await this.#failed(delivery, attempt, result);
  }

  async #taken(delivery: OpenDelivery, attempt: WebhookAttempt): Promise<void> {
    const { queue } = this.#services;
    this.#failures = 0;
    this.#restUntilMs = 0;
    if (delivery.kind.startsWith('HOT_SPOT_')) {
      await queue.noteTold(delivery.subjectId, toldName(this.webhook), attempt.at);
    }
    await queue.settle(delivery, attempt, { state: 'DELIVERED' });
    this.#open.settle(delivery, null);
    if (!this.#isFailing) return;
    await queue.health(this.webhook._id, null);
    this.#isFailing = false;
  }

  async #failed(delivery: OpenDelivery, attempt: WebhookAttempt, result: SendResult): Promise<void> {
    const { queue, now, random, log } = this.#services;
    const nowMs = now().getTime();
    const waitMs = result.retryAfterMs;
    this.#failures += 1;
    this.#restUntilMs = Math.max(this.#restUntilMs, nowMs + restMs(this.#failures, waitMs, random));
    const since = await queue.health(this.webhook._id, attempt.at);
    this.#isFailing = true;
    const tries = delivery.tries + 1;
    const isGone = result.status === GONE;
    // Who wants no more is turned off, and its messages wait for the day on which it is turned on again.
    const againMs = isGone ? nowMs : nextAttemptMs(tries, waitMs, nowMs, random);
    const outcome: AttemptOutcome =
      againMs === null
        ? { state: 'DEAD' }
        : { state: 'RETRYING', nextTryAt: new Date(againMs).toISOString() };
    await queue.settle(delivery, attempt, outcome);
    const about = { webhook: this.webhook._id, event: delivery.eventId, error: attempt.error, tries };
    log.warn(
      about,
      againMs === null ? `a delivery is given up after ${MOST_TRIES} attempts` : 'a delivery failed',
    );
    this.#open.settle(delivery, outcome.state === 'DEAD' ? null : { tries, nextTryAt: outcome.nextTryAt });
    if (isGone) await this.#turnOff('the receiver answered 410 Gone: it wants no more', attempt.at);
    else if (nowMs - Date.parse(since ?? attempt.at) >= AUTO_DISABLE_AFTER_MS) {
      await this.#turnOff(
        `nothing was taken since ${since ?? attempt.at}; the last failure: ${attempt.error ?? ''}`,
        attempt.at,
      );
    }
  }

  async #turnOff(reason: string, at: string): Promise<void> {
    const { queue, log } = this.#services;
    await queue.autoDisable(this.lease, reason, at);
    log.error({ webhook: this.webhook._id, reason }, 'a webhook was turned off');
    this.#ending.abort();
  }
}

/** Under which a hot spot says who was told. */
function toldName({ _id, partner, description }: RiskWebhookDoc): string {
  return `${partner}: ${description === '' ? _id : description}`;
}
