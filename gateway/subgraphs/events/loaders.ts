import type DataLoader from 'dataloader';
import type { ScopedStore } from '../../access/door.ts';
import type { HubEvent } from '../../../schema/canonical/hub-event.ts';
import { byKey } from '../kit/batch.ts';
import {
  presentDisputes,
  presentHotSpots,
  presentRecords,
  type PresentDisputes,
  type PresentHotSpots,
  type PresentRecords,
} from '../kit/present.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';

/** DataLoaders of the events subgraph. */
export interface EventLoaders extends PresentDisputes, PresentHotSpots, PresentRecords {
  readonly eventById: DataLoader<string, HubEvent | null>;
}

export type EventsContext = SubgraphContext<EventLoaders>;

export function eventLoaders(store: ScopedStore): EventLoaders {
  return {
    ...presentDisputes(store),
    ...presentHotSpots(store),
    ...presentRecords(store),
    eventById: byKey(
      (ids) => store.eventsByIds(ids),
      ({ id }) => id,
    ),
  };
}
