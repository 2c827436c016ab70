import { HOT_SPOT_ID_PREFIX } from '../../schema/canonical/hot-spot.ts';
import { HubError } from '../../schema/canonical/hub-error.ts';
import { HubEventSchema } from '../../schema/canonical/hub-event.ts';
import type { DeliveryDoc } from '../../schema/store/deliveries.ts';
import type { Store } from '../../schema/store/models.ts';
import { storing } from '../../schema/store/store-fault.ts';
import type { FeedName } from '../../schema/vocabulary/feeds.ts';
import type { HandoffMessage } from '../../streams/kafka/handoff-queue.ts';
import { hotSpotMessage, isHotSpotEvent, isInItsRegion, type HotSpotEvent } from '../kit/hot-spot-event.ts';
import { newDelivery, type RoutedConnector } from './new-delivery.ts';

/**
 * Messages of the events topic as deliveries: each change of a hot spot for every connector whose agency has it in its region. What is told of
 * disputes stands in the topic too, and is passed over by its key. @throws HubError HUB_EVENT_INVALID, HUB_STORE_UNAVAILABLE
 */
export async function hotSpotDeliveries(
  messages: readonly HandoffMessage[],
  connectors: readonly RoutedConnector[],
  store: Store,
  queuedAt: string,
): Promise<readonly DeliveryDoc[]> {
  const rows: DeliveryDoc[] = [];
  for (const message of messages) {
    if (message.key?.toString('utf8').startsWith(HOT_SPOT_ID_PREFIX) !== true) continue;
    const event = hotSpotEventOf(message);
    for (const connector of connectors) {
      const { subscription } = connector;
      if (!isInItsRegion(event, subscription)) continue;
      const codes = await codesOf(store, event.hotSpot.disputeIds, subscription.feed);
      const { id: eventId, kind, seq, subjectId: disputeId } = event;
      const content = hotSpotMessage(event, subscription.agency, codes);
      rows.push(newDelivery(connector, { disputeId, code: '', eventId, kind, seq, content }, queuedAt));
    }
  }
  return rows;
}

/** Codes of the disputes in which a feed has a record. */
async function codesOf(
  store: Store,
  disputeIds: readonly string[],
  feed: FeedName | null,
): Promise<readonly string[]> {
  if (feed === null || disputeIds.length === 0) return [];
  const found = await storing(
    store.disputes
      .find({ _id: { $in: disputeIds }, feeds: feed }, { code: 1 })
      .lean<{ code: string }[]>()
      .exec(),
  );
  return found.map(({ code }) => code);
}

/** @throws HubError HUB_EVENT_INVALID */
function hotSpotEventOf({ topic, partition, offset, value }: HandoffMessage): HotSpotEvent {
  const where = `message ${offset} of ${topic}, partition ${partition}`;
  try {
    const event = HubEventSchema.parse(JSON.parse(value?.toString('utf8') ?? ''));
    if (isHotSpotEvent(event)) return event;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('HUB_EVENT_INVALID', `${where} is no event of the hub: ${why}`, { cause });
  }
  throw new HubError('HUB_EVENT_INVALID', `${where} has the key of a hot spot and tells of none`);
}
