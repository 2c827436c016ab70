import type DataLoader from 'dataloader';
import type { ScopedStore } from '../../access/door.ts';
import type { HubEvent } from '../../../schema/canonical/hub-event.ts';
import { byKey } from '../kit/batch.ts';
import type { SubgraphContext } from '../kit/subgraph.ts';

/** DataLoaders of the events subgraph. */
export interface EventLoaders {
  readonly eventById: DataLoader<string, HubEvent | null>;
}

export type EventsContext = SubgraphContext<EventLoaders>;

export function eventLoaders(store: ScopedStore): EventLoaders {
  return {
    eventById: byKey(
      (ids) => store.eventsByIds(ids),
      ({ id }) => id,
    ),
  };
}
