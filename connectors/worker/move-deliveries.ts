import { HubError } from '../../schema/canonical/hub-error.ts';
import { feedPartOf } from '../../schema/canonical/ids.ts';
import { WorkflowMessageSchema, type WorkflowMessage } from '../../schema/canonical/workflow.ts';
import type { DeliveryDoc } from '../../schema/store/deliveries.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { HandoffMessage } from '../../streams/kafka/handoff-queue.ts';
import { concernsOf, outboundEvent, type Concern } from '../kit/outbound-event.ts';
import { newDelivery, type RoutedConnector } from './new-delivery.ts';

interface Wanted {
  readonly connector: RoutedConnector;
  readonly message: WorkflowMessage;
  readonly concerns: readonly Concern[];
}

/** Messages of the workflow topic as deliveries: each move for every connector whose agency it concerns. @throws HubError HUB_EVENT_INVALID, HUB_STORE_UNAVAILABLE */
export async function moveDeliveries(
  messages: readonly HandoffMessage[],
  connectors: readonly RoutedConnector[],
  store: Store,
  queuedAt: string,
): Promise<readonly DeliveryDoc[]> {
  const wanted = messages.flatMap((handed) => {
    const message = workflowMessageOf(handed);
    return connectors.flatMap((connector): Wanted[] => {
      const concerns = concernsOf(message, connector.subscription);
      return concerns.length === 0 ? [] : [{ connector, message, concerns }];
    });
  });
  const numbers = await numbersOf(store, wanted);
  return wanted.map((one) => deliveryOf(one, numbers, queuedAt));
}

/** Record id → the agency's own number, of the records of feeds whose agencies are told. */
async function numbersOf(store: Store, wanted: readonly Wanted[]): Promise<ReadonlyMap<string, string>> {
  const ids = wanted.flatMap(({ connector, message }) =>
    message.recordIds.filter((id) => feedPartOf(id) === connector.subscription.feed),
  );
  if (ids.length === 0) return new Map();
  const found = await storing(
    store.records
      .find({ _id: { $in: [...new Set(ids)] } })
      .select({ sourceId: 1 })
      .lean()
      .exec(),
  );
  return new Map(found.map(({ _id, sourceId }) => [_id, sourceId]));
}

function deliveryOf(
  { connector, message, concerns }: Wanted,
  numbers: ReadonlyMap<string, string>,
  queuedAt: string,
): DeliveryDoc {
  const { agency, feed } = connector.subscription;
  const { event, disputeId, code } = message;
  const own = message.recordIds.flatMap((id) => {
    const number = feedPartOf(id) === feed ? numbers.get(id) : undefined;
    return number === undefined ? [] : [number];
  });
  const { id: eventId, kind, seq } = event;
  const content = outboundEvent(message, agency, concerns, own);
  return newDelivery(connector, { disputeId, code, eventId, kind, seq, content }, queuedAt);
}

/** @throws HubError HUB_EVENT_INVALID */
function workflowMessageOf({ topic, partition, offset, value }: HandoffMessage): WorkflowMessage {
  try {
    return WorkflowMessageSchema.parse(JSON.parse(value?.toString('utf8') ?? ''));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError(
      'HUB_EVENT_INVALID',
      `message ${offset} of ${topic}, partition ${partition}, is no workflow message: ${why}`,
      { cause },
    );
  }
}
