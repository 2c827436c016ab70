import type DataLoader from 'dataloader';
import type { ScopedStore } from '../../access/door.ts';
import type { HotSpotView } from '../../access/hot-spot-reads.ts';
import type { HubEvent } from '../../../schema/canonical/hub-event.ts';
import { byKey } from '../kit/batch.ts';
import {
  presentDisputes,
  presentRecords,
  type PresentDisputes,
  type PresentRecords,
} from '../kit/present.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';

/** DataLoaders of the events subgraph. */
export interface EventLoaders extends PresentDisputes, PresentRecords {
  readonly eventById: DataLoader<string, HubEvent | null>;
  readonly hotSpotById: DataLoader<string, HotSpotView | null>;
}

export type EventsContext = SubgraphContext<EventLoaders>;

export function eventLoaders(store: ScopedStore): EventLoaders {
  return {
    ...presentDisputes(store),
    ...presentRecords(store),
    eventById: byKey(
      (ids) => store.eventsByIds(ids),
      ({ id }) => id,
    ),
    hotSpotById: byKey(
      (ids) => store.hotSpotsByIds(ids),
      ({ _id }) => _id,
    ),
  };
}
