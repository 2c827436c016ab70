import type { HubEvent } from '../../../schema/canonical/hub-event.ts';
import { recordReference } from '../kit/references.ts';
import { regionView } from '../kit/region.ts';
import { categoryTerm, knownCategory } from '../kit/vocabulary.ts';

/** Fields of `type RiskEvent` that are not told under their own name. */
export const EVENT_FIELDS = {
  dispute: ({ disputeId }: HubEvent) => referenceTo(disputeId),
  hotSpot: ({ hotSpotId }: HubEvent) => referenceTo(hotSpotId),
  mergedInto: ({ mergedInto }: HubEvent) => referenceTo(mergedInto),
  region: ({ regionCode }: HubEvent) => regionView(regionCode),
  category: ({ category }: HubEvent) => knownCategory(category),
  categoryTerm: ({ category }: HubEvent) => categoryTerm(category),
  records: ({ recordIds }: HubEvent) => recordIds.map(recordReference),
  move: ({ move }: HubEvent) => (move === null ? null : { id: move.eventId, ...move }),
  hotSpotNumbers: ({ hotSpot }: HubEvent) => (hotSpot === null ? null : { ...hotSpot, day: hotSpot.lastDay }),
};

/** An entity of another subgraph by its identifier. */
function referenceTo(id: string | null): { readonly id: string } | null {
  return id === null ? null : { id };
}
