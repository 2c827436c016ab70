import type { Store } from './models.ts';
import { noteHotSpotTold } from './hot-spot-told.ts';
import { inserting, storing } from './store-fault.ts';
import {
  MOST_ATTEMPTS_KEPT,
  MOST_WEBHOOK_CHANGES,
  WEBHOOK_DELIVERIES_KEPT_MS,
  webhookDeliveryIdOf,
  type OpenDelivery,
  type RiskWebhookDoc,
  type StoredPosition,
  type WebhookAttempt,
  type WebhookChange,
  type WebhookDeliveryDoc,
} from './webhooks.ts';
import { OPEN_WEBHOOK_DELIVERIES } from '../webhooks/states.ts';

/** Right of one gateway to deliver for one webhook: over as soon as somebody else has a higher token. */
export interface WebhookLease {
  readonly webhookId: string;
  readonly token: number;
  /** Of the webhook when the delivering began. */
  readonly generation: number;
}

/** An event that matches, as it is queued. */
export type QueuedEvent = Pick<WebhookDeliveryDoc, 'eventId' | 'kind' | 'subjectId' | 'seq' | 'after'>;

/** What one attempt makes of a delivery. */
export type AttemptOutcome =
  | { readonly state: 'DELIVERED' }
  | { readonly state: 'RETRYING'; readonly nextTryAt: string }
  | { readonly state: 'DEAD' };

/** A bulk write of rows that may be there already. */
type Write = Readonly<Record<string, unknown>>;

const NO_LEASE_NOW = {
  $or: [{ lease: null }, { $expr: { $lt: ['$lease.until', '$$NOW'] } }],
};

/**
 * The hub's own side of the saved webhooks: who delivers, what is queued, what became of it. Every write is majority-durable when it resolves; all
 * throw HubError HUB_STORE_UNAVAILABLE.
 */
export class WebhookQueue {
  readonly #store: () => Store;

  constructor(store: () => Store) {
    this.#store = store;
  }

  /** Takes webhooks that nobody delivers for, at most `limit`. */
  async acquire(holder: string, leaseMs: number, limit: number): Promise<readonly RiskWebhookDoc[]> {
    const webhooks = this.#store().riskWebhooks;
    const free = await storing(
      webhooks
        .find({ state: 'ENABLED', ...NO_LEASE_NOW } as never, { _id: 1 })
        .limit(limit)
        .lean<{ _id: string }[]>()
        .exec(),
    );
    const taken = await Promise.all(
      free.map(({ _id }) =>
        storing(
          webhooks.collection.findOneAndUpdate(
            { _id: _id as never, state: 'ENABLED', ...NO_LEASE_NOW },
            [
              // Counted apart from the lease, which may be given back: a token is never used twice.
              { $set: { leases: { $add: ['$leases', 1] } } },
              { $set: { lease: { holder, token: '$leases', until: untilIn(leaseMs) } } },
            ],
            { returnDocument: 'after' },
          ),
        ),
      ),
    );
    return taken.flatMap((doc) => (doc === null ? [] : [doc as unknown as RiskWebhookDoc]));
  }

  /** The webhooks that a gateway holds, as they are now. */
  held(holder: string): Promise<readonly RiskWebhookDoc[]> {
    return storing(
      this.#store()
        .riskWebhooks.find({ 'lease.holder': holder } as never)
        .lean<RiskWebhookDoc[]>()
        .exec(),
    );
  }

