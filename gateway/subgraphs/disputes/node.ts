import { beside } from '../kit/beside.ts';
import { feedPartOf } from '../../../schema/canonical/ids.ts';
import type { DisputeDoc } from '../../../schema/store/documents.ts';
import { ifThere, recordIfThere } from '../kit/present.ts';
import { entryReference, type EntryReference, type RecordReference } from '../kit/references.ts';
import type { DisputesContext } from './loaders.ts';
import { partiesOf, type PartyView } from './references.ts';

type NodeView =
  | RecordReference
  | EntryReference
  | (DisputeDoc & { readonly __typename: 'Dispute' })
  | { readonly __typename: 'HotSpot'; readonly id: string }
  | (PartyView & { readonly __typename: 'Party' });

/** The party with this id, with its dispute. */
export async function partyWithId(id: string, { loaders }: DisputesContext): Promise<PartyView | null> {
  const disputes = await loaders.disputesByPartyId.load(id);
  return disputes.flatMap(partiesOf).find((party) => party.id === id) ?? null;
}

/** Whatever has this id: the part before its first hyphen says what it is. */
export async function nodeWithId(id: string, context: DisputesContext): Promise<NodeView | null> {
  switch (feedPartOf(id)) {
    case 'dispute': {
      const dispute = await context.loaders.disputeById.load(id);
      return dispute === null ? null : beside(dispute, { __typename: 'Dispute' });
    }
    case 'party': {
      const party = await partyWithId(id, context);
      return party === null ? null : beside(party, { __typename: 'Party' });
    }
    case 'reference': {
      const entry = await context.loaders.entryById.load(id);
      return entry === null ? null : entryReference(entry);
    }
    case 'hotspot':
      return ifThere(context.loaders.hotSpotById, id, () => ({ __typename: 'HotSpot', id }));
    default:
      return recordIfThere(id, context);
  }
}
