import type { HubEvent } from '../../../schema/canonical/hub-event.ts';
import { ifThere, recordIfThere, type Present } from '../kit/present.ts';
import { regionView } from '../kit/region.ts';
import { categoryTerm, knownCategory } from '../kit/vocabulary.ts';
import type { EventsContext } from './loaders.ts';

/** Fields of `type RiskEvent` that are not told under their own name. */
export const EVENT_FIELDS = {
  dispute: ({ disputeId }: HubEvent, _: unknown, { loaders }: EventsContext) =>
    referenceTo(disputeId, loaders.disputeFeedsById),
  hotSpot: ({ hotSpotId }: HubEvent, _: unknown, { loaders }: EventsContext) =>
    referenceTo(hotSpotId, loaders.hotSpotById),
  mergedInto: ({ mergedInto }: HubEvent, _: unknown, { loaders }: EventsContext) =>
    referenceTo(mergedInto, loaders.disputeFeedsById),
  region: ({ regionCode }: HubEvent) => regionView(regionCode),
  category: ({ category }: HubEvent) => knownCategory(category),
  categoryTerm: ({ category }: HubEvent) => categoryTerm(category),
  records: ({ recordIds }: HubEvent, _: unknown, context: EventsContext) =>
    recordIds.map((id) => recordIfThere(id, context)),
  move: ({ move }: HubEvent) => (move === null ? null : { id: move.eventId, ...move }),
  hotSpotNumbers: ({ hotSpot }: HubEvent) => (hotSpot === null ? null : { ...hotSpot, day: hotSpot.lastDay }),
};

/** An entity of another subgraph by its identifier. */
function referenceTo(id: string | null, present: Present): Promise<{ readonly id: string } | null> {
  return ifThere(present, id, (there) => ({ id: there }));
}
