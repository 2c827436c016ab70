import { HubError } from '../canonical/hub-error.ts';
import type { Store } from './models.ts';
import { inserting, storing } from './store-fault.ts';
import { noted } from './webhook-queue.ts';
import { type RiskWebhookDoc, type WebhookChange, type WebhookDeliveryDoc } from './webhooks.ts';
import { OPEN_WEBHOOK_DELIVERIES } from '../webhooks/states.ts';

/** Fields that a person may change. */
export type WebhookFields = Partial<
  Pick<
    RiskWebhookDoc,
    | 'url'
    | 'description'
    | 'criteria'
    | 'state'
    | 'stateReason'
    | 'stateSince'
    | 'secrets'
    | 'position'
    | 'replayBefore'
    | 'failingSince'
    | 'owner'
  >
>;

type Scope = Readonly<Record<string, unknown>>;

/** Webhooks of one partner: more are a sign that something else is meant. */
export const MOST_WEBHOOKS = 50;

/** Keeps a new webhook; one with the same id stays as it is. Answers whether it was new. */
export async function insertWebhook(store: Store, document: RiskWebhookDoc): Promise<boolean> {
  const { partner } = document;
  const count = await storing(store.riskWebhooks.countDocuments({ partner } as never).exec());
  if (count >= MOST_WEBHOOKS) {
    throw new HubError(
      'HUB_LIMIT_EXCEEDED',
      `a partner has at most ${MOST_WEBHOOKS} webhooks; delete one that is not used, or widen the filter of another`,
    );
  }
  const there = await inserting(
    store.riskWebhooks.collection.bulkWrite([{ insertOne: { document } }] as never, { ordered: false }),
  );
  return there.length === 0;
}

/** Changes a webhook as it was read: false when somebody else changed it since, or it is gone. */
export async function changeWebhook(
  store: Store,
  scope: Scope,
  read: Pick<RiskWebhookDoc, '_id' | 'generation'>,
  fields: WebhookFields,
  changes: readonly WebhookChange[],
): Promise<boolean> {
  const { matchedCount } = await storing(
    store.riskWebhooks.collection.updateOne(
      { $and: [scope, { _id: read._id, generation: read.generation }] },
      {
        $set: fields,
        $inc: { generation: 1 },
        ...(changes.length === 0 ? {} : { $push: { changes: noted(...changes) } }),
      } as never,
    ),
  );
  return matchedCount > 0;
}

/** Deletes a webhook with its log. False when it is not there. */
export async function deleteWebhook(store: Store, scope: Scope, id: string): Promise<boolean> {
  const { deletedCount } = await storing(
    store.riskWebhooks.collection.deleteOne({ $and: [scope, { _id: id }] }),
  );
  await storing(store.webhookDeliveries.collection.deleteMany({ $and: [scope, { webhookId: id }] }));
  return deletedCount > 0;
}

/** Queues deliveries again as if they were new. Answers how many. */
export async function requeue(
  store: Store,
  scope: Scope,
  ids: readonly string[],
  now: Date,
): Promise<number> {
  const fields: Partial<WebhookDeliveryDoc> = {
    state: 'WAITING',
    tries: 0,
    queuedAt: now.toISOString(),
    nextTryAt: null,
    deliveredAt: null,
    deadAt: null,
  };
  const { modifiedCount } = await storing(
    store.webhookDeliveries.collection.updateMany(
      { $and: [scope, { _id: { $in: ids }, state: { $nin: OPEN_WEBHOOK_DELIVERIES } }] },
      { $set: fields, $inc: { redeliveries: 1 } },
    ),
  );
  return modifiedCount;
}
