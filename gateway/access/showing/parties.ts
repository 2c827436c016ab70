import type { RecordParty } from '../../../schema/canonical/party.ts';
import type { DisputeParty } from '../../../schema/canonical/dispute.ts';
import type { DisputeDoc } from '../../../schema/store/documents.ts';
import type { ScrubParty } from '../../../schema/masking/party-forms.ts';
import type { Shown } from './context.ts';
import { whenAsked } from './when-asked.ts';

type Named = Pick<RecordParty, 'kind' | 'name' | 'phone' | 'idNumber' | 'address'>;

/** As which kind a party's name is shown: whoever may be a person is one. */
export function partyNameKind(
  party: { readonly kind: RecordParty['kind'] } | undefined,
): 'NAME' | 'ORGANISATION' {
  return party?.kind === 'ORGANISATION' ? 'ORGANISATION' : 'NAME';
}

/** A record's party, without its folded forms: what is for matching is not for whoever sees a mask. */
export function showRecordParty(party: RecordParty, shown: Shown): RecordParty {
  return {
    role: party.role,
    kind: party.kind,
    name: showPartyName(party, shown),
    phone: shown.value('PHONE', party.phone),
    idType: party.idType,
    idNumber: shown.value('ID_NUMBER', party.idNumber),
    address: shown.value('ADDRESS', party.address),
    matching: NO_FORMS,
  };
}

export function showDisputeParty(party: DisputeParty, shown: Shown): DisputeParty {
  const { phones, idNumber, addresses } = party;
  return whenAsked(party, {
    name: () => showPartyName(party, shown),
    phones: () => shown.values('PHONE', phones),
    idNumber: () => shown.value('ID_NUMBER', idNumber),
    addresses: () => shown.values('ADDRESS', addresses),
  });
}

/** Forms of a record's party that may stand in a text. */
export function scrubParty({ kind, name, phone, idNumber, address }: Named): ScrubParty {
  return {
    kind,
    name,
    phones: phone === null ? [] : [phone],
    idNumber,
    addresses: address === null ? [] : [address],
  };
}

/** The place that a record is about, as it may stand in a text: mostly somebody's home. */
export function placeParty(address: string | null): readonly ScrubParty[] {
  return address === null
    ? []
    : [{ kind: 'UNKNOWN', name: null, phones: [], idNumber: null, addresses: [address] }];
}

/** Whom a dispute names by itself, as they may stand in a text. */
export function partiesOfDispute({
  parties,
  address,
}: Pick<DisputeDoc, 'parties' | 'address'>): readonly ScrubParty[] {
  return [...parties, ...placeParty(address)];
}

/** A party's name. What passes for the name of an organisation may have an address or a telephone in it: then that goes as in texts. */
export function showPartyName(party: Pick<RecordParty, 'kind' | 'name'>, shown: Shown): string | null {
  const kind = partyNameKind(party);
  const name = shown.value(kind, party.name);
  return kind === 'ORGANISATION' && name === party.name ? shown.bareText(name) : name;
}

const NO_FORMS = Object.freeze({ name: null, phone: null, idNumber: null, address: null });
