import type { HubEvent } from '../../../schema/canonical/hub-event.ts';
import { buildSubgraph } from '../kit/build-subgraph.ts';
import { CONNECTION_FIELDS, type PageArguments } from '../kit/connection.ts';
import { RISK_EVIDENCE_FIELDS, RISK_FACTOR_FIELDS } from '../kit/risk-factors.ts';
import type { Subgraph } from '../kit/subgraph.ts';
import { EVENT_FIELDS } from './event-fields.ts';
import { eventList, type EventListArguments } from './event-list.ts';
import { WEBHOOK_MUTATIONS } from './webhooks/mutations.ts';
import { webhookList, WEBHOOK_TYPES } from './webhooks/webhook-fields.ts';
import { eventLoaders, type EventLoaders, type EventsContext } from './loaders.ts';

/** `type RiskStreamItem`, as the gateway's streams give it. */
interface Item {
  readonly cursor: string;
  readonly event: HubEvent | null;
}

const itemOf = (_: unknown, { item }: { item: unknown }): unknown => item;

/** What the hub told: as a list, and item by item for the gateway's streams, which read the log themselves. */
export function buildEvents(): Subgraph {
  return buildSubgraph<EventLoaders>({
    name: 'events',
    loadersFor: eventLoaders,
    references: {
      RiskEvent: ({ id }: { id: string }, { loaders }) => loaders.eventById.load(id),
    },
    resolvers: {
      Query: {
        riskEvents: (_: unknown, args: EventListArguments, context: EventsContext) =>
          eventList(args, context),
        riskEventsItem: itemOf,
        disputeChangedItem: itemOf,
        feedStatusItem: itemOf,
        riskWebhooks: (_: unknown, args: PageArguments, context: EventsContext) => webhookList(args, context),
        riskWebhook: (_: unknown, { id }: { id: string }, { store }: EventsContext) => store.riskWebhook(id),
      },
      Mutation: WEBHOOK_MUTATIONS,
      RiskStreamItem: { bookmark: ({ event }: Item) => event === null },
      RiskEvent: EVENT_FIELDS,
      RiskEventConnection: CONNECTION_FIELDS,
      RiskEventFactor: RISK_FACTOR_FIELDS,
      RiskEventEvidence: RISK_EVIDENCE_FIELDS,
      ...WEBHOOK_TYPES,
    },
  });
}