  async renew(holder: string, leaseMs: number): Promise<void> {
    await storing(
      this.#store().riskWebhooks.collection.updateMany({ 'lease.holder': holder }, [
        { $set: { 'lease.until': untilIn(leaseMs) } },
      ]),
    );
  }

  /** Gives back what was held; another gateway may go on at once. */
  async release(holder: string, webhookIds: readonly string[]): Promise<void> {
    await storing(
      this.#store().riskWebhooks.collection.updateMany(
        { _id: { $in: webhookIds as never[] }, 'lease.holder': holder },
        { $set: { lease: null } },
      ),
    );
  }

  /** What is still to be sent, in the order in which it was queued. */
  open(webhookId: string, limit: number): Promise<readonly OpenDelivery[]> {
    return storing(
      this.#store()
        .webhookDeliveries.find({ webhookId, state: { $in: OPEN_WEBHOOK_DELIVERIES } } as never, {
          eventId: 1,
          kind: 1,
          subjectId: 1,
          seq: 1,
          after: 1,
          tries: 1,
          nextTryAt: 1,
          queuedAt: 1,
        })
        .sort({ queuedAt: 1, _id: 1 })
        .limit(limit)
        .lean<OpenDelivery[]>()
        .exec(),
    );
  }

  /**
   * Queues events. One that is there stays as it is, unless it was queued before `replayBefore`: then it is sent again. Answers which are to
   * be sent because of this call.
   */
  async add(
    webhook: Pick<RiskWebhookDoc, '_id' | 'partner' | 'replayBefore'>,
    events: readonly QueuedEvent[],
    now: Date,
  ): Promise<readonly OpenDelivery[]> {
    if (events.length === 0) return [];
    const rows = events.map((event) => rowOf(webhook, event, now));
    const { replayBefore } = webhook;
    const writes = rows.map((row): Write => {
      if (replayBefore === null) return { insertOne: { document: row } };
      const again = { redeliveries: { $add: [{ $ifNull: ['$redeliveries', -1] }, 1] } };
      // A row that is there and does not match collides with the one that would be made.
      return {
        updateOne: {
          filter: { _id: row._id, queuedAt: { $lt: replayBefore } },
          update: [{ $replaceWith: { $mergeObjects: [{ $literal: row }, again] } }],
          upsert: true,
        },
      };
    });
    const there = new Set(
      await inserting(
        this.#store().webhookDeliveries.collection.bulkWrite(writes as never, { ordered: false }),
      ),
    );
    return rows.filter((_, index) => !there.has(index));
  }

  /** Moves the position; false when the lease or the generation is over: then nothing was moved. */
  async advance(lease: WebhookLease, position: StoredPosition): Promise<boolean> {
    const { matchedCount } = await storing(
      this.#store().riskWebhooks.collection.updateOne(
        {
          _id: lease.webhookId as never,
          'lease.token': lease.token,
          generation: lease.generation,
        },
        { $set: { position } },
      ),
    );
    return matchedCount > 0;
  }

  /** Writes an attempt down; false when somebody else made one meanwhile. */
  async settle(
    delivery: Pick<OpenDelivery, '_id' | 'tries'>,
    attempt: WebhookAttempt,
    outcome: AttemptOutcome,
  ): Promise<boolean> {
    const { state } = outcome;
    const { matchedCount } = await storing(
      this.#store().webhookDeliveries.collection.updateOne(
        { _id: delivery._id as never, tries: delivery.tries, state: { $in: OPEN_WEBHOOK_DELIVERIES } },
        {
          $set: {
            state,
            nextTryAt: state === 'RETRYING' ? outcome.nextTryAt : null,
            deliveredAt: state === 'DELIVERED' ? attempt.at : null,
            deadAt: state === 'DEAD' ? attempt.at : null,
            expiresAt: expiryAt(new Date(attempt.at)),
          },
          $inc: { tries: 1 },
          $push: { attempts: { $each: [attempt], $slice: -MOST_ATTEMPTS_KEPT } },
        } as never,
      ),
    );
    return matchedCount > 0;
  }

  /** Notes since when the receiver fails, or that it does not. Answers since when; null when it does well. */
  async health(webhookId: string, failingAt: string | null): Promise<string | null> {
    const webhooks = this.#store().riskWebhooks.collection;
    if (failingAt === null) {
      await storing(webhooks.updateOne({ _id: webhookId as never }, { $set: { failingSince: null } }));
      return null;
    }
    const doc = await storing(
      webhooks.findOneAndUpdate(
        { _id: webhookId as never },
        [{ $set: { failingSince: { $ifNull: ['$failingSince', failingAt] } } }],
        { returnDocument: 'after', projection: { failingSince: 1 } },
      ),
    );
    return (doc as { failingSince?: string } | null)?.failingSince ?? failingAt;
  }

  /** The hub turns a webhook off, unless a person has changed it since. */
  async autoDisable(lease: WebhookLease, reason: string, at: string): Promise<void> {
    await storing(
      this.#store().riskWebhooks.collection.updateOne(
        {
          _id: lease.webhookId as never,
          'lease.token': lease.token,
          generation: lease.generation,
          state: 'ENABLED',
        },
        {
          $set: { state: 'AUTO_DISABLED', stateReason: reason, stateSince: at, lease: null },
          $push: { changes: noted({ at, what: 'AUTO_DISABLED', actor: 'hub', note: reason }) },
        } as never,
      ),
    );
  }

  /** Events were removed before they were told: goes on behind them and says so. */
  async skipTo(lease: WebhookLease, position: StoredPosition, note: string, at: string): Promise<boolean> {
    const { matchedCount } = await storing(
      this.#store().riskWebhooks.collection.updateOne(
        { _id: lease.webhookId as never, 'lease.token': lease.token, generation: lease.generation },
        {
          $set: { position },
          $push: { changes: noted({ at, what: 'EVENTS_MISSED', actor: 'hub', note }) },
        } as never,
      ),
    );
    return matchedCount > 0;
  }

  /** Notes in a hot spot who was told of it, once each. */
  async noteTold(hotSpotId: string, to: string, at: string): Promise<void> {
    await noteHotSpotTold(this.#store(), hotSpotId, to, at);
  }
}

/** Changes as `$push` takes them. */
export function noted(...changes: readonly WebhookChange[]): object {
  return { $each: changes, $slice: -MOST_WEBHOOK_CHANGES };
}

export function expiryAt(now: Date): Date {
  return new Date(now.getTime() + WEBHOOK_DELIVERIES_KEPT_MS);
}

function untilIn(leaseMs: number): object {
  return { $dateAdd: { startDate: '$$NOW', unit: 'millisecond', amount: leaseMs } };
}

function rowOf(
  { _id: webhookId, partner }: Pick<RiskWebhookDoc, '_id' | 'partner'>,
  event: QueuedEvent,
  now: Date,
): WebhookDeliveryDoc {
  return {
    _id: webhookDeliveryIdOf(webhookId, event.eventId),
    webhookId,
    partner,
    ...event,
    state: 'WAITING',
    tries: 0,
    attempts: [],
    queuedAt: now.toISOString(),
    nextTryAt: null,
    deliveredAt: null,
    deadAt: null,
    redeliveries: 0,
    expiresAt: expiryAt(now),
  };
}
