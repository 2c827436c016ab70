import type { Store } from './models.ts';
import { storing } from './store-fault.ts';

/** Notes in a hot spot who was told of it, once each: saved webhooks and outbound connectors. @throws HubError HUB_STORE_UNAVAILABLE */
export async function noteHotSpotTold(
  store: Store,
  hotSpotId: string,
  to: string,
  at: string,
): Promise<void> {
  await storing(
    store.hotSpots.collection.updateOne({ _id: hotSpotId as never, 'told.to': { $ne: to } }, {
      $push: { told: { to, at } },
    } as never),
  );
}
