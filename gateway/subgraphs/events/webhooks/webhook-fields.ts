import type { SavedWebhook, WebhookLag } from '../../../access/webhook-reads.ts';
import type { WebhookDeliveryDoc } from '../../../../schema/store/webhooks.ts';
import type { WebhookDeliveryState } from '../../../../schema/webhooks/states.ts';
import {
  connectionOf,
  CONNECTION_FIELDS,
  pageSizeOf,
  momentAfter,
  type Connection,
  type PageArguments,
} from '../../kit/connection.ts';
import type { EventsContext } from '../loaders.ts';

export interface DeliveryListArguments extends PageArguments {
  readonly state?: readonly WebhookDeliveryState[] | null;
}

const COUNT_UP_TO = 10_000;

/** `Query.riskWebhooks`. */
export async function webhookList(
  args: PageArguments,
  { store }: EventsContext,
): Promise<Connection<SavedWebhook>> {
  const size = pageSizeOf(args);
  const listing = store.listing('riskWebhooks');
  const after = momentAfter(listing, args);
  return connectionOf({
    listing,
    found: await store.riskWebhookPage({ after, limit: size + 1 }),
    size,
    isFirst: after === null,
    position: ({ createdAt, _id }) => [createdAt, _id],
    count: () => store.countRiskWebhooks(COUNT_UP_TO),
  });
}

async function deliveryList(
  { _id: webhookId }: SavedWebhook,
  args: DeliveryListArguments,
  { store }: EventsContext,
): Promise<Connection<WebhookDeliveryDoc>> {
  const size = pageSizeOf(args);
  const listing = store.listing(`${webhookId}:deliveries`);
  const after = momentAfter(listing, args);
  const states = args.state ?? null;
  return connectionOf({
    listing,
    found: await store.webhookDeliveryPage({ webhookId, states, after, limit: size + 1 }),
    size,
    isFirst: after === null,
    position: ({ queuedAt, _id }) => [queuedAt, _id],
    count: () => store.countWebhookDeliveries({ webhookId, states }, COUNT_UP_TO),
  });
}

/** Resolvers of the types of `schema/subgraphs/events/webhooks.graphql`. */
export const WEBHOOK_TYPES = {
  RiskWebhook: {
    id: ({ _id }: SavedWebhook) => _id,
    filter: ({ criteria }: SavedWebhook) => ({
      ...criteria,
      regionCode: criteria.regionPrefix,
      category: criteria.categories,
    }),
    lag: (webhook: SavedWebhook, _: unknown, { store }: EventsContext): Promise<WebhookLag> =>
      store.webhookLag(webhook, COUNT_UP_TO),
    deliveries: (webhook: SavedWebhook, args: DeliveryListArguments, context: EventsContext) =>
      deliveryList(webhook, args, context),
  },
  RiskWebhookDelivery: { id: ({ _id }: WebhookDeliveryDoc) => _id },
  RiskWebhookConnection: CONNECTION_FIELDS,
  RiskWebhookDeliveryConnection: CONNECTION_FIELDS,
};
