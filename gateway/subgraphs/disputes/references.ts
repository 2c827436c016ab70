import { beside } from '../kit/beside.ts';
import type { DisputeDoc } from '../../../schema/store/documents.ts';

/** `type Party`: the stored party with the dispute that it belongs to. */
export type PartyView = DisputeDoc['parties'][number] & { readonly dispute: DisputeDoc };

export function partiesOf(dispute: DisputeDoc): readonly PartyView[] {
  return dispute.parties.map((party) => beside(party, { dispute }));
}
